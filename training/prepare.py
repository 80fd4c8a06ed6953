"""From the corpora to spaCy's binary documents: ``python -m training.prepare``."""

import argparse
import random
import re
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import troth.read.components  # noqa: F401 (registers the factories)
from training.backend import use_numpy
from training.conllu import read_conllu
from training.names import read_crossner, read_re3d, read_uner
from training.polnear import Article, articles, with_spans
from training.sentences import Sentence, chunks, to_doc

__all__ = ["main", "mark_paragraphs", "parse_articles"]

CHUNK_WORDS = 120
HELD_OUT_ARTICLES = 42
NON_COMMERCIAL = ("fiction", "whow", "letter", "podcast", "essay", "reddit")
_ATTRIBUTES = ["TAG", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE", "SPACY"]


def main(argv: list[str] | None = None) -> None:
    """Prepare what the arguments name: ``syntax``, ``names``, ``attribution``, or all of it."""
    parser = argparse.ArgumentParser(prog="training.prepare", description=main.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="has corpora/")
    parser.add_argument("--out", type=Path, default=Path("build/training"))
    parser.add_argument("--only", choices=["syntax", "names", "attribution"])
    parser.add_argument("--syntax", type=Path, help="another pipeline to parse articles with")
    options = parser.parse_args(argv)
    corpora = options.shared / "corpora"
    if not corpora.is_dir():
        corpora = options.shared
    use_numpy()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.only in (None, "syntax"):
        _syntax(corpora, options.out)
    if options.only in (None, "names"):
        _names(corpora, options.out)
    trained = options.syntax or options.out / "syntax" / "model-best"
    if options.only == "attribution" or (options.only is None and trained.is_dir()):
        _attribution(corpora, options.out, trained)
    elif options.only is None:
        print("attribution: prepared by training.train, once the syntax is trained")


def _write(docs: Iterable[Doc], path: Path) -> None:
    bin_ = DocBin(attrs=_ATTRIBUTES, docs=docs)
    bin_.to_disk(path)
    print(f"{path}: {len(bin_)} documents")


def _syntax(corpora: Path, out: Path) -> None:
    nlp = spacy.blank("en")
    ewt = corpora / "ud_ewt"
    dev = read_conllu(ewt / "en_ewt-ud-dev.conllu")
    test = read_conllu(ewt / "en_ewt-ud-test.conllu")
    held = {sentence.id for sentence in dev + test}
    train: list[Sentence] = []
    for path in sorted((ewt / "not-to-release" / "sources").rglob("*.conllu")):
        train += [s for s in read_conllu(path) if s.id not in held]
    splits = (corpora / "gum" / "splits.md").read_text(encoding="utf-8")
    held_gum = set()
    for part in re.split(r"^## ", splits, flags=re.MULTILINE)[1:]:
        if not part.startswith("train"):
            held_gum.update(re.findall(r"\* (\S+)", part))
    for path in sorted((corpora / "gum").glob("*.conllu")):
        genre = path.stem.split("_")[1]
        if path.stem not in held_gum and genre not in NON_COMMERCIAL:
            train += read_conllu(path)
    _write((to_doc(nlp.vocab, c) for c in chunks(train, CHUNK_WORDS)), out / "syntax-train.spacy")
    _write((to_doc(nlp.vocab, c) for c in chunks(dev, CHUNK_WORDS)), out / "syntax-dev.spacy")


def _names(corpora: Path, out: Path) -> None:
    nlp = spacy.blank("en")
    uner = corpora / "uner_ewt"
    train = list(chunks(read_uner(uner / "en_ewt-ud-train.iob2"), CHUNK_WORDS))
    for name in ("train", "dev", "test"):
        train += [[s] for s in read_crossner(corpora / "crossner_politics" / f"{name}.txt")]
    for folder in sorted(path.parent for path in (corpora / "re3d").glob("*/entities.json")):
        train += [[s] for s in read_re3d(folder, nlp)]
    dev = chunks(read_uner(uner / "en_ewt-ud-dev.iob2"), CHUNK_WORDS)
    _write((to_doc(nlp.vocab, c) for c in train), out / "names-train.spacy")
    _write((to_doc(nlp.vocab, c) for c in dev), out / "names-dev.spacy")


def _attribution(corpora: Path, out: Path, syntax: Path) -> None:
    nlp = spacy.load(syntax)
    data = corpora / "polnear" / "data"
    train = [*articles(data / "train"), *articles(data / "annotator-training")]
    random.Random(1).shuffle(train)
    dev, train = train[:HELD_OUT_ARTICLES], train[HELD_OUT_ARTICLES:]
    for name, part in (("train", train), ("dev", dev)):
        docs = (piece for doc in parse_articles(nlp, part) for piece in _paragraphs(doc))
        _write(docs, out / f"attribution-{name}.spacy")


def mark_paragraphs(doc: Doc) -> Doc:
    """Let a sentence start after every line break; the parser finds the other starts."""
    for token in doc[:-1]:
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def parse_articles(nlp: Language, found: Iterable[Article]) -> Iterable[Doc]:
    """Tag and parse articles, and put their gold spans on them as entities."""
    found = list(found)
    docs = (mark_paragraphs(nlp.make_doc(article.text)) for article in found)
    for article, doc in zip(found, nlp.pipe(docs, batch_size=16), strict=True):
        yield with_spans(doc, article)


def _paragraphs(doc: Doc) -> Iterable[Doc]:
    """Cut a parsed article at line breaks that no span crosses, into pieces worth a batch."""
    inside = {i for entity in doc.ents for i in range(entity.start, entity.end - 1)}
    start = 0
    for token in doc:
        last = token.i == len(doc) - 1
        breaks = "\n" in token.text and token.i not in inside and not _split_sentence(token.i, doc)
        if last or (breaks and token.i + 1 - start >= CHUNK_WORDS):
            yield _piece(doc[start : token.i + 1])
            start = token.i + 1


def _split_sentence(i: int, doc: Doc) -> bool:
    return i + 1 < len(doc) and not doc[i + 1].is_sent_start


def _piece(span: Span) -> Doc:
    return span.as_doc()


if __name__ == "__main__":
    main()
