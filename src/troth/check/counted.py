"""Claims that count weapons: "117 drones, 56 shot down".

A small grammar over the words of a sentence: a number with the noun of a weapon, and a number with
a word for stopping it. A sentence counts only if it tells of launching or of stopping, and a
sentence with a negation, a condition or a number that is only about right is left alone. What does
not parse is no claim.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files

from troth.model.agreement import Interval, Party
from troth.model.claim import ClaimKind, ClaimQuery, Quantity
from troth.model.document import Document
from troth.model.reading import Statement

UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {word: value for value, word in enumerate(UNITS, 1)} | {
    word: 10 * value for value, word in enumerate(TENS, 2)
}

LONGEST = 2_000
"""A sentence longer than this is left alone."""

SENTENCE = re.compile(r"[^.;!?\n]+(?:[.](?=\S)[^.;!?\n]*)*")
NIGHT = re.compile(r"\b(?:overnight|(?:during|in|at|last) (?:the )?night|last night)\b", re.I)
LEAST = re.compile(r"(?:at least|no fewer than) $", re.I)
OVER = re.compile(r"(?:more than|over) $", re.I)
MOST = re.compile(r"(?:up to|at most|no more than) $", re.I)
UNDER = re.compile(r"(?:fewer than|less than) $", re.I)
LOOK_BACK = 14
BEHIND = r"(?:and|by|over|in|so|before|during|overnight)\b"
"""What may follow a number that was stopped; a noun there would be what was destroyed."""


NOON = time(12)


@dataclass(frozen=True)
class _Number:
    """A claimed number with its place.

    Attributes:
        act: of its weapon; None when it names none.
        which: the words between the number and the noun.
    """

    start: int
    end: int
    quantity: Quantity
    act: str | None
    which: str


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a statement, with what its claims share."""

    words: str
    start: int
    claim: ClaimQuery
    document: Document
    parties: tuple[Party, ...]


def counted_claims(
    statement: Statement,
    document: Document,
    *,
    on: date | None = None,
    parties: Sequence[Party] = (),
    zone: str = "UTC",
) -> list[ClaimQuery]:
    """The numbers of weapons that a statement claims, in the order of its text.

    "Overnight" and the like is the time from noon to noon before the statement, which is dated by
    its own day or else by that of the document. Without such words, and without ``on``, the time
    is unknown.

    Args:
        statement: its content is read.
        document: that it stands in.
        on: the day on which the weapons were used, where the caller knows it.
        parties: a party named just before the weapons ("117 Ruritanian drones") used them.
        zone: in which days and noons are counted.
    """
    said = _day(statement.on) or document.published
    found = []
    for span in statement.content:
        for match in SENTENCE.finditer(span.text):
            night = NIGHT.search(match[0]) is not None
            when = _night(said) if night and said else _whole(on)
            claim = ClaimQuery(
                kind=ClaimKind.COUNTED,
                act="",
                text=span,
                document=document.id,
                claimant=statement.speaker,
                widest=when,
                narrowest=when,
                zone=zone,
            )
            start = span.start + match.start()
            found += _claims(_Sentence(match[0], start, claim, document, tuple(parties)))
    return found


def _claims(sentence: _Sentence) -> list[ClaimQuery]:
    words = sentence.words
    if len(words) > LONGEST or _pattern("unsure").search(words):
        return []
    stopped = _stopped(words)
    if not stopped and not _pattern("launched").search(words):
        return []
    launched = _launched(words, stopped)
    acts = {item.act for item in launched}
    claims = []
    for act in sorted({item.act for item in (*launched, *stopped) if item.act}):
        used = [item for item in launched if item.act == act]
        ended = [item for item in stopped if item.act == act or (acts == {act} and not item.act)]
        # Of several numbers for one weapon none can be chosen.
        if len(used) <= 1 and len(ended) <= 1:
            claims.append(_claim(sentence, act, used, ended))
    return sorted(claims, key=lambda claim: claim.text.start)


def _claim(
    sentence: _Sentence, act: str, used: Sequence[_Number], ended: Sequence[_Number]
) -> ClaimQuery:
    parts = [*used, *ended]
    named = {_party(part.which, sentence.parties) for part in parts} - {None}
    narrow = any(_is_narrow(part.which, sentence.parties) for part in parts)
    at = sentence.start
    return replace(
        sentence.claim,
        act=act,
        text=sentence.document.span(
            at + min(part.start for part in parts), at + max(part.end for part in parts)
        ),
        parties=tuple(name for name in named if name) if len(named) == 1 else (),
        weapons=used[0].quantity if used else None,
        stopped=ended[0].quantity if ended else None,
        open=(*(["act"] if narrow else []), *([] if sentence.claim.widest else ["time"])),
    )


def _party(which: str, parties: Sequence[Party]) -> str | None:
    """The party that words between a number and a weapon name."""
    for party in parties:
        for form in (party.name, *party.names):
            if re.search(rf"\b{re.escape(form)}\b", which, re.IGNORECASE):
                return party.name
    return None


def _is_narrow(which: str, parties: Sequence[Party]) -> bool:
    """Whether only some weapons of the kind are meant, as far as the words can be understood."""
    unknown = re.search(r"\b[A-Z]", which) is not None and _party(which, parties) is None
    return unknown or _pattern("narrow").search(which) is not None


# --- the grammar ---------------------------------------------------------------------------------


def _stopped(sentence: str) -> list[_Number]:
    """Numbers of what was stopped, each once."""
    stop, number, weapon = _either("stopped"), _number(), _weapon()
    been = r"(?:(?:were|was|had been|have been|being) )?"
    forms = (
        rf"{number} of (?:the )?{_number('all')} {weapon} {been}{stop}",
        rf"{stop} {number} of (?:the )?{_number('all')} {weapon}",
        rf"{number} {weapon} {been}{stop}",
        rf"{stop} {number} {weapon}",
        rf"{stop} {number} of (?:them|these|those)",
        rf"of (?:which|them|these|those),? {number} {been}{stop}",
        rf"{number}(?: of (?:which|them|these|those))? {been}{stop}(?=\s*(?:$|[,)])| {BEHIND})",
    )
    found: list[_Number] = []
    for form in forms:
        for item in _numbers(sentence, form):
            if not any(item.start < other.end and other.start < item.end for other in found):
                found.append(item)
    return found


def _launched(sentence: str, stopped: Sequence[_Number]) -> list[_Number]:
    """Numbers of what was used: those that are not of what was stopped."""
    free = [
        item
        for item in _numbers(sentence, rf"{_number()} {_weapon()}")
        if not any(item.start < other.end and other.start < item.end for other in stopped)
    ]
    return free + _whole_of(sentence)


def _whole_of(sentence: str) -> list[_Number]:
    """The whole of "56 of 117 drones shot down"."""
    stop, weapon = _either("stopped"), _weapon()
    whole = rf"{_number('part')} of (?:the )?{_number()} {weapon}"
    behind = rf"{whole} (?:(?:were|was|had been|have been|being) )?{stop}"
    return _numbers(sentence, behind) + _numbers(sentence, rf"{stop} {whole}")


def _numbers(sentence: str, form: str) -> list[_Number]:
    found = []
    for match in re.finditer(rf"(?<![\w.,$€£-])(?:{form})(?![\w-])", sentence, re.IGNORECASE):
        groups = match.groupdict()
        value = _value(groups["n"])
        if value is None or _joined(sentence, match.end()):
            continue
        found.append(
            _Number(
                match.start(),
                match.end(),
                _quantity(value, sentence[max(0, match.start("n") - LOOK_BACK) : match.start("n")]),
                _act(groups.get("weapon")),
                groups.get("which") or "",
            )
        )
    return found


def _joined(sentence: str, end: int) -> bool:
    """Whether another weapon shares the number: "117 drones and missiles"."""
    other = rf" (?:and|or) (?:(?:{_either('plain')}|{_either('narrow')}) )*{_either('weapon')}s?\b"
    return re.match(other, sentence[end:], re.IGNORECASE) is not None


def _quantity(value: int, before: str) -> Quantity:
    if LEAST.search(before):
        return Quantity(value, None)
    if OVER.search(before):
        return Quantity(value + 1, None)
    if MOST.search(before):
        return Quantity(None, value)
    return Quantity(None, value - 1) if UNDER.search(before) else Quantity(value, value)


def _number(name: str = "n") -> str:
    words = "|".join(sorted(WORDS, key=len, reverse=True))
    return rf"(?P<{name}>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|(?:{words})(?:-(?:{words}))?)"


def _weapon() -> str:
    between = rf"(?:{_either('plain')}|{_either('narrow')}|(?-i:[A-Z][\w-]{{0,30}}))"
    return rf"(?P<which>(?:{between} ){{0,3}})(?P<weapon>{_either('weapon')})s?"


def _value(words: str) -> int | None:
    parts = words.casefold().replace(",", "").split("-")
    if parts[0].isdecimal():
        return int(parts[0])
    if len(parts) == 1:
        return WORDS[parts[0]]
    tens, unit = (WORDS[part] for part in parts)
    return tens + unit if tens % 10 == 0 and tens >= 20 and unit < 10 else None


def _act(weapon: str | None) -> str | None:
    return None if weapon is None else _words()["weapon"][" ".join(weapon.casefold().split())]


@cache
def _pattern(sort: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_either(sort)}\b", re.IGNORECASE)


@cache
def _either(sort: str) -> str:
    forms = sorted(_words()[sort], key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, forms))})"


@cache
def _words() -> dict[str, dict[str, str]]:
    text = files("troth.check").joinpath("claim_words.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[str, dict[str, str]] = {}
    for sort, words, act in (line.split("\t") for line in lines[1:]):
        found.setdefault(sort, {})[words] = act
    return found


# --- days ----------------------------------------------------------------------------------------


def _day(written: str | None) -> date | None:
    """A day that is known to the day."""
    if written is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        return None
    return date.fromisoformat(written)


def _night(day: date) -> Interval:
    noon = datetime.combine(day, NOON)
    return Interval(noon - timedelta(days=1), noon)


def _whole(day: date | None) -> Interval | None:
    if day is None:
        return None
    start = datetime.combine(day, time())
    return Interval(start, start + timedelta(days=1))
