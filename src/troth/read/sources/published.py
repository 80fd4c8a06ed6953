"""The day a source was published, from its own words only.

In this order; the first that tells the day wins, and ``published_from`` says which it was:

1. ``option``: the day the user gives.
2. ``metadata``: what the format has for it (a page's markup, a feed's entry, Markdown's front
   matter).
3. ``text``: the text begins with ``date 2025-03-27``.
4. ``dateline``: one of the first lines is a date (``Thursday, January 24, 2019``) or begins with a
   place and a date (``PARIS, March 27, 2025 —``).

A date in a file name or address, the day a PDF or archive was made, and the day of a change are
not the day of publication and are not used. A date without its year tells no day.

A weekday that contradicts its date ("Thursday, January 25, 2019") does not change the day: the date
is what was written to tell it, the weekday repeats it, and choosing another day would be a guess.
"""

import re
from datetime import date
from email.utils import parsedate_to_datetime

LINES = 6
"""How many lines with text may hold a dateline."""

LONGEST = 300
"""How many characters of such a line are looked at."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,?\s+)?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_DATE = (
    rf"{_WEEKDAY}(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}){_ORDINAL},?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}}){_ORDINAL}\s+(?P<month2>{_MONTH}),?\s+(?P<year2>\d{{4}}))(?!\d)"
)
_TIME = (
    r"(?:[\s,|·@-]*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?"
    r"\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:[A-Z]{2,5})?)?"
)
_WORD = r"(?:[A-Z][\w.'’-]*|al-[A-Z][\w’-]*|de|of|the|am|upon)"
_PLACE = (
    r"(?!(?:On|In|By|At|Since|From|Until|Till|After|Before|During|As|Of|The|For|Last|Next)\b)"
    rf"[A-Z][\w.'’-]*(?:[ /]{_WORD}){{0,4}}(?:,\s{_WORD}(?:\s{_WORD}){{0,3}})?"
)
_AGENCY = r"(?:\s*\([^()\n]{1,40}\))?"

_DAY = re.compile(_DATE, re.IGNORECASE)
_LEADING = re.compile(r"\ufeff?\s*date:?\s+(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)", re.IGNORECASE)
_LINE = re.compile(
    rf"(?:(?:Published|Posted|Released|Issued)(?:\s+on)?:?\s+|{_PLACE},\s+)?\(?{_DATE}\)?{_TIME}"
)
_DATELINE = re.compile(
    rf"(?:{_PLACE}{_AGENCY}(?:,\s*|\s*(?=\())\(?|\(){_DATE}\)?{_AGENCY}\s*(?:—|–|--|-)\s"
)
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.S | re.M
)
_FRONT_DATE = re.compile(
    r"^(?:date|published|publishdate|pubdate)[ \t]*:[ \t]*[\"']?(?P<value>[^\"'\r\n#]+)",
    re.I | re.M,
)
_ISO_START = re.compile(r"(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")


def published(
    *, option: date | None, metadata: date | None, text: str
) -> tuple[date | None, str | None]:
    """The day of publication and what told it; None and None where nothing does."""
    if option is not None:
        return option, "option"
    if metadata is not None:
        return metadata, "metadata"
    if (day := leading_day(text)) is not None:
        return day, "text"
    if (day := dateline_day(text)) is not None:
        return day, "dateline"
    return None, None


def leading_day(text: str) -> date | None:
    """The day of a text that begins with ``date 2025-03-27``."""
    return _day(_LEADING.match(text))


def dateline_day(text: str) -> date | None:
    """The day of the first dateline within the first lines of a text."""
    for line in _first_lines(text):
        day = _day(_LINE.fullmatch(line)) or _day(_DATELINE.match(line))
        if day is not None:
            return day
    return None


def _first_lines(text: str) -> list[str]:
    head = text[: LINES * LONGEST * 4]
    lines = [line.strip("\ufeff\u200e\u200f").strip() for line in head.splitlines()]
    return [line[:LONGEST] for line in lines if line][:LINES]


def front_matter_day(text: str) -> date | None:
    """The day that a Markdown file's front matter gives."""
    block = _FRONT_MATTER.match(text[:10_000])
    found = _FRONT_DATE.search(block["body"]) if block else None
    return day_in(found["value"].strip()) if found else None


def day_in(value: str) -> date | None:
    """The day that a metadata value gives, in the value's own time zone: never shifted to another.

    Understands ISO 8601, RFC 822 and dates in English words.
    """
    value = value.strip()[:100]
    if match := _ISO_START.match(value):
        return _day(match)
    if match := _COMPACT.match(value):
        return _made(match["y"], match["m"], match["d"])
    return _mail_day(value) or _day(_DAY.match(value))


def _mail_day(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    parts = match.groupdict()
    if parts.get("iso"):
        return _made(*parts["iso"].split("-"))
    month = parts.get("month") or parts.get("month2") or ""
    return _made(
        parts.get("year") or parts.get("year2") or "",
        str(_month(month)),
        parts.get("day") or parts.get("day2") or "",
    )


def _month(word: str) -> int:
    short = word.lower()[:3]
    return next((i for i, name in enumerate(MONTHS, 1) if name.startswith(short)), 0)


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
