"""People: the names of persons, by the pipeline, their titles, and where somebody speaks."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from troth.read.layout import SegmentKind
from troth.read.lexicon import cues, states, title_words, titles, words
from troth.read.parsed import Parsed
from troth.read.spelling import NOT_NAMES, PARTICLES, POSSESSIVE, SUFFIXES, state_form


def find_people(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Names of persons without their titles: those the pipeline sees, and those titles announce."""
    doc = parsed.doc
    taken: set[int] = set()
    for first, last in _seen(parsed):
        start, end = _widened(parsed, first, last)
        start = _past_initials(parsed, _untitled(parsed, start, end), end)
        if end - start == 1 and start and doc[start - 1].lower_ in {"in", "at", "near", "the"}:
            continue
        if end - start == 1 and doc[start].lower_ in titles() and _is_of(parsed, end):
            continue
        if (
            start < end
            and not taken & set(range(start, end))
            and _is_name(doc[start], doc[end - 1])
        ):
            taken.update(range(start, end))
            yield start, end
    for start, end in _titled(parsed, taken):
        taken.update(range(start, end))
        yield start, end
    for start, end in [*_speaking_names(parsed, taken), *_full_names(parsed, taken)]:
        if not taken & set(range(start, end)):
            taken.update(range(start, end))
            yield start, end


def _past_initials(parsed: Parsed, start: int, end: int) -> int:
    """Behind the initials of an office before a surname: "DNSA Lee" for the adviser Ann Lee."""
    first = parsed.doc[start].text if start < end else ""
    alone = end - start == 2 and len(first) > 2 and first.isalpha() and first.isupper()
    if not alone:
        return start
    surname = parsed.doc[end - 1].text
    full = any(
        t.text == surname and t.i != end - 1 and t.i > 0 and parsed.doc[t.i - 1].text.istitle()
        for t in parsed.doc
    )
    return start + 1 if full and not surname.isupper() else start


def _seen(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """The pipeline's persons; a name does not go on in the next headline, line or paragraph."""
    doc = parsed.doc
    for entity in doc.ents:
        if entity.label_ != "PER":
            continue
        cuts = [
            i
            for i in range(entity.start + 1, entity.end)
            if doc[i].is_sent_start
            and parsed.sentence(i).segment is not parsed.sentence(i - 1).segment
        ]
        for start, end in pairwise([entity.start, *cuts, entity.end]):
            if any(token.tag_.startswith("NNP") for token in doc[start:end]):
                yield start, end


def _titled(parsed: Parsed, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Names that a title announces, outside the tokens that are taken already."""
    for token in parsed.doc:
        if token.i in taken or not _announces(token) or token.i + 1 >= len(parsed.doc):
            continue
        start = _behind_office(parsed, token)
        if start is None or not _can_open(parsed, start):
            continue
        end = _titled_end(parsed, start, behind_state=start > token.i + 1)
        title_tail = all(parsed.doc[i].lower_ in title_words() for i in range(start, end))
        known = any(state_form(parsed, i, end) for i in range(start, end))
        free = not taken & set(range(start, end))
        if start < end <= start + 5 and not title_tail and not known and free:
            yield start, end


def _can_open(parsed: Parsed, start: int) -> bool:
    """Whether a name can begin at a token of the same sentence."""
    doc = parsed.doc
    return start < len(doc) and not doc[start].is_sent_start and doc[start].text[:1].isupper()


def _titled_end(parsed: Parsed, start: int, *, behind_state: bool) -> int:
    """Where a name behind a title ends; behind "President of X" every capital counts."""
    doc, end = parsed.doc, start
    while (
        behind_state
        and end < len(doc)
        and end - start < 4
        and doc[end].text[:1].isupper()
        and not doc[end].is_sent_start
        and doc[end].lower_ not in title_words()
    ):
        end += 1
    while (
        end < len(doc)
        and not doc[end].is_sent_start
        and (_namelike(doc[end]) or _goes_on(doc[end]))
    ):
        end += 1
    return _hyphenated_end(parsed, end)


def _full_names(parsed: Parsed, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that other words show to be persons.

    They stand behind a possessor ("Italy's Ann Lee"), before an office in commas ("Ann Lee, head
    of …"), or end in a name that speaks elsewhere ("Lee said").
    """
    doc = parsed.doc
    speaking = _speaking_words(parsed)
    position = 0
    while position < len(doc):
        end = position
        while (
            end < len(doc)
            and end not in taken
            and _plain_name(doc[end])
            and (end == position or not doc[end].is_sent_start)
        ):
            end += 1
        size = end - position
        aged = 2 <= size <= 4 and _age_follows(parsed, end)
        if aged:
            yield position, end
        elif 2 <= size <= 4 and not _listed(parsed, position, end):
            shown = doc[end - 1].text in speaking
            owned = position > 0 and doc[position - 1].text in POSSESSIVE
            body = any(doc[i].ent_type_ == "ORG" for i in range(position, end))
            if shown or (not body and (owned or _office_follows(parsed, end))):
                yield position, end
        position = max(end, position + 1)


def _plain_name(token: Token) -> bool:
    return (
        token.tag_.startswith("NNP")
        and token.text[:1].isupper()
        and not (token.text.isupper() and len(token.text) > 2)
        and token.lower_ not in NOT_NAMES
        and token.lower_ not in words("bodies.txt")
        and token.lower_ not in title_words()
        and token.text not in states()
    )


def _listed(parsed: Parsed, start: int, end: int) -> bool:
    """Whether any part of a run is a state's name or a place the pipeline knows."""
    return any(state_form(parsed, i, end) for i in range(start, end)) or any(
        parsed.doc[i].ent_type_ == "LOC" for i in range(start, end)
    )


def _speaking_words(parsed: Parsed) -> set[str]:
    """Capitalised words that stand alone right before or behind a verb of speaking."""
    found = set()
    for token in parsed.doc:
        if token.lower_ not in cues() or token.tag_ not in {"VBD", "VBZ"}:
            continue
        for other in (token.i - 1, token.i + 1):
            if not 0 <= other < len(parsed.doc) or not _plain_name(parsed.doc[other]):
                continue
            beside = [
                i for i in (other - 1, other + 1) if i != token.i and 0 <= i < len(parsed.doc)
            ]
            if not any(
                parsed.doc[i].text[:1].isupper()
                for i in beside
                if not parsed.doc[other].is_sent_start or i > other
            ):
                found.add(parsed.doc[other].text)
    return found


def _age_follows(parsed: Parsed, end: int) -> bool:
    """Whether an age in commas stands behind a name: "Ann Lee, 32, …"."""
    doc = parsed.doc
    return (
        end + 2 < len(doc)
        and doc[end].text == ","
        and doc[end + 1].text.isdigit()
        and len(doc[end + 1].text) <= len("32")
        and doc[end + 2].text in {",", "."}
    )


def _office_follows(parsed: Parsed, end: int) -> bool:
    """Whether an office in commas stands behind a name: ", the foreign minister of"."""
    doc = parsed.doc
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    i = end + 1
    while (
        i < len(doc)
        and i - end < 6
        and (doc[i].lower_ in {"the", "a", "an"} or doc[i].tag_.startswith(("JJ", "NN")))
    ):
        if (doc[i].lower_ in titles() and doc[i].text.islower()) or doc[i].lower_ in {
            "spokesperson",
            "spokesman",
            "spokeswoman",
        }:
            return True
        i += 1
    return False


def _goes_on(token: Token) -> bool:
    """Whether a capitalised word behind a name's first word is its next, whatever its tag."""
    return (
        token.text[:1].isupper()
        and token.text[1:].islower()
        and token.lower_ not in NOT_NAMES
        and token.lower_ not in title_words()
        and token.lower_ not in words("bodies.txt")
        and token.text not in states()
    )


def _behind_office(parsed: Parsed, title: Token) -> int | None:
    """Where a name can begin behind a title, over the state it is of: "President of X Ann Lee"."""
    doc, i = parsed.doc, title.i + 1
    if i >= len(doc) or doc[i].lower_ != "of":
        return i
    i += 1
    if i < len(doc) and doc[i].lower_ == "the":
        i += 1
    if i < len(doc) and doc[i].lower_ in words("bodies.txt") and doc[i].text[:1].isupper():
        return i + 1
    length = state_form(parsed, i, len(doc)) if i < len(doc) else 0
    if not length and i < len(doc) and doc[i].ent_type_ == "LOC":
        return next(place.end for place in doc.ents if place.start <= i < place.end)
    return i + length if length else None


def _is_of(parsed: Parsed, i: int) -> bool:
    """Whether "of" stands at a token."""
    return i < len(parsed.doc) and parsed.doc[i].lower_ == "of"


def _behind_place(parsed: Parsed, start: int, end: int) -> int | None:
    """Where a place ends that begins at a token and is named as a place elsewhere in the text."""
    places = {place.text for place in parsed.doc.ents if place.label_ == "LOC"}
    ends = (i for i in range(end - 1, start, -1) if parsed.doc[start:i].text in places)
    return next(ends, None)


def _speaking_names(parsed: Parsed, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Two or more capitalised words right before a verb of speaking: "Ann Lee told"."""
    doc = parsed.doc
    for token in doc:
        if token.lower_ not in cues() or token.tag_ not in {"VBD", "VBZ"} or token.i == 0:
            continue
        end = token.i
        while end > 0 and doc[end - 1].tag_ == "RB" and not doc[end].is_sent_start:
            end -= 1
        start = end
        while (
            start > 0
            and not doc[start].is_sent_start
            and _namelike(doc[start - 1])
            and start - 1 not in taken
        ):
            start -= 1
        first = doc[start : start + 1]
        known = any(state_form(parsed, i, end) for i in range(start, end))
        bodies = any(
            doc[i].lower_ in words("bodies.txt") or doc[i].ent_type_ == "ORG"
            for i in range(start, end)
        )
        if 2 <= end - start <= 4 and not known and not bodies and first[0].lower_ not in PARTICLES:
            yield start, end


def _announces(token: Token) -> bool:
    """Whether a title or a role stands before a name: "President Lee", "spokesperson Ann Lee"."""
    lower = token.lower_
    if lower in titles() and token.text[:1].isupper():
        return lower not in words("generic_titles.txt")
    if lower not in words("speakers.txt") or lower in words("bodies.txt"):
        return False
    following = token.doc[token.i + 1 : token.i + 3]
    return len(following) > 1 and all(
        _namelike(t) and t.ent_type_ in {"", "PER"} for t in following
    )


def _namelike(token: Token) -> bool:
    text = token.text
    if token.lower_ in PARTICLES or text == "-":
        return True
    return (
        text[:1].isupper()
        and token.lower_ not in NOT_NAMES
        and (token.tag_.startswith("NNP") or token.ent_type_ == "PER")
        and token.lower_ not in title_words()
    )


def _is_name(first: Token, last: Token) -> bool:
    return last.text[:1].isupper() or last.lower_ in SUFFIXES or first.text[:1].isupper()


def _widened(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    """A person's name with parts that the pipeline cut off: initials, particles, suffixes."""
    doc = parsed.doc
    while start < end and (
        doc[end - 1].text in POSSESSIVE or (doc[end - 1].is_punct and doc[end - 1].text != ".")
    ):
        end -= 1
    while start < end and doc[start].is_punct:
        start += 1
    cut = next((i for i in range(start + 1, end) if doc[i].lower_ in {"of", "and", "with"}), end)
    end = cut
    start = _hyphenated_start(parsed, start)
    while start and not doc[start].is_sent_start and _first_name(doc[start - 1], doc[start]):
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start and doc[end].lower_ in SUFFIXES:
        end += 1
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in {"jr.", "jr", "sr."}:
        end += 2
    while (
        end < len(doc)
        and not doc[end].is_sent_start
        and (_continues(doc[end]) or _capital_verb(parsed, doc[end]))
    ):
        end += 1
    while end - start > 1 and _common(doc[end - 1]):
        end -= 1
    return start, _hyphenated_end(parsed, end)


def _capital_verb(parsed: Parsed, token: Token) -> bool:
    """Whether a name in the body goes on with a word that is spelt like a verb: "Edward Said"."""
    body = parsed.sentence(token.i).segment.kind is SegmentKind.BODY
    capital = token.text[:1].isupper() and token.text[1:].islower()
    return body and capital and token.tag_ in {"VBD", "VBN"}


def _common(token: Token) -> bool:
    """Whether a word is in small letters and none of those that names have: "Ann Lee remarked"."""
    return token.text.islower() and token.lower_ not in PARTICLES | SUFFIXES


def _hyphenated_start(parsed: Parsed, start: int) -> int:
    """Where a name begins whose first part a hyphen ties to the rest: "Mei" in "Mei-ling Lee"."""
    doc = parsed.doc
    if start < 2 or doc[start - 1].text != "-" or doc[start - 1].whitespace_:
        return start
    before = doc[start - 2]
    tied = not before.whitespace_ and doc[start].text.islower() and not doc[start].is_sent_start
    return start - 2 if tied and before.text[:1].isupper() else start


def _hyphenated_end(parsed: Parsed, end: int) -> int:
    """Where a name ends whose last part a hyphen ties to the next: "el-Sisi", "Mei-ling"."""
    doc = parsed.doc
    if end and doc[end - 1].text == "-":
        end -= 1
    if end + 1 >= len(doc) or doc[end].text != "-" or doc[end - 1].whitespace_:
        return end
    tied = not doc[end].whitespace_ and doc[end + 1].tag_.startswith("NNP")
    return end + 2 if tied and _half(doc[end - 1], doc[end + 1]) else end


def _half(token: Token, following: Token) -> bool:
    """Whether a name cannot end with a word that a hyphen ties to another."""
    return token.lower_ in PARTICLES or following.text.islower()


def _continues(token: Token) -> bool:
    """Whether the word behind a name is a part of it that the pipeline left out."""
    tied = (
        token.dep_ in {"flat", "compound"}
        or token.head.i == token.i - 1
        or token.i + 1 == token.head.i
    )
    alone = token.ent_iob_ == "B" and not (
        token.i + 1 < len(token.doc) and token.nbor(1).ent_iob_ == "I"
    )
    return (
        token.tag_.startswith("NNP")
        and token.text[:1].isupper()
        and not (token.text.isupper() and len(token.text) > 1)
        and (token.ent_type_ in {"", "PER"} or (tied and alone))
        and token.lower_ not in NOT_NAMES
        and token.lower_ not in title_words()
        and token.lower_ not in words("bodies.txt")
        and token.text not in states()
    )


def _first_name(before: Token, token: Token) -> bool:
    """Whether the word before a name is a part of it that the pipeline left out."""
    joined = before.head.i == token.i or token.head.i in {before.i, before.head.i}
    return (
        joined
        and before.tag_.startswith("NNP")
        and before.text[:1].isupper()
        and before.dep_ in {"compound", "flat", "nsubj", "obj", "obl", "nmod", "conj", "appos"}
        and not (token.head.i != before.i and any(c.dep_ == "case" for c in before.children))
        and before.ent_type_ in {"", "PER"}
        and before.lower_ not in NOT_NAMES
        and before.lower_ not in title_words()
        and before.lower_ not in titles()
        and before.text not in states()
        and not before.text.isupper()
        and before.lower_ not in words("bodies.txt")
    )


def _titles(token: Token) -> bool:
    """Whether a noun stands before a name as its title does: "Voter Ann Lee"."""
    return token.dep_ == "nmod:desc" and token.lower_ in words("speakers.txt") | words("people.txt")


def _untitled(parsed: Parsed, start: int, end: int) -> int:
    """Where a name begins behind its titles, nationalities and possessors."""
    doc = parsed.doc
    if start > 1 and _is_of(parsed, start - 1) and doc[start - 2].lower_ in title_words():
        start = _behind_place(parsed, start, end) or start
    while start < end:
        token = doc[start]
        if any(doc[i].text in POSSESSIVE for i in range(start, end - 1)):
            start = max(i for i in range(start, end - 1) if doc[i].text in POSSESSIVE) + 1
        elif end - start > 1 and (
            token.lower_ in title_words() | NOT_NAMES or token.is_punct or _titles(token)
        ):
            start += 1
        elif (
            end - start > 1 and (length := state_form(parsed, start, end)) and length < end - start
        ):
            start += length
        else:
            break
    return start
