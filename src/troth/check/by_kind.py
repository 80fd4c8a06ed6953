"""The tests of act, target and party, made once for each different combination of values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from troth.check.checks import Check
from troth.check.columns import Array, combinations
from troth.model.agreement import Agreement, Target
from troth.model.kinds import acts, targets
from troth.model.truth import Truth

SURE = 0.8
"""Probability from which a classifier's label counts as stated.

A convention of this project: below it, what the label says cannot be told, neither yes nor no.
"""

LIKELY = 0.5
"""Probability from which a label is more likely right than wrong."""

_SEPARATOR = "\x1f"


@dataclass
class ByKind:
    """The tests of act, target and party, for each different combination in a table.

    Attributes:
        codes: for each row, its combination.
        act, target, party: for each check, the outcome for each combination.
        asks_layer: where the target also depends on the layer of the term.
    """

    codes: Array
    count: int
    act: list[Array] = field(default_factory=list)
    target: list[Array] = field(default_factory=list)
    party: list[Array] = field(default_factory=list)
    asks_layer: list[Array] = field(default_factory=list)

    @classmethod
    def of(cls, table: pa.Table, checks: Sequence[Check]) -> "ByKind":
        """The tests of the rows of a table."""
        named = any(check.term.target and check.term.target.names for check in checks)
        columns = [
            table["act"],
            _sureness(table["act_probability"]),
            table["target"],
            _sureness(table["target_probability"]),
            _joined(table["by"]),
            table["by_all"],
        ]
        if named:
            columns.append(table["target_name"])
        codes, keys = combinations(columns)
        found = cls(codes, len(keys))
        for check in checks:
            found._add(check, keys)
        return found

    def possible(self, number: int) -> Array:
        """Which combinations a check's act, target and party do not rule out."""
        target = (self.target[number] > 0) | self.asks_layer[number]
        return (self.act[number] > 0) & (self.party[number] > 0) & target

    def _add(self, check: Check, keys: Sequence[tuple[object, ...]]) -> None:
        term = check.term
        act = cache(partial(_act, term.act))
        target = cache(partial(_target, term.target))
        party = cache(partial(_party, _parties(check.agreement), check.bearer))
        told = [target(key[2], key[3], key[6] if len(key) > 6 else None) for key in keys]
        self.act.append(np.array([act(key[0], key[1]) for key in keys], dtype=np.int8))
        self.party.append(np.array([party(key[4], key[5]) for key in keys], dtype=np.int8))
        self.target.append(np.array([value for value, _ in told], dtype=np.int8))
        self.asks_layer.append(np.array([asks for _, asks in told], dtype=bool))


def _sureness(probability: pa.ChunkedArray) -> pa.ChunkedArray:
    """2 for a label that counts as stated, 1 for one that is likely right, 0 for any other."""
    sure = pc.fill_null(pc.greater_equal(probability, SURE), fill_value=True)
    likely = pc.fill_null(pc.greater_equal(probability, LIKELY), fill_value=True)
    return pc.add(sure.cast(pa.int8()), likely.cast(pa.int8()))


def _joined(names: pa.ChunkedArray) -> pa.ChunkedArray:
    """Each list of names as one text; a name that holds the separator cannot pass for two."""
    lists = names.combine_chunks()
    flat = pc.replace_substring(lists.flatten(), _SEPARATOR, "\ufffd")
    sizes = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    told = pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), flat), _SEPARATOR)
    return pa.chunked_array([told])


def _act(asked: str, told: object, sureness: object) -> Truth:
    """Whether an act is the one asked for.

    A label that is not sure may stand for any act of its own root. If it is likely right, it stands
    for none of another: who probably shelled a town has not released prisoners by it.
    """
    code = told if isinstance(told, str) else None
    found = acts().covers(asked, code)
    if sureness == 2 or code is None or code not in acts():
        return found
    if sureness == 1 and acts().line(code)[-1] != acts().line(asked)[-1]:
        return Truth.NO
    return Truth.UNKNOWN


def _class(asked: Sequence[str], told: object, sureness: object) -> Truth:
    """Whether a target is of one of the classes asked for; a label that is not sure never tells."""
    code = told if isinstance(told, str) else None
    if sureness != 2:
        return Truth.UNKNOWN
    return max(targets().covers(word, code) for word in asked)


def _target(
    asked: Target | None, told: object, sureness: object, name: object
) -> tuple[Truth, bool]:
    """The outcome without the layer, and whether the layer has a say.

    Where classes are asked for and none is told for sure, a name or a place can only add to it:
    that the name is another's, or that no listed place is near, does not say what it was.
    """
    if asked is None:
        return Truth.YES, False
    by_name = _named(asked.names, name) if asked.names else Truth.NO
    if asked.classes:
        by_class = _class(asked.classes, told, sureness)
        if by_class is not Truth.UNKNOWN:
            return by_class, False
        return max(by_class, by_name), asked.layer is not None
    if asked.layer:
        return by_name, True
    return by_name if asked.names else Truth.YES, False


def _named(names: Sequence[str], name: object) -> Truth:
    if not isinstance(name, str):
        return Truth.UNKNOWN
    return Truth.YES if name.casefold() in {item.casefold() for item in names} else Truth.NO


def _party(known: Mapping[str, str], bearer: str, by: object, by_all: object) -> Truth:
    if not isinstance(by, str) or not by:
        return Truth.UNKNOWN
    doers = by.split(_SEPARATOR)
    found = [known.get(name.casefold()) for name in doers]
    if bearer in found and (by_all or len(set(found)) == 1):
        return Truth.YES
    return Truth.UNKNOWN if bearer in found or None in found else Truth.NO


def _parties(agreement: Agreement) -> dict[str, str]:
    """The party of each form of a name; a form that several parties have is nobody's."""
    found: dict[str, str | None] = {}
    for party in agreement.parties:
        for form in {item.casefold() for item in (party.id, party.name, *party.names)}:
            found[form] = party.id if found.get(form, party.id) == party.id else None
    return {form: party for form, party in found.items() if party}
