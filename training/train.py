"""Training the parts and packing the pipeline: ``python -m training.train``."""

import argparse
import json
import shutil
from pathlib import Path

import spacy
from spacy import util
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_loop

import training.reader  # noqa: F401 (registers the corpus readers)
import troth.read.components  # noqa: F401 (registers the factories)
from training import prepare
from training.backend import use_numpy

__all__ = ["main", "pack", "train_part"]

PARTS = ("syntax", "names", "attribution", "attribution-again")
CONFIGS = Path(__file__).parent / "configs"
PACKAGED = Path("src/troth/read/pipeline/en_troth")


def main(argv: list[str] | None = None) -> None:
    """Train the syntax, the names and the attribution, and pack them into one pipeline."""
    parser = argparse.ArgumentParser(prog="training.train", description=main.__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/training"), help="prepared data")
    parser.add_argument("--shared", default="../shared", help="has corpora/ (for attribution)")
    parser.add_argument("--part", choices=[*PARTS, "pack"], help="only this step")
    parser.add_argument("--config", type=Path, help="another configuration for the part")
    parser.add_argument("--name", help="another folder name for the part's model")
    parser.add_argument("--steps", type=int, help="another number of steps")
    parser.add_argument("--pipeline", type=Path, default=PACKAGED, help="where to pack to")
    options = parser.parse_args(argv)
    use_numpy()
    for part in PARTS:
        if options.part in (None, part):
            if part == "attribution" and options.part is None:
                prepare.main(
                    ["--shared", options.shared, "--out", str(options.out), "--only", part]
                )
            train_part(options.out, part, options.config, options.name, options.steps)
    if options.part in (None, "pack"):
        pack(options.out, options.pipeline)


def train_part(
    out: Path,
    part: str,
    config: Path | None = None,
    name: str | None = None,
    steps: int | None = None,
) -> Path:
    """Train one part by its configuration; return the folder of the best model."""
    data = part.removesuffix("-again")
    overrides: dict[str, str | int] = {
        "paths.train": str(out / f"{data}-train.spacy"),
        "paths.dev": str(out / f"{data}-dev.spacy"),
    }
    if part != data:
        overrides["paths.first"] = str(out / data / "model-best")
    if steps is not None:
        overrides["training.max_steps"] = steps
    settings = util.load_config(
        config or CONFIGS / f"{part}.cfg", overrides=overrides, interpolate=False
    )
    nlp = init_nlp(settings)
    # From here on the readers are asked anew for every epoch: they shuffle and augment.
    nlp.config["training"]["max_epochs"] = -1
    folder = out / (name or part)
    folder.mkdir(parents=True, exist_ok=True)
    run_loop(nlp, folder)
    return folder / "model-best"


def pack(out: Path, target: Path) -> Language:
    """Put the best parts together and write them to `target`, replacing what is there."""
    nlp = spacy.load(out / "syntax" / "model-best")
    for part, pipe in (("attribution-again", "attribution"), ("names", "ner")):
        source = spacy.load(out / part / "model-best")
        nlp.add_pipe(pipe, source=source)
    nlp.meta["name"] = "troth"
    nlp.meta["description"] = "Reads who said what in English news"
    nlp.meta["license"] = "Apache-2.0"
    nlp.meta.pop("performance", None)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    beside = target.with_name(target.name + ".new")
    before = target.with_name(target.name + ".old")
    for folder in (beside, before):
        shutil.rmtree(folder, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(beside)
    _prune(nlp, beside)
    if target.exists():
        target.rename(before)
    beside.rename(target)
    shutil.rmtree(before, ignore_errors=True)
    return nlp


def _prune(nlp: Language, folder: Path) -> None:
    """Keep of the vocabulary only the labels: the models look words up by hash."""
    labels = {label for pipe in nlp.pipe_labels.values() for label in pipe}
    names = sorted(labels | {"ROOT", "dep", "root"})
    (folder / "vocab" / "strings.json").write_text(json.dumps(names), encoding="utf-8")


if __name__ == "__main__":
    main()
