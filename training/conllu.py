"""Reading Universal Dependencies treebanks (CoNLL-U), GUM's named entities included."""

import re
from pathlib import Path

from training.sentences import Sentence

__all__ = ["read_conllu"]

_ENTITY = re.compile(r"\((\d+)-([a-z]+)-([^()]*)|(\d+)\)")
_KINDS = {"person": "PER", "place": "LOC", "organization": "ORG"}


def read_conllu(path: Path, *, entities: bool = False) -> list[Sentence]:
    """Read every sentence of a file; `entities` also reads names from GUM's ``Entity=``."""
    found: list[Sentence] = []
    document = path.stem
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows: list[list[str]] = []
        glued: set[int] = set()
        identity = ""
        for line in block.splitlines():
            if line.startswith("# newdoc id ="):
                document = line.split("=", 1)[1].strip()
            elif line.startswith("# sent_id ="):
                identity = line.split("=", 1)[1].strip()
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                if "-" in cells[0]:
                    first, last = map(int, cells[0].split("-"))
                    glued.update(range(first, last))
                    if "SpaceAfter=No" in cells[9]:
                        glued.add(last)
                elif "." not in cells[0]:
                    rows.append(cells)
        if rows:
            found.append(
                Sentence(
                    words=[cells[1] for cells in rows],
                    spaces=[
                        "SpaceAfter=No" not in cells[9] and int(cells[0]) not in glued
                        for cells in rows
                    ],
                    id=identity,
                    document=document,
                    tags=[cells[4] for cells in rows],
                    heads=[
                        int(cells[6]) - 1 if int(cells[6]) else i for i, cells in enumerate(rows)
                    ],
                    deps=["ROOT" if cells[7] == "root" else cells[7] for cells in rows],
                    entities=_names(rows) if entities else None,
                )
            )
    return found


def _names(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """Cut GUM's mentions of identified people, places and organisations down to their names."""
    open_: list[tuple[str, str, str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for i, cells in enumerate(rows):
        entity = next((m[7:] for m in cells[9].split("|") if m.startswith("Entity=")), "")
        for match in _ENTITY.finditer(entity):
            if match[1]:
                open_.append((match[1], match[2], match[3], i))
                if match.end() < len(entity) and entity[match.end()] == ")":
                    _close(open_, match[1], i, spans, rows)
            elif match[4]:
                _close(open_, match[4], i, spans, rows)
    spans.sort(key=lambda span: (span[1] - span[0], span[0]))
    kept: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        if all(end <= s or start >= e for s, e, _ in kept):
            kept.append((start, end, label))
    return sorted(kept)


def _close(
    open_: list[tuple[str, str, str, int]],
    number: str,
    last: int,
    spans: list[tuple[int, int, str]],
    rows: list[list[str]],
) -> None:
    for k in range(len(open_) - 1, -1, -1):
        if open_[k][0] == number:
            _, kind, rest, first = open_.pop(k)
            break
    else:
        return
    fields = rest.split("-")
    if kind not in _KINDS or len(fields) < 6 or not fields[5]:
        return
    proper = [i for i in range(first, last + 1) if rows[i][4].startswith("NNP")]
    if not proper:
        return
    start = end = proper[0]
    while end + 1 <= last and (
        rows[end + 1][4].startswith("NNP")
        or (rows[end + 1][1] in ("of", "-", "and", "the", ".") and end + 2 in proper)
        or (rows[end + 1][1] == "of" and end + 3 in proper)
    ):
        end += 1
    spans.append((start, end + 1, _KINDS[kind]))
