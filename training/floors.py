"""Quality floors: ``python -m training.floors shipped|shared``.

`floors.json` says how well the packaged pipeline and the grammar read at the least, in per cent:
``shipped`` on the small data of ``tests/quality``, which was written for it and which the tests
check; ``shared`` on the corpora and annotated texts beside a checkout. A floor is raised when
reading has become better (``--raise``), and never lowered.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import agreement, quotes, records
from training.evaluate import MEASURES
from troth.read.pipelines import load

__all__ = ["Floor", "below", "floors", "main", "raised"]

FILE = Path(__file__).parent / "floors.json"
SHARED = "shared/"
MARGIN = 0.5
"""Points left between what was measured and a floor that is raised to it."""


@dataclass(frozen=True)
class Floor:
    """What is measured in one form on one file or folder, and its least figures."""

    form: str
    path: str
    least: dict[str, float]

    def place(self, shared: Path) -> Path:
        """Where its data is: the path names what is beside the checkout as ``shared/``."""
        beside = self.path.startswith(SHARED)
        return shared / self.path.removeprefix(SHARED) if beside else Path(self.path)

    def figures(self, shared: Path = Path()) -> dict[str, float]:
        """What is measured now, under the same names."""
        found = _measured(self.form, self.place(shared))
        return {name: _figure(found, name) for name in self.least}


def floors(part: str) -> list[Floor]:
    """The floors of ``shipped`` or ``shared`` data."""
    return [Floor(**form) for form in json.loads(FILE.read_text(encoding="utf-8"))[part]]


def below(floor: Floor, figures: dict[str, float]) -> list[str]:
    """What has fallen below its floor, a line each."""
    return [
        f"{floor.form} {floor.path}: {name} is {figures[name]:.2f}, the floor {least:.2f}"
        for name, least in floor.least.items()
        if figures[name] < least
    ]


def raised(floor: Floor, figures: dict[str, float]) -> dict[str, float]:
    """The floor's figures, each as near to what was measured as the margin lets; none lower."""
    return {
        name: max(least, math.floor(10 * (figures[name] - MARGIN)) / 10)
        for name, least in floor.least.items()
    }


def main(argv: list[str] | None = None) -> int:
    """Measure everything that has a floor; the exit status is 1 when something fell below it."""
    parser = argparse.ArgumentParser(prog="training.floors", description=main.__doc__)
    parser.add_argument("part", choices=["shipped", "shared"])
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="has corpora/, gold/"
    )
    parser.add_argument("--raise", action="store_true", dest="raising", help="write higher floors")
    options = parser.parse_args(argv)
    fallen: list[str] = []
    forms = []
    for floor, figures in _all(options.part, options.shared):
        fallen += below(floor, figures)
        least = raised(floor, figures) if options.raising else floor.least
        forms.append({"form": floor.form, "path": floor.path, "least": least})
    if options.raising:
        everything = json.loads(FILE.read_text(encoding="utf-8")) | {options.part: forms}
        FILE.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    for line in fallen:
        print(f"BELOW: {line}", file=sys.stderr)
    return 1 if fallen else 0


def _all(part: str, shared: Path) -> Iterator[tuple[Floor, dict[str, float]]]:
    """Every floor with what is measured, printed as it comes; missing data is said and skipped."""
    for floor in floors(part):
        if not floor.place(shared).exists():
            print(f"{floor.form} {floor.path}: skipped, it is not there")
            continue
        figures = floor.figures(shared)
        shown = "  ".join(f"{n} {figures[n]:.2f} (>= {floor.least[n]:g})" for n in floor.least)
        print(f"{floor.form} {floor.path}: {shown}", flush=True)
        yield floor, figures


def _measured(form: str, path: Path) -> dict[str, Any]:
    if form == "agreement":
        return agreement.score(path)
    if form in {"records", "quotes"}:
        scored: dict[str, Any] = (records if form == "records" else quotes).score(path)
        return scored
    return MEASURES[form](load(), path)


def _figure(found: dict[str, Any], name: str) -> float:
    value = found[name]
    return float(value["f1"] if isinstance(value, dict) else value or 0.0)


if __name__ == "__main__":
    raise SystemExit(main())
