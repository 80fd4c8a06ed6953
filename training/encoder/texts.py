"""The corpora as texts with labels for the encoder: ``python -m training.encoder.texts``."""

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from training.conllu import read_conllu
from training.names import read_crossner, read_marked, read_re3d, read_uner
from training.polnear import Article, articles
from training.sentences import Sentence
from troth.read.sentences import starts
from troth.read.windows import Words

__all__ = ["Text", "load", "main"]

NON_COMMERCIAL = {"fiction", "whow", "letter", "podcast", "essay", "reddit"}
"""Genres of GUM whose texts may not be used commercially."""
WRITTEN = Path(__file__).parent.parent / "written"
HELD_OUT_ARTICLES = 42
"""PolNeAR training articles kept apart to choose checkpoints."""


@dataclass
class Text:
    """A text's words with whichever labels its corpus has; heads are places in the text.

    ``scores`` are a larger network's for the names, a row for every word (`encoder.silver`).
    """

    corpus: str
    words: list[str]
    spaced: list[bool]
    sentences: list[bool]
    paragraphs: list[bool]
    tags: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    scores: list[list[float]] = field(default_factory=list)

    def read(self) -> Words:
        """The words as the encoder's windows are cut from them."""
        return Words(self.words, self.spaced, self.sentences, self.paragraphs)


def load(path: Path, scores: Path | None = None) -> list[Text]:
    """The texts of a file that `main` wrote, with the scores that `encoder.silver` gave some."""
    with path.open(encoding="utf-8") as file:
        texts = [Text(**json.loads(line)) for line in file]
    if scores is not None:
        with np.load(scores) as known:
            for name in known:
                stem, number = name.split(".")
                if stem == path.stem:
                    texts[int(number)].scores = known[name].tolist()
    return texts


def main(argv: list[str] | None = None) -> None:
    """Write train.jsonl, dev.jsonl and plain.jsonl (news without labels) from the corpora."""
    parser = argparse.ArgumentParser(prog="training.encoder.texts", description=main.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("build/training/encoder"))
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    corpora = options.shared / "corpora"
    said, held = _said(corpora / "polnear" / "data", nlp)
    named = [*_names(corpora, nlp), *_written(nlp)]
    _write(options.out / "train.jsonl", [*_syntax(corpora), *named, *said])
    _write(options.out / "dev.jsonl", [*_syntax_dev(corpora), *held])
    _write(options.out / "plain.jsonl", _plain(options.shared / "news", nlp))


def _write(path: Path, texts: Iterable[Text]) -> None:
    count = words = 0
    with path.open("w", encoding="utf-8") as file:
        for text in texts:
            file.write(json.dumps(asdict(text), ensure_ascii=False) + "\n")
            count, words = count + 1, words + len(text.words)
    print(f"{path}: {count} texts, {words} words")


def _syntax(corpora: Path) -> Iterator[Text]:
    """EWT but for dev and test, with UNER's names where it has them, and GUM's free genres."""
    ewt = corpora / "ud_ewt"
    held = {
        sentence.id
        for part in ("dev", "test")
        for sentence in read_conllu(ewt / f"en_ewt-ud-{part}.conllu")
    }
    names = {s.id: s for s in read_uner(corpora / "uner_ewt" / "en_ewt-ud-train.iob2")}
    for path in sorted((ewt / "not-to-release" / "sources").rglob("*.conllu")):
        yield from _joined("ewt", [s for s in read_conllu(path) if s.id not in held], names)
    splits = (corpora / "gum" / "splits.md").read_text(encoding="utf-8")
    held_gum: set[str] = set()
    for part in re.split(r"^## ", splits, flags=re.MULTILINE)[1:]:
        if not part.startswith("train"):
            held_gum.update(re.findall(r"\* (\S+)", part))
    for path in sorted((corpora / "gum").glob("*.conllu")):
        if path.stem not in held_gum and path.stem.split("_")[1] not in NON_COMMERCIAL:
            yield from _joined("gum", read_conllu(path), {})


def _syntax_dev(corpora: Path) -> Iterator[Text]:
    names = {s.id: s for s in read_uner(corpora / "uner_ewt" / "en_ewt-ud-dev.iob2")}
    yield from _joined("ewt", read_conllu(corpora / "ud_ewt" / "en_ewt-ud-dev.conllu"), names)


def _joined(corpus: str, sentences: list[Sentence], names: dict[str, Sentence]) -> Iterator[Text]:
    """A text for every stretch of sentences of one document that are labelled alike."""
    for (_, named), group in groupby(sentences, lambda s: (s.document, s.id in names)):
        text = Text(corpus, [], [], [], [])
        for sentence in group:
            known = names.get(sentence.id)
            if known is not None and known.words != sentence.words:
                known = None
            offset = len(text.words)
            _add(text, sentence)
            text.tags += sentence.tags or []
            text.deps += sentence.deps or []
            text.heads += [head + offset for head in sentence.heads]
            if named and known is not None:
                text.names += _bio(len(sentence.words), known.entities or [])
            elif named:
                text.names += ["?"] * len(sentence.words)
        yield text


def _add(text: Text, sentence: Sentence) -> None:
    size = len(sentence.words)
    text.words += sentence.words
    text.spaced += sentence.spaces
    text.sentences += [i == 0 for i in range(size)]
    text.paragraphs += [not text.paragraphs and i == 0 for i in range(size)]


def _names(corpora: Path, nlp: Language) -> Iterator[Text]:
    for name in ("train", "dev", "test"):
        for sentence in read_crossner(corpora / "crossner_politics" / f"{name}.txt"):
            yield _named("crossner", sentence)
    for folder in sorted(path.parent for path in (corpora / "re3d").glob("*/entities.json")):
        for sentence in read_re3d(folder, nlp):
            yield _named("re3d", sentence)


def _written(nlp: Language) -> Iterator[Text]:
    """Texts of the kinds that EWT has, written for this and with their names marked."""
    for path in sorted(WRITTEN.glob("*.txt")):
        for sentences in read_marked(path, nlp):
            text = Text("written", [], [], [], [])
            for sentence in sentences:
                _add(text, sentence)
                text.names += _bio(len(sentence.words), sentence.entities or [])
            yield text


def _named(corpus: str, sentence: Sentence) -> Text:
    text = Text(corpus, [], [], [], [])
    _add(text, sentence)
    if corpus == "re3d":
        text.sentences = starts(text.words)
    text.names = _bio(len(text.words), sentence.entities or [])
    return text


def _bio(size: int, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    labels = ["O"] * size
    for start, end, label in spans:
        labels[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return labels


def _said(data: Path, nlp: Language) -> tuple[list[Text], list[Text]]:
    """PolNeAR's training articles, and the few held out that choose settings."""
    found = [*articles(data / "train"), *articles(data / "annotator-training")]
    random.Random(1).shuffle(found)
    texts = [_article(article, nlp) for article in found]
    return texts[HELD_OUT_ARTICLES:], texts[:HELD_OUT_ARTICLES]


def _article(article: Article, nlp: Language) -> Text:
    doc = nlp.make_doc(article.text)
    text = _of_doc("polnear", doc)
    kept = [token for token in doc if not token.is_space]
    begins = [token.idx for token in kept]
    ends = [token.idx + len(token) for token in kept]
    labels = ["O"] * len(kept)
    for start, end, label in sorted(article.spans, key=lambda s: s[0] - s[1]):
        inside = [i for i in range(len(kept)) if begins[i] < end and ends[i] > start]
        if inside and all(labels[i] == "O" for i in inside):
            for i in inside:
                labels[i] = f"I-{label}"
            labels[inside[0]] = f"B-{label}"
    text.said = labels
    return text


def _of_doc(corpus: str, doc: Doc) -> Text:
    """A tokenised text without its white space; lines are paragraphs."""
    text = Text(corpus, [], [], [], [])
    line: list[str] = []
    begins = True
    for token in doc:
        if token.is_space:
            if "\n" in token.text:
                text.sentences += starts(line) if line else []
                line, begins = [], True
            if text.spaced:
                text.spaced[-1] = True
            continue
        line.append(token.text)
        text.words.append(token.text)
        text.spaced.append(bool(token.whitespace_))
        text.paragraphs.append(begins)
        begins = False
    text.sentences += starts(line) if line else []
    return text


def _plain(news: Path, nlp: Language) -> Iterator[Text]:
    for path in sorted(news.glob("*/*.txt")):
        yield _of_doc("news", nlp.make_doc(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
