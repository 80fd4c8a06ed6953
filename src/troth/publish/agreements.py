"""Agreements in plain words: what they say, and where two of them differ.

The words are the same for every party. A diff goes by the values themselves, so that nothing is
missed that the words do not tell apart.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from rich.console import Console
from rich.text import Text

from troth.model.agreement import (
    Agreement,
    Area,
    AreaKind,
    Condition,
    Party,
    Pledge,
    Side,
    Target,
    Term,
    TermKind,
    TermReading,
    Window,
)
from troth.model.agreement_form import agreement_form
from troth.model.kinds import Kinds, acts, targets
from troth.model.reading import Amount
from troth.publish.visible import one_line
from troth.publish.words import amount_words, counted, day_words

DOES = {
    TermKind.OBLIGATION: "must",
    TermKind.PROHIBITION: "must not",
    TermKind.PERMISSION: "may",
}
NOT_TOLD = "not told"
ONE_DAY = timedelta(days=1)

HEADER = {
    "title": "title",
    "version": "version",
    "in_force": "in force from",
    "ended": "ended on",
    "draft": "draft",
    "accepted": "accepted",
    "parties": "parties",
    "sources": "sources",
}
"""Keys of an agreement besides its terms, and what they are called."""

FIELDS = {
    "kind": "kind of term",
    "bearers": "who",
    "act": "act",
    "target": "to what",
    "area": "where",
    "window": "when",
    "conditions": "on condition",
    "pledge": "pledge",
    "beneficiaries": "owed to",
    "needs": "needs acceptance by",
    "accepted_by": "accepted by",
    "text": "in words",
    "sources": "sources",
    "readings": "readings",
}
"""Keys of a term in the order in which they are told, and what they are called."""


@dataclass(frozen=True)
class Line:
    """One line of what is shown.

    Attributes:
        text: its words, safe for a terminal.
        depth: how far it is set in.
        style: ``title``, ``term``, ``reading``, ``warning`` or nothing.
    """

    text: str
    depth: int = 0
    style: str = ""

    @property
    def plain(self) -> str:
        """The line as plain text."""
        return f"{'  ' * self.depth}{self.text}"


@dataclass(frozen=True)
class Change:
    """One difference between two agreements.

    Attributes:
        term: id of the term; None for what stands outside the terms.
        field: what differs, in words; None when the whole term is only in one of them.
        before: how the first has it; None when it has it not.
        after: how the second has it; None when it has it not.
    """

    term: str | None
    field: str | None
    before: str | None
    after: str | None


# Showing


def agreement_lines(agreement: Agreement) -> list[str]:
    """An agreement in plain words, line by line."""
    return [line.plain for line in _lines(agreement)]


def print_agreement(agreement: Agreement, console: Console) -> None:
    """Print an agreement in plain words; nothing in it can move the cursor or be markup."""
    _print(_lines(agreement), console)


_STYLES = {"title": "bold", "term": "bold cyan", "reading": "magenta", "warning": "yellow"}


def _print(lines: Iterable[Line], console: Console) -> None:
    for line in lines:
        text = Text(line.text, style=_STYLES.get(line.style, ""))
        console.print(_indented(text, line.depth), highlight=False)


def _indented(text: Text, depth: int) -> Text:
    return Text("  " * depth) + text


def _lines(agreement: Agreement) -> Iterator[Line]:
    yield Line(one_line(agreement.title), style="title")
    yield Line(f"{agreement.id}, version {agreement.version}; {_force_words(agreement)}")
    if agreement.draft:
        draft = "A draft: no person has accepted it, and it is used in no check."
        yield Line(draft, style="warning")
    if agreement.accepted:
        by, on = agreement.accepted
        yield Line(f"Accepted by {one_line(by)} on {day_words(on)}.")
    for term in agreement.terms:
        yield Line("")
        yield from _term_lines(term, agreement)
    yield Line("")
    yield Line("Sources", style="title")
    for source in agreement.sources:
        yield Line(_source_words(agreement, source.id), 1)


def _force_words(agreement: Agreement) -> str:
    if agreement.in_force is None:
        return "never in force"
    words = f"in force from {day_words(agreement.in_force)}"
    return f"{words}, ended on {day_words(agreement.ended)}" if agreement.ended else words


def _term_lines(term: Term, agreement: Agreement) -> Iterator[Line]:
    facts = _facts(term, agreement)
    yield Line(f"{term.id}: {_rule_words(term, agreement)}", style="term")
    yield Line(one_line(term.text), 1)
    for key in ("target", "area", "window", "conditions", "pledge", "beneficiaries"):
        if key in facts:
            yield Line(f"{FIELDS[key]}: {facts[key]}", 1)
    yield _bound_line(term, agreement)
    if term.sources:
        yield Line(f"{FIELDS['sources']}: {', '.join(term.sources)}", 1)
    for reading in term.readings:
        yield from _reading_lines(reading, agreement)


def _reading_lines(reading: TermReading, agreement: Agreement) -> Iterator[Line]:
    holder = _name(reading.holder, agreement)
    yield Line(f"reading {reading.id}, held by {holder}", 1, "reading")
    if reading.note:
        yield Line(one_line(reading.note), 2)
    for label, words in _reading_facts(reading):
        yield Line(f"{label}: {words}", 2)
    if reading.source:
        yield Line(f"source: {_source_words(agreement, reading.source)}", 2)


def _reading_facts(reading: TermReading) -> Iterator[tuple[str, str]]:
    if reading.act is not None:
        yield FIELDS["act"], _label(acts(), reading.act)
    if reading.target is not None:
        yield FIELDS["target"], target_words(reading.target)
    if reading.area is not None:
        yield FIELDS["area"], areas_words(reading.area)
    if reading.window is not None:
        yield FIELDS["window"], window_words(reading.window)
    if reading.conditions is not None:
        yield FIELDS["conditions"], _conditions_words(reading.conditions)


def _rule_words(term: Term, agreement: Agreement) -> str:
    who = _names(term.bearers, agreement) if term.bearers else f"who: {NOT_TOLD};"
    return f"{who} {DOES[term.kind]}: {_label(acts(), term.act)}"


def _bound_line(term: Term, agreement: Agreement) -> Line:
    """Who is bound, and who has not accepted."""
    if term.missing:
        missing = _names(term.missing, agreement)
        words = f"binds nobody: not accepted by {missing}"
        if term.accepted_by:
            words += f"; accepted by {_names(term.accepted_by, agreement)}"
        return Line(words, 1, "warning")
    if not term.accepted_by:
        return Line(f"who accepted it is {NOT_TOLD}", 1)
    accepted = _names(term.accepted_by, agreement)
    return Line(f"binds {_names(term.bearers, agreement)}; accepted by {accepted}", 1)


def _facts(term: Term, agreement: Agreement) -> dict[str, str]:
    """What is told of each key of a term, in words."""
    facts = {
        "kind": DOES[term.kind],
        "bearers": _names(term.bearers, agreement),
        "act": _label(acts(), term.act),
        "target": target_words(term.target) if term.target else "",
        "area": areas_words(term.area) if term.area else "",
        "window": window_words(term.window) if term.window else "",
        "conditions": _conditions_words(term.conditions),
        "pledge": pledge_words(term.pledge) if term.pledge else "",
        "beneficiaries": _names(term.beneficiaries, agreement),
        "needs": _names(term.needs, agreement),
        "accepted_by": _names(term.accepted_by, agreement),
        "text": one_line(term.text),
        "sources": ", ".join(term.sources),
        "readings": "; ".join(_reading_words(item, agreement) for item in term.readings),
    }
    return {key: words for key, words in facts.items() if words}


def _reading_words(reading: TermReading, agreement: Agreement) -> str:
    facts = ", ".join(f"{label}: {words}" for label, words in _reading_facts(reading))
    note = one_line(reading.note) if reading.note else ""
    told = " ".join(part for part in (facts, f"({note})" if note else "") if part)
    return f"{reading.id} of {_name(reading.holder, agreement)}: {told or 'as written'}"


# Words


def _name(party_id: str, agreement: Agreement) -> str:
    known = {party.id: party.name for party in agreement.parties}
    return one_line(known.get(party_id, party_id))


def _names(party_ids: Iterable[str], agreement: Agreement) -> str:
    return joined([_name(party_id, agreement) for party_id in party_ids])


def joined(words: list[str], *, last: str = "and") -> str:
    """A list in words: "a", "a and b", "a, b and c"."""
    return (
        words[0]
        if len(words) == 1
        else f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
    )


def _label(kinds: Kinds, code: str) -> str:
    if not code:
        return NOT_TOLD
    return kinds[code].label if code in kinds else code


def target_words(target: Target) -> str:
    """What an act is done to, in words."""
    words = [_label(targets(), code) for code in target.classes]
    words += [one_line(name) for name in target.names]
    if target.layer:
        how = f"within {_metres(target.within_m)} of" if target.within_m else "at"
        all_of_them = ", which holds all of them" if target.complete else ""
        words.append(f"what lies {how} a place of the layer {one_line(target.layer)}{all_of_them}")
    return joined(words, last="or")


def areas_words(areas: tuple[Area, ...]) -> str:
    """An area in words; an empty one is everywhere."""
    return joined([_area_words(area) for area in areas]) if areas else "everywhere"


def _area_words(area: Area) -> str:
    beyond = f" and {_metres(area.within_m)} around" if area.within_m else ""
    if area.of is AreaKind.PLACE:
        return f"{one_line(area.name or '')} ({one_line(area.layer or '')}){beyond}"
    if area.of is AreaKind.LAYER:
        return f"every place of the layer {one_line(area.layer or '')}{beyond}"
    if area.of is AreaKind.POLYGON:
        return _polygon_words(area) + beyond
    near = f"within {_metres(area.within_m)} of"
    if area.of is AreaKind.POINT:
        return f"{near} {_degrees(*area.line[0])}"
    side = "" if area.side is Side.BOTH else f", on its {area.side.value} side"
    return f"{near} a line of {counted(len(area.line), 'position')}{side}"


def _polygon_words(area: Area) -> str:
    outline = area.rings[0]
    west, east = min(p[0] for p in outline), max(p[0] for p in outline)
    south, north = min(p[1] for p in outline), max(p[1] for p in outline)
    words = f"a polygon of {counted(len(outline) - 1, 'corner')}"
    words += f" between {_degrees(west, south)} and {_degrees(east, north)}"
    holes = len(area.rings) - 1
    return f"{words} without {counted(holes, 'hole')}" if holes else words


def _degrees(longitude: float, latitude: float) -> str:
    across = f"{abs(longitude):g}° {'E' if longitude >= 0 else 'W'}"
    return f"{abs(latitude):g}° {'N' if latitude >= 0 else 'S'}, {across}"


def _metres(metres: float) -> str:
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"


def window_words(window: Window) -> str:
    """A window in words; a day that is outside is told by the last day inside."""
    start = f"from {_start_words(window.start)}" if window.start else f"start {NOT_TOLD}"
    end = _end_words(window.until) if window.until else "no end agreed"
    parts = [f"{start}, {end}"]
    parts += [f"made longer {_end_words(item.until)}" for item in window.extensions]
    for pause in window.suspensions:
        until = _end_words(pause.until) if pause.until else "no end told"
        parts.append(f"suspended from {_start_words(pause.since)}, {until}")
    ends = f", days ending at {window.day_ends:%H:%M}" if window.day_ends else ""
    return f"{'; '.join(parts)} ({window.zone}{ends})"


def _start_words(bound: date | datetime) -> str:
    return _moment_words(bound) if isinstance(bound, datetime) else day_words(bound)


def _end_words(bound: date | datetime) -> str:
    if isinstance(bound, datetime):
        return f"until {_moment_words(bound)}"
    return f"through {day_words(bound - ONE_DAY)}"


def _moment_words(moment: datetime) -> str:
    zone = f" {moment:%z}" if moment.tzinfo else ""
    clock = f"{moment:%H:%M:%S}" if moment.second or moment.microsecond else f"{moment:%H:%M}"
    return f"{day_words(moment.date())}, {clock}{zone}"


def _conditions_words(conditions: Iterable[Condition]) -> str:
    return "; ".join(f"{one_line(item.text)} (met: {item.met.word})" for item in conditions)


def pledge_words(pledge: Pledge) -> str:
    """A pledge in words: promised, allocated and delivered apart, and what is unknown as such."""
    deadline = day_words(pledge.deadline) if pledge.deadline else "none named"
    sums = {
        "promised": pledge.promised,
        "allocated": pledge.allocated,
        "delivered": pledge.delivered,
    }
    parts = [f"{word} {_sum_words(amount)}" for word, amount in sums.items()]
    return ", ".join([*parts, f"deadline {deadline}"])


def _sum_words(amount: Amount | None) -> str:
    return amount_words(amount) if amount else "unknown"


def _source_words(agreement: Agreement, source_id: str) -> str:
    for source in agreement.sources:
        if source.id == source_id:
            day = day_words(source.published) if source.published else ""
            parts = [source.title, source.publisher or "", day, source.url or ""]
            return f"[{source.id}] {', '.join(one_line(part) for part in parts if part)}"
    return source_id


# Comparing


def diff(before: Agreement, after: Agreement) -> tuple[Change, ...]:
    """Where two versions of an agreement, or two drafts of it, differ: term by term, in words."""
    return (*_header_changes(before, after), *_term_changes(before, after))


def diff_lines(before: Agreement, after: Agreement) -> list[str]:
    """Where two agreements differ, line by line."""
    return [line.plain for line in _diff_lines(before, after)]


def print_diff(before: Agreement, after: Agreement, console: Console) -> None:
    """Print where two agreements differ."""
    _print(_diff_lines(before, after), console)


def _diff_lines(before: Agreement, after: Agreement) -> Iterator[Line]:
    names = [f"{item.id}, version {item.version}" for item in (before, after)]
    yield Line(f"From {names[0]} to {names[1]}", style="title")
    changes = diff(before, after)
    if not changes:
        yield Line("They say the same.")
    shown: set[str | None] = {None}
    for change in changes:
        if change.field is not None and change.term not in shown:
            yield Line(f"{change.term}: changed", style="term")
            shown.add(change.term)
        yield from _change_lines(change)


def _change_lines(change: Change) -> Iterator[Line]:
    if change.field is None:
        word = "added" if change.before is None else "removed"
        yield Line(f"{change.term}: {word}", style="term")
        yield Line(change.after or change.before or "", 1)
        return
    depth = 0 if change.term is None else 1
    yield Line(change.field, depth)
    yield Line(f"before: {change.before or NOT_TOLD}", depth + 1)
    yield Line(f"after:  {change.after or NOT_TOLD}", depth + 1)


def _header_changes(before: Agreement, after: Agreement) -> Iterator[Change]:
    forms = agreement_form(before), agreement_form(after)
    words = _header_words(before), _header_words(after)
    for key, label in HEADER.items():
        if forms[0].get(key) != forms[1].get(key):
            yield Change(None, label, *_told(key, forms, words))


def _header_words(agreement: Agreement) -> dict[str, str]:
    facts = {
        "title": one_line(agreement.title),
        "version": str(agreement.version),
        "in_force": day_words(agreement.in_force) if agreement.in_force else "",
        "ended": day_words(agreement.ended) if agreement.ended else "",
        "draft": "yes" if agreement.draft else "no",
        "parties": "; ".join(_party_words(party) for party in agreement.parties),
        "sources": "; ".join(_source_words(agreement, item.id) for item in agreement.sources),
    }
    if agreement.accepted:
        by, on = agreement.accepted
        facts["accepted"] = f"by {one_line(by)} on {day_words(on)}"
    return {key: words for key, words in facts.items() if words}


def _party_words(party: Party) -> str:
    return one_line(party.name)


def _term_changes(before: Agreement, after: Agreement) -> Iterator[Change]:
    old = {term.id: term for term in before.terms}
    new = {term.id: term for term in after.terms}
    for term_id, term in old.items():
        if term_id not in new:
            yield Change(term_id, None, _whole_words(term, before), None)
        else:
            yield from _field_changes((term, before), (new[term_id], after))
    for term_id, term in new.items():
        if term_id not in old:
            yield Change(term_id, None, None, _whole_words(term, after))


def _whole_words(term: Term, agreement: Agreement) -> str:
    return f"{_rule_words(term, agreement)}. {one_line(term.text)}"


def _field_changes(old: tuple[Term, Agreement], new: tuple[Term, Agreement]) -> Iterator[Change]:
    forms = _term_form(*old), _term_form(*new)
    words = _facts(*old), _facts(*new)
    for key, label in FIELDS.items():
        if forms[0].get(key) != forms[1].get(key):
            yield Change(old[0].id, label, *_told(key, forms, words))


def _term_form(term: Term, agreement: Agreement) -> Mapping[str, Any]:
    forms: list[dict[str, Any]] = agreement_form(agreement)["terms"]
    return forms[agreement.terms.index(term)]


def _told(
    key: str,
    forms: tuple[Mapping[str, Any], Mapping[str, Any]],
    words: tuple[Mapping[str, str], Mapping[str, str]],
) -> tuple[str | None, str | None]:
    """Both in words or, where the words do not tell them apart, as the values that they are."""
    before, after = (item.get(key) for item in words)
    if before != after:
        return before, after
    values = (json.dumps(form.get(key), ensure_ascii=False) for form in forms)
    first, second = (one_line(value) for value in values)
    return first, second
