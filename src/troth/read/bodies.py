"""Bodies and places that a text names: those the pipeline sees, and those spelled out."""

from troth.read.lexicon import words
from troth.read.parsed import Parsed
from troth.read.spelling import ABBREVIATED, NOT_NAMES, POSSESSIVE


def find_bodies(parsed: Parsed) -> list[tuple[int, int, str]]:
    """Bodies and places that the pipeline sees, without articles and possessive marks."""
    spelled = [
        (start, i - 1, "body")
        for i in range(1, len(parsed.doc))
        if parsed.doc[i - 1].text == "("
        and ABBREVIATED.match(parsed.doc[i].text)
        and (start := _spelled_out(parsed, i - 1, i - 1)) < i - 1
    ]
    covered = {i for start, end, _ in spelled for i in range(start, end)}
    return spelled + [item for item in _seen(parsed) if not covered & set(range(item[0], item[1]))]


def _seen(parsed: Parsed) -> list[tuple[int, int, str]]:
    """The pipeline's own bodies and places."""
    found = []
    for entity in parsed.doc.ents:
        if entity.label_ not in {"ORG", "LOC"}:
            continue
        start, end = entity.start, entity.end
        cut = (
            i
            for i in range(start + 1, end)
            if parsed.doc[i].text == "(" or parsed.doc[i].lower_ in NOT_NAMES
        )
        end = next(cut, end)
        while start < end and parsed.doc[start].lower_ in {"the", "a", "an"}:
            start += 1
        while start < end and (
            parsed.doc[end - 1].text in POSSESSIVE
            or parsed.doc[end - 1].lower_ in {"of", "the", "and", "on", "in", "at"}
            or parsed.doc[end - 1].is_punct
        ):
            end -= 1
        start = _spelled_out(parsed, start, end)
        if start < end:
            inside = {parsed.doc[i].lower_ for i in range(start, end)}
            body = entity.label_ == "ORG" or bool(inside & words("bodies.txt"))
            found.append((start, end, "body" if body else "place"))
    return found


def _spelled_out(parsed: Parsed, start: int, end: int) -> int:
    """Where a name begins whose initials stand behind it in brackets."""
    doc = parsed.doc
    if not (end + 1 < len(doc) and doc[end].text == "(" and ABBREVIATED.match(doc[end + 1].text)):
        return start
    letters = doc[end + 1].text.replace(".", "")
    first, left = end, len(letters)
    while first > 0 and left and end - first < 14 and not doc[first].is_sent_start:
        word = doc[first - 1]
        if word.text[:1].isupper():
            if word.text[0] != letters[left - 1]:
                return start
            left -= 1
        elif word.lower_ not in {"of", "and", "the", "for", "on", ",", "-", "in"}:
            return start
        first -= 1
    return min(first, start) if not left else start
