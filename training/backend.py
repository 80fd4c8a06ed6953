"""The arithmetic that training and measuring run on."""

from thinc.api import NumpyOps, set_current_ops

__all__ = ["use_numpy"]


def use_numpy() -> None:
    """Multiply matrices with NumPy: several times as fast as BLIS's generic kernel."""
    set_current_ops(NumpyOps(use_blis=False))
