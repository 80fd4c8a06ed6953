"""Days that a text names, resolved against its day of publication.

A relative day in a text whose day of publication is unknown stays unknown.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from troth.read.numbers import NUMBER, number

MONTHS = {
    name: index
    for index, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|"
        "sep sept september|oct october|nov november|dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: index
    for index, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DASH = r"\s?(?:-|–|—|to|and)\s?"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.ASCII))
    for name, pattern in (
        ("iso", r"\b(?P<y>[12]\d{3})-(?P<m>\d{2})-(?P<d>\d{2})\b"),
        (
            "month_day",
            rf"\b(?P<month>{MONTH})\s(?P<d>{DAY})(?:{DASH}(?P<d2>{DAY})(?!\d))?(?:,?\s(?P<y>[12]\d{{3}}))?(?![\d.]\d)\b",
        ),
        (
            "day_month",
            rf"\b(?P<d>{DAY})(?:{DASH}(?P<d2>{DAY}))?\s(?:of\s)?(?P<month>{MONTH})(?:,?\s(?P<y>[12]\d{{3}}))?\b",
        ),
        ("month_year", rf"\b(?P<month>{MONTH}),?\s(?:of\s)?(?P<y>[12]\d{{3}})\b"),
        (
            "month",
            rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ll]ast|[Ee]arly|[Ll]ate|[Mm]id|[Nn]ext)"
            rf"[ -](?P<month>{MONTH})(?!\w)",
        ),
        (
            "year",
            r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Dd]uring|of)\s(?P<y>(?:19|20)\d{2})\b(?!\s?(?:%|per))",
        ),
        (
            "weekday",
            rf"\b(?P<which>[Ll]ast |[Nn]ext |[Tt]his |[Cc]oming )?(?P<weekday>{WEEKDAY})\b",
        ),
        (
            "near",
            r"\b(?P<word>(?i:the day before yesterday|yesterday|today|tonight|tomorrow|overnight"
            r"|this (?:morning|afternoon|evening)|last night|earlier in the day"
            r"|later in the day))\b",
        ),
        ("ago", rf"\b(?P<n>{NUMBER}) (?P<unit>day|week|month|year)s? ago\b"),
        ("last", r"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit>week|month|year)\b"),
    )
)
FUTURE = re.compile(
    r"\b(?:will|'ll|’ll|to be|set to|due to|plans? to|planned|scheduled|expected|upcoming|would|"
    r"going to|coming|next|(?:is|are|was|were) to)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(r"\b(?:by|until)\s+$", re.IGNORECASE)
PAST_PREPOSITION = re.compile(
    r"\b(?:since|from|after|following|late|early|earlier)\s+(?:on\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True)
class When:
    """A time the text names: code points, first and last day as ISO dates or their prefixes.

    ``day`` is None for a relative time that cannot be resolved.
    """

    start: int
    end: int
    day: str | None
    until: str | None = None
    relative: bool = False


def times(text: str, published: date | None, start: int = 0, end: int | None = None) -> list[When]:
    """Every time that ``text[start:end]`` names, in order, none overlapping another."""
    stop = len(text) if end is None else end
    found: list[When] = []
    for name, pattern in PATTERNS:
        for match in pattern.finditer(text, start, stop):
            a, b = match.span()
            if any(a < other.end and other.start < b for other in found):
                continue
            when = _resolve(name, match, published, _future(text, start, a, b, stop))
            if when is not None:
                found.append(when)
    return sorted(found, key=lambda when: when.start)


def _future(text: str, start: int, a: int, b: int, stop: int) -> bool:
    """Whether the words around a time put it in the future."""
    before = text[max(start, a - 60) : a]
    before = re.split(r"[.;:!?\"“”]|, [^,]*\b(?:said|says|told|announced)\b", before)[-1]
    if PAST_PREPOSITION.search(before):
        return False
    after = text[b : min(stop, b + 20)]
    if LIMIT.search(before):
        return True
    return bool(FUTURE.search(before)) or bool(re.match(r"\s(?:will|to)\b", after))


def _resolve(name: str, match: re.Match[str], published: date | None, future: bool) -> When | None:  # noqa: PLR0911 -- one case for each pattern
    """The time that one match of a pattern names, or None when it names none."""
    a, b = match.span()
    groups = match.groupdict()
    if name in {"iso", "month_day", "day_month"}:
        return _dated(a, b, groups, published, future)
    if name in {"month_year", "month"}:
        year = groups.get("y")
        month = _month(groups["month"])
        if year is None and published is None:
            return When(a, b, None, relative=True)
        number_ = int(year) if year else _year(published, month, 1, future)
        if match[0].lower().startswith("last") and published and number_ == published.year:
            number_ -= month > published.month
        return When(a, b, f"{number_:04d}-{month:02d}", relative=year is None)
    if name == "year":
        return When(a, b, groups["y"])
    if published is None:
        return When(a, b, None, relative=True)
    if name == "weekday":
        return When(a, b, _weekday(groups, published, future).isoformat(), relative=True)
    if name == "near":
        return When(a, b, _near(groups["word"].lower(), published).isoformat(), relative=True)
    if name == "ago":
        return When(a, b, _ago(groups["n"], groups["unit"], published), relative=True)
    return When(a, b, _last(groups["which"].lower(), groups["unit"], published), relative=True)


def _month(name: str | None) -> int:
    return MONTHS[(name or "").rstrip(".").lower()]


def _year(published: date | None, month: int, day: int, future: bool) -> int:
    """The year of a day named without one: the nearest before publication, or after it."""
    if published is None:
        raise ValueError("no day of publication")
    ahead = (month, day) > (published.month, published.day)
    if future:
        passed = (published.month - month) * 30 + published.day - day
        return published.year + (1 if passed > 60 else 0)
    near = ahead and (month - published.month) * 30 + day - published.day <= 45
    return published.year - (1 if ahead and not near else 0)


def _dated(
    a: int, b: int, groups: dict[str, str | None], published: date | None, future: bool
) -> When | None:
    month = int(groups["m"] or 0) if "m" in groups else _month(groups["month"])
    day = int(re.sub(r"\D", "", groups["d"] or ""))
    year = groups.get("y")
    if year is None and published is None:
        return When(a, b, None, relative=True)
    number_ = int(year) if year else _year(published, month, day, future)
    last = groups.get("d2")
    try:
        first = date(number_, month, day)
        until = date(number_, month, int(re.sub(r"\D", "", last))) if last else None
    except ValueError:
        return None
    return When(a, b, first.isoformat(), until.isoformat() if until else None, year is None)


def _weekday(groups: dict[str, str | None], published: date, future: bool) -> date:
    wanted = WEEKDAYS[(groups["weekday"] or "").lower()]
    which = (groups["which"] or "").strip().lower()
    back = (published.weekday() - wanted) % 7
    if which in {"next", "coming"} or (future and which != "last"):
        ahead = (wanted - published.weekday()) % 7
        return published + timedelta(days=ahead or (7 if which == "next" else 0))
    if which == "last" and back == 0:
        back = 7
    return published - timedelta(days=back)


def _near(word: str, published: date) -> date:
    shift = {"yesterday": -1, "last night": -1, "the day before yesterday": -2, "tomorrow": 1}
    return published + timedelta(days=shift.get(word, 0))


def _ago(count: str | None, unit: str | None, published: date) -> str | None:
    value = number((count or "").strip(" -"))
    if not isinstance(value, int) or not 0 <= value <= 10_000:
        return None
    if unit in {"day", "week"}:
        return (published - timedelta(days=value * (7 if unit == "week" else 1))).isoformat()
    if unit == "year":
        return f"{published.year - value:04d}" if value < published.year else None
    months = published.year * 12 + published.month - 1 - value
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _last(which: str, unit: str | None, published: date) -> str | None:
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        return f"{published.year + step:04d}"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    return None
