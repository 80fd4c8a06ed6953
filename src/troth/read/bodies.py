"""Bodies and places that a text names: those the pipeline sees, and those spelled out."""

import re

from spacy.tokens import Token

from troth.read.layout import SegmentKind
from troth.read.lexicon import words
from troth.read.parsed import Parsed
from troth.read.spelling import ABBREVIATED, NOT_NAMES, POSSESSIVE, state_form

LINKS = frozenset("of on in at to for by with from".split())
"""Prepositions with which no name begins or ends."""

SITE = re.compile(r"^[A-Z][\w-]*\.(?:com|org|net|info|[a-z]{2})$")
"""A name on the web, in the form in which news tells whose report it is."""


def find_bodies(parsed: Parsed) -> list[tuple[int, int, str]]:
    """Bodies and places that the pipeline sees, without articles and possessive marks."""
    spelled = [
        (start, i - 1, "body")
        for i in range(1, len(parsed.doc))
        if parsed.doc[i - 1].text == "("
        and ABBREVIATED.match(parsed.doc[i].text)
        and (start := _spelled_out(parsed, i - 1, i - 1)) < i - 1
    ]
    found = spelled
    for further in (_seen(parsed), _unseen(parsed), _sites(parsed)):
        for first, last, _ in further:
            found = [i for i in found if i[2] != "place" or not first < i[0] < i[1] <= last]
        covered = {i for start, end, _ in found for i in range(start, end)}
        found += [item for item in further if not covered & set(range(item[0], item[1]))]
    return found


def _unseen(parsed: Parsed) -> list[tuple[int, int, str]]:
    """Capitalised names that end in what kind of body it is: "Lakeside News"."""
    doc, found, end = parsed.doc, [], 0
    kinds = words("bodies.txt")
    for token in doc:
        if token.i < end or token.lower_ not in kinds or not _in_name(parsed, token):
            continue
        start = token.i
        while start > 0 and not doc[start].is_sent_start and _in_name(parsed, doc[start - 1]):
            start -= 1
        if start == token.i and start > 0 and state_form(parsed, start - 1, start):
            start -= 1
        end = _purpose_end(parsed, token.i + 1)
        people = any(doc[i].ent_type_ == "PER" for i in range(start, end))
        if end - start > 1 and not people and (end < len(doc) and doc[end].text != "-"):
            found.append((start, _goes_on(parsed, start, end), "body"))
    return found


def _sites(parsed: Parsed) -> list[tuple[int, int, str]]:
    """Media that are named by their address on the web: "Lakenews.com"."""
    return [
        (token.i, token.i + 1, "body")
        for token in parsed.doc
        if SITE.match(token.text) and not token.is_sent_end
    ]


def _capital(token: Token) -> bool:
    return (
        token.tag_.startswith("NNP")
        and token.text[:1].isupper()
        and token.lower_ not in NOT_NAMES
        and not (token.text.isupper() and token.is_sent_start and len(token.text) == 1)
    )


def _in_name(parsed: Parsed, token: Token) -> bool:
    """Whether a word can be of a name: a proper noun, or in running text a capitalised one."""
    running = parsed.sentence(token.i).segment.kind is SegmentKind.BODY
    capitalised = token.tag_ == "NN" and token.text.istitle() and not token.is_sent_start
    return _capital(token) or (running and capitalised and token.lower_ not in NOT_NAMES)


def _purpose_end(parsed: Parsed, end: int) -> int:
    """Where a name ends that tells what a body is for: "Committee to Protect Journalists"."""
    doc = parsed.doc
    verb = end + 1
    if verb >= len(doc) or doc[end].lower_ != "to" or not doc[verb].text[:1].isupper():
        return end
    if doc[end - 1].lower_ not in words("bodies.txt"):
        return end
    stop = verb + 1
    while stop < len(doc) and doc[stop].text[:1].isupper() and not doc[stop].is_sent_start:
        stop += 1
    return stop


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
        while start < end and parsed.doc[start].lower_ in {"the", "a", "an"} | LINKS:
            start += 1
        while start < end and (
            parsed.doc[end - 1].text in POSSESSIVE
            or parsed.doc[end - 1].lower_ in {"the", "and"} | LINKS
            or parsed.doc[end - 1].is_punct
        ):
            end -= 1
        start = _spelled_out(parsed, start, end)
        organ = _organ(parsed, start) if entity.label_ == "LOC" else start
        if organ < start < end:
            found.append((organ, end, "body"))
            continue
        if start < end and entity.label_ == "ORG":
            start = _listed(parsed, start, end)
            start, end = _with_state(parsed, start, end), _purpose_end(parsed, end)
            end = _goes_on(parsed, start, end)
        if start < end:
            inside = {parsed.doc[i].lower_ for i in range(start, end)}
            body = entity.label_ == "ORG" or bool(inside & words("bodies.txt"))
            found.append((start, end, "body" if body else "place"))
    return found


def _organ(parsed: Parsed, start: int) -> int:
    """Where the name of a state's organ begins before the state's: "Parliament of Norway"."""
    doc = parsed.doc
    of = start - 1 if start and doc[start - 1].lower_ != "the" else start - 2
    if of < 1 or doc[of].lower_ != "of" or not state_form(parsed, start, len(doc)):
        return start
    organ = doc[of - 1]
    kind = organ.lower_ in words("bodies.txt") and organ.text.istitle() and not organ.is_sent_start
    return of - 1 if kind else start


def _listed(parsed: Parsed, start: int, end: int) -> int:
    """Where a name begins that a comma cuts: "Foreign, Commonwealth and Development Office"."""
    doc = parsed.doc
    if (
        start < 2
        or doc[start - 1].text != ","
        or not any(t.lower_ == "and" for t in doc[start:end])
    ):
        return start
    first = start - 2
    adjective = doc[first].dep_ in {"amod", "compound"} and start <= doc[first].head.i < end
    if not adjective or not _capital(doc[first]) or state_form(parsed, first, start - 1):
        return start
    while (
        first > 0
        and not doc[first].is_sent_start
        and _capital(doc[first - 1])
        and doc[first - 1].dep_ in {"amod", "compound", "flat"}
    ):
        first -= 1
    return first


def _with_state(parsed: Parsed, start: int, end: int) -> int:
    """Where the name of an organ begins with its state's: "US State Department"."""
    doc = parsed.doc
    if not any(doc[i].lower_ in words("bodies.txt") for i in range(start, end)):
        return start
    first = start
    while (
        first > 0
        and not doc[first].is_sent_start
        and _capital(doc[first - 1])
        and doc[first - 1].dep_ in {"amod", "compound", "flat"}
    ):
        first -= 1
    length = state_form(parsed, first, start) if first < start else 0
    return first if length == start - first else start


def _goes_on(parsed: Parsed, start: int, end: int) -> int:
    """Where the name of a body ends that "of" goes on: "High Court of England and Wales"."""
    doc = parsed.doc
    head = doc[start:end].root
    kinds = words("bodies.txt") | {"state"}
    if doc[end - 1].lower_ not in kinds and not _with_of(parsed, start, end):
        return end
    if not _with_of(parsed, start, end):
        first = _past_article(parsed, end + 1)
        tied = first < len(doc) and doc[first].head.i >= start
        if end >= len(doc) or doc[end].lower_ != "of" or not tied:
            return end
        stop = _capitals(parsed, first)
        end = stop if stop > first else end
    first = _past_article(parsed, end + 1)
    if first < len(doc) and doc[end].lower_ == "and" and doc[first].dep_ == "conj":
        inside = start <= doc[first].head.i < end and doc[first].head.i != head.i
        if inside or not doc[first].ent_type_:
            stop = _capitals(parsed, first)
            return stop if stop > first else end
    return _served(parsed, start, end)


def _served(parsed: Parsed, start: int, end: int) -> int:
    """Where a name with "of" ends that tells for whom: "Board of the Rail Platform for Mali"."""
    doc = parsed.doc
    first = _past_article(parsed, end + 1)
    organ = doc[end - 1].lower_ in words("bodies.txt") and _with_of(parsed, start, end)
    if not organ or first >= len(doc) or doc[end].lower_ != "for":
        return end
    stop = _capitals(parsed, first)
    return stop if stop > first and start <= doc[first].head.i < end else end


def _with_of(parsed: Parsed, start: int, end: int) -> bool:
    """Whether "of" stands inside a name."""
    return any(parsed.doc[i].lower_ == "of" for i in range(start + 1, end - 1))


def _past_article(parsed: Parsed, i: int) -> int:
    return i + 1 if i < len(parsed.doc) and parsed.doc[i].lower_ == "the" else i


def _capitals(parsed: Parsed, start: int) -> int:
    """Where a run of capitalised nouns ends that begins at a token; there when none does."""
    doc, end = parsed.doc, _past_hyphen(parsed, start)
    while (
        end < len(doc)
        and doc[end].tag_.startswith("NNP")
        and doc[end].text[:1].isupper()
        and doc[end].lower_ not in NOT_NAMES
        and not doc[end].is_sent_start
    ):
        end += 1
    return end


def _past_hyphen(parsed: Parsed, i: int) -> int:
    """Behind a capitalised word that a hyphen joins to the next: "Multi-agency"."""
    doc = parsed.doc
    joined = i + 3 < len(doc) and doc[i + 1].text == "-" and not doc[i].whitespace_
    return i + 3 if joined and doc[i].text[:1].isupper() and doc[i + 3].text[:1].isupper() else i


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
