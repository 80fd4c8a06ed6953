"""When a pledge was announced, as tables of pledges write it: often only roughly."""

import re
from datetime import date, timedelta

Between = tuple[date | None, date | None]
"""``[since, until)``; a bound that is not known is None."""

UNKNOWN: Between = (None, None)

_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_MONTH = re.compile(r"(?:unclear|unspecified|not specified),? (\d{1,2})/(\d{4}|\d{2})")
_UNTIL_MONTH = re.compile(r"until (\d{1,2})/(\d{4})")
_UNTIL = re.compile(r"until (\d{1,2}/\d{1,2}/\d{4})")
_BETWEEN = re.compile(r"between (\d{1,2}/\d{1,2}/\d{4}) and (\d{1,2}/\d{1,2}/\d{4})")


def announced(words: str) -> Between | None:
    """The time within which a pledge was announced; None when the words cannot be understood.

    A day alone has the day first (``25/02/2022``). After "until" and "between" the month stands
    first (``until 2/24/2023``), where it is written without zeros; with a zero before it, the two
    cannot be told apart unless only one of them is a date.
    """
    for pattern, build in (
        (_DAY, _on_day),
        (_MONTH, _in_month),
        (_UNTIL_MONTH, _by_month),
        (_UNTIL, _by_day),
        (_BETWEEN, _from_to),
    ):
        if match := pattern.fullmatch(words.strip()):
            try:
                return build(*match.groups())
            except (ValueError, OverflowError):
                return None
    return None


def _on_day(day: str, month: str, year: str) -> Between:
    first = date(int(year), int(month), int(day))
    return first, first + timedelta(days=1)


def _in_month(month: str, year: str) -> Between:
    first = date(int(year) + (2000 if len(year) == 2 else 0), int(month), 1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _by_month(month: str, year: str) -> Between:
    return None, _in_month(month, year)[1]


def _by_day(words: str) -> Between:
    return None, _month_first(words) + timedelta(days=1)


def _from_to(first: str, last: str) -> Between:
    since, until = _month_first(first), _month_first(last) + timedelta(days=1)
    if until <= since:
        raise ValueError("it ends before it begins")
    return since, until


def _month_first(words: str) -> date:
    month, day, year = words.split("/")
    found = date(int(year), int(month), int(day))
    if words.startswith("0") and int(day) <= 12 and day != month:
        raise ValueError("day and month cannot be told apart")
    return found
