"""Mappings: a small YAML file that says what the columns of any table of incidents mean."""

from collections.abc import Mapping as Named
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator
from rapidfuzz import process

from troth.errors import SourceError
from troth.model.kinds import acts, targets

MAX_BYTES = 1 << 18


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One name or a list of them."""


class Value(_Strict):
    """Where the value of a column of the table of incidents comes from.

    Written as the name of a column, a list of such names, or with these keys.

    Attributes:
        column: the columns; of several, texts are joined by ``join``, and names are all taken.
        constant: the value itself, for every row.
        values: what the words of the column stand for; a word that is not listed is an issue.
        otherwise: what every word that ``values`` does not list stands for.
        split: the sign between names in one cell.
        join: the sign put between several columns.
    """

    column: Names = ()
    constant: str | None = None
    values: dict[str, str] = Field(default_factory=dict)
    otherwise: str | None = None
    split: str | None = Field(default=None, min_length=1)
    join: str = " "


def _value(value: Any) -> Any:
    if isinstance(value, str | list):
        return {"column": value}
    if isinstance(value, Named) and ("column" in value) == ("constant" in value):
        raise ValueError("give either 'column' or 'constant'")
    return value


Told = Annotated[Value, BeforeValidator(_value)]
"""A value, in its short or long form."""


class Columns(_Strict):
    """Which columns tell what; ``start`` is needed, all others may be left out.

    Attributes:
        row: what names a row for good, so that a later file can bring it anew; best given.
        start, end: day or time; without ``end``, the day or minute that ``start`` names.
        days_before, days_after: by how many days an incident may lie outside of that.
    """

    start: Told
    end: Told | None = None
    days_before: Told | None = None
    days_after: Told | None = None
    row: Told | None = None
    latitude: Told | None = None
    longitude: Told | None = None
    precision_m: Told | None = None
    place: Told | None = None
    act: Told | None = None
    act_probability: Told | None = None
    target: Told | None = None
    target_probability: Told | None = None
    target_name: Told | None = None
    by: Told | None = None
    reported_by: Told | None = None
    denied_by: Told | None = None
    reported: Told | None = None
    killed_low: Told | None = None
    killed_best: Told | None = None
    killed_high: Told | None = None
    injured: Told | None = None
    weapons: Told | None = None
    weapons_stopped: Told | None = None
    words: Told | None = None
    url: Told | None = None
    family: Told | None = None

    @field_validator("act", "target")
    @classmethod
    def _known(cls, value: Value | None, info: Any) -> Value | None:
        kinds = acts() if info.field_name == "act" else targets()
        if value is not None:
            for code in (value.constant, value.otherwise, *value.values.values()):
                if code and code not in kinds:
                    near = _nearest(code, kinds.codes)
                    raise ValueError(f"{code!r} is no {info.field_name}{near}")
        return value


class Mapping(_Strict):
    """What a table of incidents is and what its columns mean.

    Attributes:
        kind: ``incidents``.
        source: name of the feed, as in the column ``source``.
        licence: under which it may be used; the word of its publisher.
        zone: of its clock times; without one they are clock times at the place.
        day_first: of dates in figures; found out from the file when left out.
        decimal: the sign before decimals.
        delimiter: between fields.
        encoding: if it is not UTF-8.
        machine: coded by a machine from mentions or measurements.
        by_all: all that ``by`` names did it; else one of them, which cannot be told.
        skip_when: rows in which a column has one of these words are no incidents.
        columns: which columns tell what.
    """

    kind: Literal["incidents"]
    source: str = Field(min_length=1, max_length=100, pattern=r"^[a-z0-9][a-z0-9_.-]*$")
    licence: str | None = None
    zone: str | None = None
    day_first: bool | None = None
    decimal: Literal[".", ","] = "."
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    encoding: str | None = None
    machine: bool = False
    by_all: bool = False
    skip_when: dict[str, Names] = Field(default_factory=dict)
    columns: Columns

    def column_names(self) -> list[str]:
        """Every column of the table that the mapping speaks of, each once."""
        told = [getattr(self.columns, name) for name in Columns.model_fields]
        named = [name for value in told if value is not None for name in value.column]
        return list(dict.fromkeys([*named, *self.skip_when]))


def read_mapping(path: Path) -> Mapping:
    """Read a mapping strictly.

    Raises:
        SourceError: it is no YAML, or has a word that is not known, with file and line.
    """
    try:
        data = path.read_bytes()[: MAX_BYTES + 1]
    except OSError as error:
        raise _wrong(f"the mapping cannot be read: {error.strerror}", path.name) from error
    if len(data) > MAX_BYTES:
        raise _wrong(f"the mapping has more than {MAX_BYTES:,} bytes", path.name)
    node, lines = _parsed(data, path.name)
    try:
        return Mapping.model_validate(node)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = f"{path.name}, line {_line(first['loc'], lines)}"
        raise _wrong(_words(first["loc"], first["type"], first["msg"]), where) from error


Path_ = tuple[str | int, ...]


def _parsed(data: bytes, file: str) -> tuple[Any, dict[Path_, int]]:
    lines: dict[Path_, int] = {(): 1}
    try:
        text = data.decode("utf-8-sig")
        for token in yaml.scan(text, Loader=yaml.BaseLoader):
            if isinstance(token, yaml.AliasToken):
                where = f"{file}, line {token.start_mark.line + 1}"
                raise _wrong("a mapping cannot refer to another part of itself", where)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        return (_plain(node, (), lines, file) if node is not None else {}), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{file}, line {mark.line + 1}" if mark else file
        raise _wrong(f"it is not YAML: {error.problem}", where) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise _wrong("it is not YAML in UTF-8", file) from error


def _plain(node: yaml.Node, path: Path_, lines: dict[Path_, int], file: str) -> Any:
    """The node as dicts, lists and texts, nothing being taken for a number or a date."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, at), lines, file) for at, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.value in found:
            raise _wrong(
                f"the key {key.value!r} stands twice or is no word", f"{file}, line {line}"
            )
        lines[(*path, key.value)] = line
        found[key.value] = _plain(value, (*path, key.value), lines, file)
    return found


def _line(loc: Path_, lines: dict[Path_, int]) -> int:
    """The line of the innermost part that the file has."""
    return next((lines[loc[:size]] for size in range(len(loc), -1, -1) if loc[:size] in lines), 1)


def _words(loc: Path_, kind: str, message: str) -> str:
    name = ".".join(str(part) for part in loc)
    if kind == "extra_forbidden":
        return f"the key {name!r} is not known{_nearest(str(loc[-1]), _fields(loc))}"
    if kind == "missing":
        return f"the key {name!r} is missing"
    return f"{name}: {message.removeprefix('Value error, ')}"


def _fields(loc: Path_) -> tuple[str, ...]:
    if len(loc) == 1:
        return tuple(Mapping.model_fields)
    return tuple(Columns.model_fields if len(loc) == 2 else Value.model_fields)


def _nearest(word: str, known: tuple[str, ...]) -> str:
    found = process.extractOne(word, known, score_cutoff=50)
    return f"; did you mean {found[0]!r}?" if found else ""


def _wrong(what: str, where: str) -> SourceError:
    return SourceError(
        what, where=where, next_step="The shipped mappings show every key; correct the file."
    )
