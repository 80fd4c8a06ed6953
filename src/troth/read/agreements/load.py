"""Read an agreement from its YAML file, strictly, with every fault in one error."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from troth.errors import LimitError, SourceError
from troth.model.agreement import Agreement
from troth.read.agreements.faults import (
    AgreementError,
    Fault,
    Path,
    Trouble,
    nearest,
    path_words,
)
from troth.read.agreements.references import PlaceNames, reference_troubles
from troth.read.agreements.schema import AgreementForm, keys_at
from troth.read.agreements.tree import Tree, read_tree
from troth.spelling import printable

LARGEST = 1024 * 1024
"""Bytes that the file of an agreement may have; the longest known treaties need a tenth."""

MOST_FAULTS = 200
"""So many are told at once; a file with more is no agreement."""

_PLAIN = {
    "missing": "is missing",
    "string_type": "should be text",
    "tuple_type": "should be a list",
    "model_type": "should be a set of keys",
    "dict_type": "should be a set of keys",
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
    "float_parsing": "should be a number",
    "float_type": "should be a number",
    "finite_number": "should be a finite number",
}


def load(file: FilePath, places: PlaceNames | None = None) -> Agreement:
    """The agreement in a YAML file.

    Args:
        file: UTF-8, at most ``LARGEST`` bytes.
        places: the names of the places of every known layer, to hold the file's against; None
            leaves them unlooked at.

    Raises:
        AgreementError: with every fault of the file.
        LimitError: it is too large.
        SourceError: it cannot be opened or is no UTF-8.
    """
    name = printable(str(file))
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        what = f"the agreement cannot be opened ({error.strerror or type(error).__name__})"
        raise SourceError(what, where=name, next_step="Look at the name of the file.") from error
    return loads(data, places, file=name)


def loads(data: bytes | str, places: PlaceNames | None = None, *, file: str = "") -> Agreement:
    """The agreement in the text or the bytes of a YAML file.

    Args:
        data: what the file holds.
        places: as for ``load``.
        file: its name, for messages.

    Raises:
        AgreementError: with every fault.
        LimitError: it is too large.
        SourceError: it is no UTF-8.
    """
    text = _text(data, file)
    tree = read_tree(text)
    troubles = list(tree.troubles)
    agreement = None
    if tree.root is not None or not troubles:
        agreement, more = _parse(tree.root, places)
        troubles += more
    if troubles:
        raise AgreementError(_faults(troubles, file, tree))
    if agreement is None:
        raise ValueError("no agreement and no trouble")
    return agreement


def from_form(form: Mapping[str, Any], places: PlaceNames | None = None) -> Agreement:
    """The agreement whose form ``to_form`` wrote.

    Raises:
        AgreementError: with every fault.
    """
    agreement, troubles = _parse(form, places)
    if agreement is None or troubles:
        raise AgreementError(_faults(troubles, "", None))
    return agreement


def _text(data: bytes | str, file: str) -> str:
    size = len(data)
    if size > LARGEST:
        what = f"the agreement has more than {LARGEST:,} bytes"
        raise LimitError(what, where=file, next_step="Look whether it is the right file.")
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"{file}, line {line}" if file else f"line {line}"
        step = "Save it as UTF-8."
        raise SourceError("the agreement is no UTF-8", where=where, next_step=step) from error


def _parse(root: Any, places: PlaceNames | None) -> tuple[Agreement | None, list[Trouble]]:
    if not isinstance(root, Mapping):
        step = "It begins with “agreement:”, its name."
        return None, [Trouble((), "is no agreement", next_step=step)]
    troubles: list[Trouble] = []
    agreement = None
    try:
        agreement = AgreementForm.model_validate(root).value()
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            troubles += _troubles(detail)
    told = {trouble.path for trouble in troubles}
    more = reference_troubles(root, places)
    return agreement, troubles + [trouble for trouble in more if trouble.path not in told]


def _troubles(detail: ErrorDetails) -> list[Trouble]:
    path: Path = detail["loc"]
    kind = detail["type"]
    if kind == "troubles":
        found: Iterable[Trouble] = detail["ctx"]["troubles"]
        return [trouble.under(path) for trouble in found]
    if kind == "extra_forbidden":
        return [_unknown_key(path)]
    message = detail["msg"].removeprefix("Input ")
    return [Trouble(path, _PLAIN.get(kind, message[:1].lower() + message[1:]))]


def _unknown_key(path: Path) -> Trouble:
    keys = keys_at(path[:-1])
    near = nearest(str(path[-1]), keys)
    step = "" if near else f"The keys here are: {', '.join(keys)}."
    return Trouble(path, "is no key here", near, step)


def _faults(troubles: list[Trouble], file: str, tree: Tree | None) -> Iterator[Fault]:
    line: Callable[[Path], int | None] = tree.line if tree is not None else lambda _: None
    faults = [
        Fault(file, line(item.path), path_words(item.path), item.what, item.nearest, item.next_step)
        for item in troubles
    ]
    faults.sort(key=lambda fault: fault.line or 0)
    yield from faults[:MOST_FAULTS]
    if len(faults) > MOST_FAULTS:
        yield Fault(file, None, "", f"{len(faults) - MOST_FAULTS:,} more faults are not listed")
