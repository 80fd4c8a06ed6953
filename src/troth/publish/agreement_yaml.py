"""An agreement as the YAML file that reads back as it, with what a person must still complete."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from troth.model.agreement import Agreement, Term
from troth.model.agreement_form import agreement_form

DRAFT_HEAD = """\
# A draft, made by a program from a record. It is used in no check before a person has accepted it.
# Look at every term beside its sources, complete what is marked "TO COMPLETE", take out what is
# wrong, and accept it.
"""

PARTIES_NOTE = "# TO COMPLETE: of each party its names and voices, and whether it is in_conflict."

_TERM = re.compile(r"^- id: (?P<id>\S+)$")
_UNUSUAL = re.compile("[\r\x85\u2028\u2029]")


class _Dumper(yaml.SafeDumper):
    """Sets lists in below their key, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _short(dumper: _Dumper, items: list[Any]) -> yaml.Node:
    """Positions and short lists of words on one line."""
    plain = all(isinstance(item, int | float) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=plain)


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    """Text with unusual line ends in double quotation marks, where they are spelt out.

    In other styles PyYAML writes some of them so that they read back as another.
    """
    style = '"' if _UNUSUAL.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(list, _short)
_Dumper.add_representer(str, _text)


def to_yaml(agreement: Agreement) -> str:
    """The file of an agreement.

    A draft has a comment at each thing that a person must complete.
    """
    text = yaml.dump(
        agreement_form(agreement),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=96,
    )
    return _commented(text, agreement) if agreement.draft else text


def _commented(text: str, agreement: Agreement) -> str:
    todo = {term.id: list(_todo(term)) for term in agreement.terms}
    lines = []
    within_terms = False
    for line in text.removesuffix("\n").split("\n"):
        within_terms = within_terms or line == "terms:"
        if line == "parties:":
            lines.append(PARTIES_NOTE)
        found = _TERM.match(line.strip()) if within_terms and line.startswith("  - id: ") else None
        if found:
            lines.append("")
            lines += [f"  # TO COMPLETE: {note}" for note in todo.get(_bare(found["id"]), [])]
        lines.append(line)
    return DRAFT_HEAD + "\n".join(lines) + "\n"


def _bare(word: str) -> str:
    """An id without the quotation marks that YAML needs around some."""
    return word.strip("'\"")


def _todo(term: Term) -> Iterator[str]:
    """What a person must still say of a term that was drafted."""
    if not term.bearers:
        yield "bearers, the parties whose doing it is about; the text does not tell"
    if not term.act:
        yield "act, a kind of act; there is none for this sort of commitment"
    if term.window is None:
        yield "window, when it holds; the text tells no day"
    elif term.window.start is None or term.window.until is None:
        yield "window, of which the text tells one end alone"
    if term.window is not None:
        yield "window.zone, the time zone of its days; UTC stands there until you know it"
    if not term.needs:
        yield "needs, those who must accept it for it to bind anybody"
    if term.missing:
        yield "accepted_by, if those it needs have accepted it since"
    if term.pledge is not None and term.pledge.promised is None:
        yield "pledge.promised, the sum; the text tells several"
    yield "target and area, if it holds not for everything and everywhere"
