"""Places of a layer that would lie among the others if longitude and latitude were swapped."""

import numpy as np
import numpy.typing as npt

FEWEST = 8
"""With fewer features in a layer nothing is said: no place is far from so few."""

Points = npt.NDArray[np.float64]
Box = tuple[Points, Points]


def swapped(centres: Points) -> list[bool]:
    """Whether each centre lies far outside of the layer and its mirror image within it.

    A centre is a row of longitude and latitude. The layer is where nine in ten of its centres lie;
    far is farther than its own width.
    """
    if len(centres) < FEWEST:
        return [False] * len(centres)
    low, high = np.quantile(centres, [0.05, 0.95], axis=0)
    width = np.maximum(high - low, 1.0)
    inside = _within(centres[:, ::-1], (low - width * 0.2, high + width * 0.2))
    near = _within(centres, (low - width, high + width))
    return [bool(flag) for flag in inside & ~near]


def _within(points: Points, box: Box) -> npt.NDArray[np.bool_]:
    inside: npt.NDArray[np.bool_] = np.all((points >= box[0]) & (points <= box[1]), axis=1)
    return inside
