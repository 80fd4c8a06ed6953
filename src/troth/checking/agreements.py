"""The agreements of a record, and those that come with Troth."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from troth.agreements import agreements as shipped
from troth.errors import SourceError, UsageError
from troth.model.agreement import Agreement
from troth.read.agreements import PlaceNames, load
from troth.record import Problem
from troth.record.places import Places

FOLDER = "agreements"
"""The folder of a record in which people keep their agreements, as YAML files."""


def find_agreements(names: Sequence[str], record: Path) -> list[Agreement]:
    """The agreements of these names, or all of the record when none is named.

    A name is a YAML file, or the id of an agreement in the record or among those that come with
    Troth, of which it means every version.

    Raises:
        UsageError: there is no such agreement, or the record holds none.
        AgreementError: a file is not one of an agreement.
    """
    own = _in_folder(record / FOLDER)
    if not names and not own:
        raise UsageError(
            "the record holds no agreement",
            where=str(record / FOLDER),
            next_step=f"Put its YAML file there, or name one: {', '.join(_shipped_ids())}.",
        )
    if not names:
        return own
    return [agreement for name in names for agreement in _named(name, own)]


def shipped_agreements() -> list[Agreement]:
    """The agreements that come with Troth, every version."""
    with shipped() as folder:
        return _in_folder(folder)


def agreement_problems(record: Path) -> Iterator[Problem]:
    """The agreements of a record that cannot be read, with every fault."""
    for path in sorted((record / FOLDER).glob("*.y*ml")):
        try:
            load(path)
        except SourceError as error:
            yield Problem(error.what, str(path))


def place_names(record: Path) -> PlaceNames | None:
    """The names of the places of a record by layer; None when it has no layer."""
    places = Places(record)
    found: dict[str, frozenset[str]] = {}
    for name in places.layers():
        table = places.layer(name)
        rows = [] if table is None else table.select(["name", "names"]).to_pylist()
        told = (item for row in rows for item in (row["name"], *row["names"]))
        found[name] = frozenset(item for item in told if item)
    return found or None


def _named(name: str, own: Sequence[Agreement]) -> list[Agreement]:
    if name.endswith((".yaml", ".yml")):
        return [load(Path(name))]
    found = [item for item in own if item.id == name]
    found = found or [item for item in shipped_agreements() if item.id == name]
    if not found:
        known = sorted({item.id for item in own} | set(_shipped_ids()))
        raise UsageError(
            f"there is no agreement {name!r}",
            next_step=f"Name a YAML file, or one of: {', '.join(known)}.",
        )
    return found


def _shipped_ids() -> list[str]:
    return sorted({item.id for item in shipped_agreements()})


def _in_folder(folder: Path) -> list[Agreement]:
    return [load(path) for path in sorted(folder.glob("*.y*ml"))]
