"""The spaCy pipeline that a reader runs: the packaged one, or another by name or path."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from troth.errors import PipelineError
from troth.read import encoder

OWN = "en_troth"
FOLDER = Path(__file__).parent / "pipeline" / OWN
NEEDED = {"token.tag": "tagger", "token.dep": "parser", "doc.ents": "ner"}
"""What nothing can be read without, and the usual name of the component that tells it."""


def load(name: str | None = None) -> Language:
    """The pipeline with this name or path; the packaged one when none is named.

    Raises:
        PipelineError: it is not installed, cannot be loaded, or lacks a component.
    """
    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp = spacy.load(FOLDER if name in {None, OWN} else str(name))
    except (OSError, ValueError, ImportError) as error:
        raise PipelineError(
            f"the pipeline cannot be loaded ({str(error).splitlines()[0][:160]})",
            where=name or str(FOLDER),
            next_step="Install it with pip, give the path of its folder, or leave --pipeline out.",
        ) from error
    told = {item for pipe in nlp.pipe_names for item in nlp.get_pipe_meta(pipe).assigns}
    missing = [name for item, name in NEEDED.items() if item not in told]
    if missing:
        raise PipelineError(
            f"the pipeline lacks {', '.join(missing)}",
            where=name or OWN,
            next_step="Choose a pipeline with a tagger, a parser and named entities.",
        )
    return nlp


def reader_name(nlp: Language, name: str | None) -> str:
    """The reader's and its pipeline's versions, such as ``troth 0.1.0, en_troth 1f3a9c``."""
    own = f"troth {version('troth')}"
    if name in {None, OWN}:
        return f"{own}, {OWN} {_digest()}"
    meta = nlp.meta
    return f"{own}, {meta.get('lang', '')}_{meta.get('name', name)} {meta.get('version', '')}"


@cache
def _digest() -> str:
    """The first twelve digits of the SHA-256 of the packaged pipeline and of the reader's code."""
    total = sha256()
    here = Path(__file__).parent
    for path in sorted([*FOLDER.rglob("*"), *here.glob("*.py"), *here.glob("lexicon/*")]):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(path.relative_to(here).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:12]


__all__ = ["NEEDED", "OWN", "encoder", "load", "reader_name"]
