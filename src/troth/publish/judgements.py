"""Judgements in words, to stand beside the machine's output."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from troth.model import Document, Judgement, content_id, record_form
from troth.model.form import DERIVED
from troth.publish.words import moment_words


@dataclass(frozen=True)
class Ruling:
    """One judgement as a page shows it.

    Attributes:
        verdict: accepted, rejected or corrected.
        by: who judged.
        at: when, in words.
        reason: in the person's words.
        changes: for a correction, each field with the machine's value and the person's.
    """

    verdict: str
    by: str
    at: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]


def record_id(kind: str, record: object, document: Document) -> str:
    """The id of a record of a document: what a judgement names as its subject."""
    return content_id(kind, record_form(record), of=document.id)


def rulings(judgements: Iterable[Judgement], form: dict[str, Any]) -> tuple[Ruling, ...]:
    """Judgements of one record, or of a document when ``form`` is empty, oldest first."""
    return tuple(
        Ruling(
            verdict=each.verdict,
            by=each.by,
            at=moment_words(each.at),
            reason=each.reason,
            changes=_changes(form, each.correction) if each.correction else (),
        )
        for each in judgements
    )


def _changes(form: dict[str, Any], correction: str) -> tuple[tuple[str, str, str], ...]:
    """The fields that a correction changes; one that is no form is shown as it was written."""
    try:
        given = json.loads(correction)
    except json.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        return (("everything", "", correction),)
    return tuple(
        (field, _words(form.get(field)), _words(value))
        for field, value in given.items()
        if field not in DERIVED and (field not in form or form[field] != value)
    )


def _words(value: Any) -> str:
    """A value of a form in a few words; a span is its text."""
    if value is None:
        return "unknown"
    if isinstance(value, dict):
        return str(value.get("text") or json.dumps(value, ensure_ascii=False, sort_keys=True))
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value) or "none"
    return str(value)
