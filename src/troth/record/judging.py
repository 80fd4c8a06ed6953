"""What a person may decide about a record, checked before it is written down."""

import json
from typing import Any

from sqlalchemy import Connection, Row, select

from troth.errors import AnchorError, UsageError
from troth.model import KINDS, Document, Judgement, canonical, from_form
from troth.record.rows import LIST_OF
from troth.record.schema import documents, records
from troth.record.texts import Texts

VERDICTS = ("accepted", "rejected", "corrected")
SHORTEST = 8
"""Fewest characters of an id that may stand for the whole of it."""


def subject_of(connection: Connection, given: str) -> str:
    """The id of the record or document that an id, or the beginning of one, names.

    Raises:
        UsageError: it names none, or several.
    """
    found = sorted(_named(connection, given)) if _may_be_id(given) else []
    if len(found) == 1:
        return found[0]
    problem = "names several records" if found else "names no record or document of this ledger"
    raise UsageError(
        f"the id {given!r} {problem}",
        next_step=f"Give the whole id, or its beginning of at least {SHORTEST} characters.",
    )


def _may_be_id(given: str) -> bool:
    return SHORTEST <= len(given) <= 64 and set(given) <= set("0123456789abcdef")


def _named(connection: Connection, given: str) -> set[str]:
    return {
        name
        for table in (records, documents)
        for name in connection.execute(
            select(table.c.id).where(table.c.id.startswith(given)).limit(2)
        ).scalars()
    }


def check(connection: Connection, texts: Texts, judgement: Judgement) -> None:
    """See that a judgement can stand.

    Raises:
        UsageError: its verdict is unknown, its reason or author is missing, or its correction
            is not a form of the record that it corrects.
    """
    if judgement.verdict not in VERDICTS:
        raise UsageError(
            f"{judgement.verdict!r} is not a verdict",
            next_step=f"Choose one of: {', '.join(VERDICTS)}.",
        )
    for name in ("reason", "by"):
        if not getattr(judgement, name).strip():
            raise UsageError(
                f"a judgement needs a {name!r}",
                next_step="Say why, and who judges: others will have to rely on it.",
            )
    if (judgement.correction is not None) != (judgement.verdict == "corrected"):
        raise UsageError(
            "a correction goes with the verdict 'corrected', and only with it",
            next_step="Give the corrected form as JSON, or choose another verdict.",
        )
    if judgement.correction is not None:
        _check_correction(connection, texts, judgement.subject, judgement.correction)


def normal(correction: str | None) -> str | None:
    """A correction as canonical JSON.

    Raises:
        UsageError: it is not JSON.
    """
    if correction is None:
        return None
    try:
        return canonical(json.loads(correction)).decode("utf-8")
    except ValueError as error:
        raise UsageError(
            f"the correction is not JSON ({error})",
            next_step="Give the whole corrected record, in the form that troth read prints.",
        ) from error


def _check_correction(connection: Connection, texts: Texts, subject: str, correction: str) -> None:
    row = connection.execute(select(records).where(records.c.id == subject)).first()
    if row is None:
        raise UsageError(
            "a document cannot be corrected, only its records",
            where=subject,
            next_step="Give the id of a record.",
        )
    _build(row, texts, json.loads(correction))


def _build(row: Row[Any], texts: Texts, form: Any) -> None:
    document = Document(text=texts.get(row.document_id), file="")
    lists: dict[str, list[Any]] = {name: [] for name in KINDS}
    lists[LIST_OF[row.kind]].append(form)
    try:
        from_form(lists, document, "")
    except (AnchorError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise UsageError(
            f"the correction is not the form of a {row.kind} ({error})",
            where=row.id,
            next_step="Give every field, and spans that hold their text.",
        ) from error
