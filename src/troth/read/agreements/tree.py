"""YAML as plain text, with the line of every value.

Only what every reader of YAML understands alike is taken. Each value is the text that stands
there: ``no`` is the word "no", ``19:30`` is no number and ``1.10`` keeps its nought. Anchors,
aliases, tags, merge keys and a second document are refused, and so is a key that stands twice:
what a person reads in the file is what is checked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from troth.read.agreements.faults import Path, Trouble

DEEPEST = 16
"""How deeply lists and keys may stand within each other; an agreement needs ten."""

NOTHING = {"", "~", "null"}
"""Without quotation marks, these are no value, as in YAML's core schema."""

_ALIAS = "aliases are not used in agreements"
_ANCHOR = "anchors are not used in agreements"
_TAG = "tags are not used in agreements"
_STEP = "Write the value out."


@dataclass
class Tree:
    """A file as text values, the line of each, and what was wrong with its form.

    Attributes:
        root: mappings, lists, texts and None.
        lines: for each path its line, counted from one.
        troubles: what cannot be taken from such a file.
    """

    root: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest one that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _TooDeepError(Exception):
    """Lists or keys stand too deeply within each other."""


def read_tree(text: str) -> Tree:
    """Read one YAML document.

    What is no YAML at all, or too deep, is one trouble and no tree.
    """
    tree = Tree()
    # The parser in C is sixty times as fast and gives the same events.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _Builder(tree, yaml.parse(text, Loader=loader)).document()
    except yaml.MarkedYAMLError as error:
        return _broken(error)
    except (yaml.YAMLError, ValueError) as error:
        return Tree(troubles=[Trouble((), f"is no YAML: {' '.join(str(error).split())}")])
    except _TooDeepError:
        what = f"lists and keys stand more than {DEEPEST} deep"
        tree.troubles.append(Trouble((), what))
    return tree


def _broken(error: yaml.MarkedYAMLError) -> Tree:
    mark = error.problem_mark or error.context_mark
    problem = " ".join(str(error.problem or error.context or "cannot be parsed").split())
    return Tree(
        lines={(): _line(mark)},
        troubles=[Trouble((), f"is no YAML: {problem}", next_step="Look at this line.")],
    )


def _line(mark: Any) -> int:
    """A parser's line, counted from one; its marks have no common type."""
    return int(mark.line) + 1 if mark is not None else 1


class _Builder:
    """Makes a tree from the parser's events."""

    def __init__(self, tree: Tree, events: Iterator[Any]) -> None:
        self._tree = tree
        self._events = events

    def document(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._start(event)
                break
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._tree.lines[("---",)] = _line(event.start_mark)
                self._trouble(("---",), "a second document begins", "Keep one agreement a file.")
                return

    def _start(self, event: Any) -> None:
        if event.version or event.tags:
            self._trouble((), "directives are not used in agreements", "Remove the “%” lines.")
        self._tree.root = self._value(next(self._events), ())

    def _trouble(self, path: Path, what: str, next_step: str = _STEP) -> None:
        self._tree.troubles.append(Trouble(path, what, next_step=next_step))

    def _value(self, event: Any, path: Path) -> Any:
        self._tree.lines.setdefault(path, event.start_mark.line + 1)
        if len(path) > DEEPEST:
            raise _TooDeepError
        if isinstance(event, yaml.AliasEvent):
            self._trouble(path, _ALIAS)
            return None
        if event.anchor is not None:
            self._trouble(path, _ANCHOR)
        if event.tag is not None:
            self._trouble(path, _TAG)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        plain = event.style in (None, "")
        return None if plain and event.value in NOTHING else event.value

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            again = key in values
            within = (*path, key)
            if again:
                what = f"stands twice, first in line {self._tree.lines[within]}"
                self._trouble(path, f"the key “{key}” {what}", "Keep one of them.")
            else:
                self._tree.lines[within] = _line(event.start_mark)
            value = self._value(next(self._events), within)
            if not again:
                values[key] = value
        return values

    def _key(self, event: Any, path: Path) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
            return str(event.value)
        line = _line(event.start_mark)
        self._trouble(path, f"a key in line {line} is not one plain word", "Use the keys' names.")
        self._value(event, (*path, f"key in line {line}"))
        return f"key in line {line}"
