"""The single values of an agreement's file: words of a list, days, moments, clock times, names."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, TypeVar
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from troth.model.agreement import Side, TermKind
from troth.model.agreement_form import MET
from troth.model.kinds import acts, targets
from troth.read.agreements.faults import Trouble, nearest

T = TypeVar("T")
D = TypeVar("D", bound=date)

EARLIEST, LATEST = 1800, 2999
"""Years that an agreement may name; anything else is a slip of the pen."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_CLOCK = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"'`\\]+")


def problem(*troubles: Trouble) -> PydanticCustomError:
    """What a validator raises: troubles whose paths start at the value that it looks at."""
    return PydanticCustomError("troubles", "is not valid", {"troubles": troubles})


def wrong(what: str, *, near: str | None = None, next_step: str = "") -> PydanticCustomError:
    """What a validator raises for the value as a whole."""
    return problem(Trouble((), what, near, next_step))


@dataclass(frozen=True)
class OneOf:
    """Marks a text that must be one of a list of words.

    Attributes:
        noun: what the words are, in the singular.
        words: gives them.
        listed: they are few enough to stand in the JSON Schema.
    """

    noun: str
    words: Callable[[], tuple[str, ...]]
    listed: bool = True

    def check(self, value: str) -> str:
        """The word itself.

        Raises:
            PydanticCustomError: it is not one of them.
        """
        if value not in self.words():
            near = nearest(value, self.words())
            few = len(self.words()) <= 4
            step = f"It is one of: {', '.join(self.words())}." if few else ""
            raise wrong(f"“{value}” is no known {self.noun}", near=near, next_step=step)
        return value

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words())} if self.listed else handler(schema)


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def _day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _in_reach(_parsed(date.fromisoformat, value))
    raise wrong(f"“{_shown(value)}” is no day", next_step="Write it as 2025-03-18.")


def _bound(value: object) -> date | datetime:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return _in_reach(_parsed(datetime.fromisoformat, value))
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _day(value)
    what = f"“{_shown(value)}” is neither a day nor a moment"
    raise wrong(what, next_step="Write 2025-03-18 or 2025-03-18T18:00.")


def _clock(value: object) -> time:
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        return _parsed(time.fromisoformat, value)
    raise wrong(f"“{_shown(value)}” is no clock time", next_step="Write it as 19:30.")


def _parsed(parse: Callable[[str], T], value: str) -> T:
    try:
        return parse(value)
    except ValueError:
        raise wrong(f"“{value}” is not in the calendar or on the clock") from None


def _in_reach(value: D) -> D:
    if EARLIEST <= value.year <= LATEST:
        return value
    raise wrong(f"the year {value.year} lies outside {EARLIEST} to {LATEST}")


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else type(value).__name__
    return text if len(text) <= 60 else f"{text[:59]}…"


def _identifier(value: str) -> str:
    if _ID.fullmatch(value):
        return value
    step = "Use lower-case letters, digits, “-” and “_”."
    raise wrong(f"“{_shown(value)}” is no id", next_step=step)


def _words(value: str) -> str:
    if value.strip():
        return value
    raise wrong("is empty", next_step="Write it in words, or leave the key out.")


def _address(value: str) -> str:
    if _URL.fullmatch(value):
        return value
    raise wrong("is no web address", next_step="It begins with https:// or http://.")


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "false": False, "no": False}
    if isinstance(value, str) and value in words:
        return words[value]
    raise wrong(f"“{_shown(value)}” is neither “true” nor “false”")


def _amount(value: object) -> int | float:
    if isinstance(value, str) and re.fullmatch(r"\d{1,18}", value, re.ASCII):
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"\d{1,18}\.\d{1,6}", value, re.ASCII):
        return float(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e18:
        return value
    step = "Write digits alone, such as 2000000000."
    raise wrong(f"“{_shown(value)}” is no amount", next_step=step)


def _kinds_of_term() -> tuple[str, ...]:
    return tuple(TermKind)


def _sides() -> tuple[str, ...]:
    return tuple(Side)


def _met() -> tuple[str, ...]:
    return tuple(MET.values())


Id = Annotated[
    str,
    AfterValidator(_identifier),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$"}),
]
Words = Annotated[str, AfterValidator(_words), Field(json_schema_extra={"minLength": 1})]
Address = Annotated[
    str, AfterValidator(_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Bound = Annotated[
    date | datetime,
    PlainValidator(_bound),
    WithJsonSchema({"type": "string", "pattern": f"^({_DAY.pattern}|{_MOMENT.pattern})$"}),
]
Clock = Annotated[
    time,
    PlainValidator(_clock),
    WithJsonSchema({"type": "string", "pattern": f"^{_CLOCK.pattern}$"}),
]
YesNo = Annotated[bool, BeforeValidator(_yes), WithJsonSchema({"type": "boolean"})]
Money = Annotated[
    int | float, PlainValidator(_amount), WithJsonSchema({"type": "number", "minimum": 0})
]
Metres = Annotated[float, Field(ge=0, le=20_040_000, allow_inf_nan=False)]
"""No two places are further apart than half the way round the earth."""

Act = Annotated[str, OneOf("act", lambda: acts().codes)]
TargetClass = Annotated[str, OneOf("kind of target", lambda: targets().codes)]
KindOfTerm = Annotated[str, OneOf("kind of term", _kinds_of_term)]
SideOfLine = Annotated[str, OneOf("side", _sides)]
Met = Annotated[str, OneOf("word for whether it is met", _met)]
Zone = Annotated[str, OneOf("time zone", _zones, listed=False)]
