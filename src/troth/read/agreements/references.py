"""What one part of an agreement's file says of another, and of the places of a record.

It is looked at in the values as they stand in the file, so that one slip of the pen does not keep
the others from being told.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from troth.read.agreements.faults import Path, Trouble, nearest

PlaceNames = Mapping[str, frozenset[str]]
"""The names of the places of every layer that is known."""

Keys = Mapping[str, Any]

MOST_NEAREST = 200
"""For so many unknown words of one sort the nearest is sought; more of them are not told anyway."""

_PARTIES = "parties"
_SOURCES = "sources"
_NO_PLACES = "Import it with “troth places import”, or look at its spelling."


def reference_troubles(root: Any, places: PlaceNames | None = None) -> list[Trouble]:
    """Everything that refers to what is not there, or twice to what is.

    Args:
        root: the file's values, of any form.
        places: what layers and places are known; None leaves them unlooked at.
    """
    if not isinstance(root, Mapping):
        return []
    troubles = [
        *_twice(root),
        *_collisions(root),
        *_unknown(root, _PARTIES, _party_references(root), "party"),
        *_unknown(root, _SOURCES, _source_references(root), "source"),
        *_unfinished(root),
    ]
    if places is not None:
        troubles += _unknown_places(root, places)
    return troubles


def _items(keys: Keys, key: str, path: Path = ()) -> Iterator[tuple[Path, Keys]]:
    """The sets of keys in a list, with their paths."""
    found = keys.get(key)
    for number, item in enumerate(found if isinstance(found, list | tuple) else ()):
        if isinstance(item, Mapping):
            yield (*path, key, number), item


def _texts(keys: Keys, key: str, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts of a list, or the one text, with their paths."""
    found = keys.get(key)
    if isinstance(found, str):
        yield (*path, key), found
    for number, item in enumerate(found if isinstance(found, list | tuple) else ()):
        if isinstance(item, str):
            yield (*path, key, number), item


def _ids(keys: Keys, key: str) -> list[str]:
    found = (item.get("id") for _, item in _items(keys, key))
    return [item for item in found if isinstance(item, str)]


def _terms(root: Keys) -> Iterator[tuple[Path, Keys]]:
    return _items(root, "terms")


def _twice(root: Keys) -> Iterator[Trouble]:
    """Ids that stand twice where each must stand once."""
    for key in (_PARTIES, _SOURCES, "terms"):
        yield from _again(_items(root, key), key)
    for path, term in _terms(root):
        yield from _again(_items(term, "readings", path), "readings of this term")
        for key in ("bearers", "beneficiaries", "needs", "accepted_by", "sources"):
            yield from _named_again(list(_texts(term, key, path)))


def _again(items: Iterator[tuple[Path, Keys]], among: str) -> Iterator[Trouble]:
    seen = set()
    for path, item in items:
        found = item.get("id")
        if isinstance(found, str) and found in seen:
            what = f"“{found}” is the id of an earlier one among the {among}"
            yield Trouble((*path, "id"), what, next_step="Give it another.")
        if isinstance(found, str):
            seen.add(found)


def _named_again(texts: list[tuple[Path, str]]) -> Iterator[Trouble]:
    seen: set[str] = set()
    for path, text in texts:
        if text in seen:
            yield Trouble(path, f"“{text}” stands twice in this list", next_step="Keep one.")
        seen.add(text)


def _collisions(root: Keys) -> Iterator[Trouble]:
    """Names under which a source could mean two parties, and voices that would speak for two."""
    yield from _shared(root, ("id", "name", "names"), "names")
    yield from _shared(root, ("voices",), "voices")


def _shared(root: Keys, keys: tuple[str, ...], what: str) -> Iterator[Trouble]:
    owners: dict[str, Path] = {}
    for path, party in _items(root, _PARTIES):
        for key in keys:
            for at, text in _texts(party, key, path):
                owner = owners.setdefault(text.casefold(), path)
                if owner != path:
                    said = f"“{text}” is among the {what} of parties[{owner[1]}] too"
                    yield Trouble(at, said, next_step="A name leads to one party alone.")


def _unknown(
    root: Keys, key: str, references: Iterator[tuple[Path, str]], noun: str
) -> Iterator[Trouble]:
    known = frozenset(_ids(root, key))
    step = "" if known else f"Its “{key}” are empty."
    found = 0
    for path, text in references:
        if text not in known:
            found += 1
            near = nearest(text, known) if found <= MOST_NEAREST else None
            yield Trouble(path, f"“{text}” is no {noun} of this agreement", near, step)


def _party_references(root: Keys) -> Iterator[tuple[Path, str]]:
    for path, term in _terms(root):
        for key in ("bearers", "beneficiaries", "needs", "accepted_by"):
            yield from _texts(term, key, path)
        for at, reading in _items(term, "readings", path):
            yield from _texts(reading, "holder", at)


def _source_references(root: Keys) -> Iterator[tuple[Path, str]]:
    for path, term in _terms(root):
        yield from _texts(term, "sources", path)
        yield from _inner_sources(term, path)
        for at, reading in _items(term, "readings", path):
            yield from _texts(reading, "source", at)
            yield from _inner_sources(reading, at)


def _inner_sources(keys: Keys, path: Path) -> Iterator[tuple[Path, str]]:
    for at, condition in _items(keys, "conditions", path):
        yield from _texts(condition, "source", at)
    window = keys.get("window")
    if isinstance(window, Mapping):
        for key in ("extensions", "suspensions"):
            for at, item in _items(window, key, (*path, "window")):
                yield from _texts(item, "source", at)


def _unfinished(root: Keys) -> Iterator[Trouble]:
    """What may be left open in a draft alone."""
    if root.get("draft") in (True, "true", "yes"):
        return
    if root.get("terms") in ([], ()):
        yield Trouble(("terms",), "are empty", next_step="An agreement has at least one.")
    for path, term in _terms(root):
        if not term.get("bearers"):
            step = "Name the parties whose doing it is about."
            yield Trouble((*path, "bearers"), "are missing", next_step=step)
        if term.get("act") is None:
            yield Trouble((*path, "act"), "is missing", next_step="Name a kind of act.")


def _unknown_places(root: Keys, places: PlaceNames) -> Iterator[Trouble]:
    for path, term in _terms(root):
        yield from _unplaced(term, path, places)
        for at, reading in _items(term, "readings", path):
            yield from _unplaced(reading, at, places)


def _unplaced(keys: Keys, path: Path, places: PlaceNames) -> Iterator[Trouble]:
    target = keys.get("target")
    if isinstance(target, Mapping):
        yield from _no_layer(target, (*path, "target"), places)
    for at, area in _items(keys, "area", path):
        yield from _no_layer(area, at, places)
        layer, place = area.get("layer"), area.get("place")
        known = places.get(layer) if isinstance(layer, str) else None
        if isinstance(place, str) and known is not None and place not in known:
            what = f"“{place}” is no place of the layer “{layer}”"
            yield Trouble((*at, "place"), what, nearest(place, known))


def _no_layer(keys: Keys, path: Path, places: PlaceNames) -> Iterator[Trouble]:
    layer = keys.get("layer")
    if isinstance(layer, str) and layer not in places:
        what = f"“{layer}” is no layer of places that is known"
        yield Trouble((*path, "layer"), what, nearest(layer, places), _NO_PLACES)
