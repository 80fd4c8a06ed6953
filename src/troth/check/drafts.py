"""Drafts of agreements, from the commitments in a record, for a person to complete.

A draft is never used in a check: ``accept`` makes an agreement of it, in the name of a person.
Nothing is guessed for it. What a text does not tell stays open: no window where no day is told, no
act where the vocabulary has none, no sum where several are told.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from troth.errors import UsageError
from troth.model import (
    Amount,
    Commitment,
    CommitmentKind,
    Day,
    Entry,
    Judgement,
    Reading,
    Standing,
    content_id,
    from_form,
    record_form,
)
from troth.model.agreement import (
    Agreement,
    Citation,
    Condition,
    Party,
    Pledge,
    Term,
    TermKind,
    Window,
)

ACCEPTED_BY_BEARER = {Standing.AGREED, Standing.PROMISED, Standing.OFFERED}
"""Standings in which the party that would do it has said yes."""

MUTUAL = {Standing.AGREED, Standing.OFFERED}
"""Standings that need a yes from the other side too, where one is told."""

EARLIEST, LATEST = 1800, 2999
"""Years of days that are taken from a text; any other is a slip, and left out."""

LONGEST_ID = 60

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class _Found:
    """A commitment that nobody has rejected, with the document that tells of it."""

    commitment: Commitment
    entry: Entry


def draft(entries: Iterable[Entry], *, title: str) -> Agreement:
    """A draft of an agreement: a term for each commitment, in the order of the record.

    Commitments that a person rejected are left out; those that a person corrected are taken as
    corrected. Each is its own term: whether two texts tell of the same one is for a person to say.

    Args:
        entries: documents with their newest readings and judgements.
        title: what the draft is to be called.

    Raises:
        UsageError: there is no commitment in them.
    """
    found = [item for entry in entries for item in _commitments(entry)]
    if not found:
        raise UsageError(
            "there is no commitment to draft terms from",
            next_step="Read documents into the record first, or write the agreement by hand.",
        )
    parties = _parties(found)
    ids = {party.name.casefold(): party.id for party in parties}
    return Agreement(
        id=f"draft-{_slug(title) or 'agreement'}"[:LONGEST_ID].rstrip("-"),
        version=1,
        title=title,
        in_force=None,
        parties=parties,
        sources=tuple(_citation(number, item) for number, item in enumerate(found, 1)),
        terms=tuple(_term(number, item.commitment, ids) for number, item in enumerate(found, 1)),
        draft=True,
    )


def accept(agreement: Agreement, by: str, on: date) -> Agreement:
    """The agreement that a draft becomes when a person accepts it.

    Args:
        agreement: the draft.
        by: who accepts it.
        on: the day.

    Raises:
        UsageError: it is no draft, nobody accepts it, or a term lacks what a check needs.
    """
    if not agreement.draft:
        raise UsageError("this agreement is no draft", where=agreement.id)
    if not by.strip():
        step = "Say who accepts it: others will rely on that."
        raise UsageError("nobody accepts the draft", where=agreement.id, next_step=step)
    for term in agreement.terms:
        lacks = [word for word in ("bearers", "act") if not getattr(term, word)]
        if lacks:
            what = f"the term {term.id} has no {' and no '.join(lacks)}"
            step = "Complete the term, or take it out."
            raise UsageError(what, where=agreement.id, next_step=step)
    return replace(agreement, draft=False, accepted=(by, on))


# Which commitments


def _commitments(entry: Entry) -> Iterator[_Found]:
    document = entry.document.id
    last = {judgement.subject: judgement for judgement in entry.judgements}
    for commitment in entry.reading.commitments:
        ruling = last.get(content_id("commitment", record_form(commitment), of=document))
        if ruling is None or ruling.verdict == "accepted":
            yield _Found(commitment, entry)
        elif ruling.verdict == "corrected":
            yield from (_Found(item, entry) for item in _corrected(ruling, entry))


def _corrected(ruling: Judgement, entry: Entry) -> tuple[Commitment, ...]:
    """The commitment as a person corrected it; the record has checked that it is one."""
    form: dict[str, list[Any]] = {"statements": [], "meetings": [], "incidents": []}
    form["commitments"] = [json.loads(ruling.correction or "null")]
    reading: Reading = from_form(form, entry.document, entry.reading.reader)
    return reading.commitments


# Who


def _parties(found: list[_Found]) -> tuple[Party, ...]:
    """Everybody whom the commitments name, with the forms of their names in the same documents.

    A form that could mean two of them is left out of both.
    """
    names: dict[str, str] = {}
    for item in found:
        for name in (*item.commitment.by, *item.commitment.to):
            names.setdefault(name.casefold(), name)
    ids = _ids(names.values())
    forms = {key: _forms(key, found) for key in names}
    claims = Counter(form.casefold() for each in forms.values() for form in each)
    own = {*names, *ids}
    return tuple(
        Party(party_id, names[key], tuple(f for f in forms[key] if _only(f, claims, own)))
        for key, party_id in zip(names, ids, strict=True)
    )


def _only(form: str, claims: Counter[str], own: set[str]) -> bool:
    """Whether a form leads to one party, and is not the name or id of one."""
    return claims[form.casefold()] == 1 and form.casefold() not in own


def _forms(key: str, found: list[_Found]) -> tuple[str, ...]:
    """Every form of a name, each once, capitals aside."""
    forms: dict[str, str] = {}
    for item in found:
        for actor in item.entry.reading.actors:
            if actor.name.casefold() == key:
                forms |= {form.casefold(): form for form in actor.forms if form.strip()}
    return tuple(forms[form] for form in sorted(forms))


def _ids(names: Iterable[str]) -> list[str]:
    """An id for each name; none is an id or a name of another."""
    names = list(names)
    taken: set[str] = set()
    ids = []
    for number, name in enumerate(names, 1):
        others = {other.casefold() for other in names if other != name}
        found = _slug(name) or f"party-{number}"
        while found in taken or found in others:
            found = f"{found}-{number}"
        taken.add(found)
        ids.append(found)
    return ids


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_ID].strip("-")


# What


@cache
def _kinds() -> dict[CommitmentKind, tuple[TermKind, str]]:
    text = files("troth.check").joinpath("commitment_terms.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"][1:]
    return {CommitmentKind(name): (TermKind(kind), act) for name, kind, act in rows}


def _source(number: int) -> str:
    return f"source-{number}"


def _citation(number: int, item: _Found) -> Citation:
    document = item.entry.document
    url = document.url or ""
    return Citation(
        id=_source(number),
        title=document.title if document.title and document.title.strip() else document.file,
        url=url if re.fullmatch(r"https?://[^\s<>\"'`\\]+", url) else None,
        publisher=document.publisher if (document.publisher or "").strip() else None,
        published=document.published,
        document=document.id,
        span=(item.commitment.text.start, item.commitment.text.end),
    )


def _term(number: int, commitment: Commitment, ids: dict[str, str]) -> Term:
    kind, act = _kinds()[commitment.kind]
    bearers = _party_ids(commitment.by, ids)
    others = _party_ids(commitment.to, ids)
    mutual = commitment.standing in MUTUAL
    return Term(
        id=f"{commitment.standing}-{commitment.kind}-{number}".replace("_", "-"),
        kind=kind,
        bearers=bearers,
        act=act,
        text=commitment.text.text,
        beneficiaries=others,
        window=_window(commitment.since, commitment.until),
        conditions=tuple(
            Condition(span.text, source=_source(number)) for span in commitment.conditions
        ),
        needs=tuple(dict.fromkeys((*bearers, *(others if mutual else ())))),
        accepted_by=_accepted(commitment.standing, bearers, others),
        pledge=_pledge(commitment.amounts),
        sources=(_source(number),),
    )


def _party_ids(names: Iterable[str], ids: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids[name.casefold()] for name in names))


def _accepted(
    standing: Standing, bearers: tuple[str, ...], others: tuple[str, ...]
) -> tuple[str, ...]:
    """Who has said yes, as far as the standing tells: both for what is agreed, else the bearer."""
    if standing not in ACCEPTED_BY_BEARER:
        return ()
    both = others if standing is Standing.AGREED else ()
    return tuple(dict.fromkeys((*bearers, *both)))


def _pledge(amounts: tuple[Amount, ...]) -> Pledge | None:
    """What is pledged; of several sums it cannot be told which one is."""
    if not amounts:
        return None
    return Pledge(promised=amounts[0] if len(amounts) == 1 else None)


def _window(since: Day | None, until: Day | None) -> Window | None:
    """The days of a term; a month or a year alone is no bound that a check could use."""
    start, last = _day(since), _day(until)
    end = last + timedelta(days=1) if last is not None else None
    if (start is None and end is None) or (start is not None and end is not None and end <= start):
        return None
    return Window(start, end)


def _day(told: Day | None) -> date | None:
    if told is None or not _DAY.fullmatch(told):
        return None
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return None
    return day if EARLIEST <= day.year < LATEST else None
