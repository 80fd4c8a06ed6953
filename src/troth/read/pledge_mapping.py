"""How the columns of a table of pledges are named, read strictly from YAML."""

from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from troth.errors import SourceError, UsageError


class ItemMapping(BaseModel):
    """The columns that tell of one item of a package; None where there is none."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str
    count: str | None = None
    delivered: str | None = None
    promised_value: str | None = None
    delivered_value: str | None = None


class PledgeMapping(BaseModel):
    """The columns of a table of pledges, and how it writes numbers and what is unknown.

    ``first`` is a column that is 1 in the row of a package that carries its value; without it
    every row is a pledge. ``origins`` says for each value of ``promised_from`` and
    ``delivered_from`` whether it means the source or prices.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kind: Literal["pledges"]
    source: str
    licence: str | None = None
    delimiter: Literal[",", ";", "\t"] = ","
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ".", ",", " "] = ""
    unknown: list[str] = [""]
    donor: str
    recipient: str | None = None
    row: str
    first: str | None = None
    announced: str | None = None
    type: str | None = None
    form: str | None = None
    promised: str
    allocated: str | None = None
    delivered: str | None = None
    amount: str | None = None
    currency: str | None = None
    promised_from: str | None = None
    delivered_from: str | None = None
    origins: dict[str, Literal["source", "prices"] | None] = {}
    item: ItemMapping | None = None
    urls: list[str] = []

    def columns(self) -> list[str]:
        """Every column that it names."""
        names = (
            self.donor,
            self.row,
            self.first,
            self.announced,
            self.type,
            self.form,
            self.promised,
            self.allocated,
            self.delivered,
            self.amount,
            self.currency,
            self.promised_from,
            self.delivered_from,
            *self.urls,
            *(self.item.model_dump().values() if self.item else ()),
        )
        return [name for name in names if name is not None]


def pledge_mapping(name: str | Path) -> PledgeMapping:
    """A mapping that is shipped, such as ``kiel``, or one of a file.

    Raises:
        UsageError: no mapping of that name is shipped.
        SourceError: the file cannot be read, or is no mapping.
    """
    if isinstance(name, Path):
        return _parsed(_text(name), str(name))
    shipped = files("troth.read").joinpath("pledge_mappings")
    names = sorted(item.name.removesuffix(".yaml") for item in shipped.iterdir())
    if name not in names:
        raise UsageError(
            f"there is no mapping of pledges called {name!r}",
            next_step=f"Choose one of: {', '.join(names)}; or give the file of your own.",
        )
    text = shipped.joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return _parsed(text, f"{name}.yaml")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            f"the mapping cannot be read ({error})",
            where=str(path),
            next_step="Give a YAML file in UTF-8.",
        ) from error


def _parsed(text: str, where: str) -> PledgeMapping:
    try:
        return PledgeMapping.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceError(
            f"the mapping is not YAML ({str(error)[:120]})",
            where=where,
            next_step="Mend it where the message says.",
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ".".join(str(part) for part in first["loc"])
        raise SourceError(
            f"{path or 'the mapping'}: {first['msg']}",
            where=where,
            next_step="The mappings that are shipped show every key.",
        ) from error
