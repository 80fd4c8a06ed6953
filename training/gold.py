"""Annotated texts of our own, in the annotation guide's form: ``python -m training.gold``.

``training/gold/*.jsonl`` holds annotations of news texts, made by hand by the guide, a text a line.
They carry places and names and no text: spans are pairs of code points in the file that each line
names by path and SHA-256. This writes them out beside their texts, as ``score.py`` reads them.

Sets ``a`` to ``h`` were looked at while the reader was written. From ``e`` on each was measured
once before anybody looked at what the reader made of it; `docs/quality.md` has that first figure.
Set ``i`` was measured and not looked at: keep it so.

Set ``quotes`` holds only statements, and of these only the ones that quote: every direct
quotation of twenty texts, whole (``direct``) or as part of a statement (``mixed``). Titles,
nicknames and what stands on placards and banners are no quotations. The texts were chosen by the
number of stretches between quotation marks, politics first, the rest drawn by a seed, and
annotated before the reader saw them. It is for ``training.evaluate quotes``; ``score.py`` would
count what else those texts report as errors.
"""

import argparse
import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "gold"
SPANS = ("speaker_text", "cue", "text", "target")
SPAN_LISTS = ("content", "conditions")


def expanded(form: Mapping[str, Any], text: str) -> dict[str, Any]:
    """A line's records with the words of every span put back."""
    return {
        kind: [_record(record, text) for record in records]
        for kind, records in form.items()
        if kind != "document"
    }


def _record(record: Mapping[str, Any], text: str) -> dict[str, Any]:
    full = dict(record)
    for key in SPANS:
        if full.get(key):
            full[key] = _span(full[key], text)
    for key in SPAN_LISTS:
        if key in full:
            full[key] = [_span(pair, text) for pair in full[key]]
    return full


def _span(pair: list[int], text: str) -> dict[str, Any]:
    return {"text": text[pair[0] : pair[1]], "span": pair}


def write(news: Path, out: Path) -> int:
    """Write every annotation with its text under ``out``, a folder a set; how many there are.

    Raises:
        SystemExit: a text is missing or is not the one that was annotated.
    """
    count = 0
    for lines in sorted(FOLDER.glob("*.jsonl")):
        folder = out / lines.stem
        (folder / "text").mkdir(parents=True, exist_ok=True)
        for line in lines.read_text(encoding="utf-8").splitlines():
            form = json.loads(line)
            source = news / form["document"]["file"]
            if not source.is_file() or _digest(source) != form["document"]["sha256"]:
                raise SystemExit(f"{source}: not the text that was annotated. Name another --news.")
            text = source.read_text(encoding="utf-8")
            document = {"file": source.name, "published": form["document"]["published"]}
            full = {"document": document, **expanded(form, text)}
            target = folder / f"{source.stem}.json"
            target.write_text(json.dumps(full, ensure_ascii=False, indent=1), encoding="utf-8")
            (folder / "text" / source.name).write_bytes(source.read_bytes())
            count += 1
    return count


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def main() -> None:
    """Write the annotated texts where ``score.py`` can read them."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--news", type=Path, default=Path("../shared/news"))
    options.add_argument("--out", type=Path, default=Path("build/gold"))
    chosen = options.parse_args()
    print(f"{write(chosen.news, chosen.out)} annotated texts are in {chosen.out}.")


if __name__ == "__main__":
    main()
