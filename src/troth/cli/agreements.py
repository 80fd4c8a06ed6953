"""``troth agreements``: read strictly, shown, compared, drafted, accepted and exported."""

# Annotations stay text: looking one of them up would load what it names.
from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from troth.check.drafts import accept, draft
from troth.checking.agreements import find_agreements, place_names, shipped_agreements
from troth.cli.console import note, one_line, results
from troth.cli.output import Format
from troth.errors import UsageError
from troth.model.agreement import Agreement
from troth.model.agreement_form import agreement_form, agreement_hash
from troth.model.plain import plain
from troth.publish.agreement_yaml import to_yaml
from troth.publish.agreements import diff, print_agreement, print_diff
from troth.publish.odrl import odrl
from troth.read.agreements import AgreementError, Fault, json_schema, load
from troth.record import Ledger


def lint(files: Sequence[Path], *, record: Path | None, output: Format) -> bool:
    """Read files of agreements strictly and print every fault; whether there is none.

    Args:
        files: to be read.
        record: whose layers of places the files may name; None leaves places unlooked at.
        output: text, or JSON.

    Raises:
        SourceError: a file cannot be opened.
    """
    places = place_names(record) if record else None
    faults: list[Fault] = []
    for file in files:
        try:
            load(file, places)
        except AgreementError as error:
            faults += error.faults
    if output is not Format.TEXT:
        sys.stdout.write(json.dumps(plain(faults), ensure_ascii=False, indent=2) + "\n")
        return not faults
    for fault in faults:
        sys.stdout.write(one_line(str(fault)) + "\n")
    if not faults:
        note(f"{len(files)} read; no fault.")
    return not faults


def list_agreements(record: Path, *, output: Format) -> None:
    """Print the agreements that come with Troth, and those of the record if it has any."""
    own = find_agreements((), record) if any((record / "agreements").glob("*.y*ml")) else []
    for origin, items in (("record", own), ("troth", shipped_agreements())):
        for item in items:
            if output is Format.TEXT:
                since = item.in_force.isoformat() if item.in_force else "never in force"
                line = f"{item.id} v{item.version} ({origin}; {since}): {item.title}"
                sys.stdout.write(one_line(line) + "\n")
            else:
                form = {"id": item.id, "version": item.version, "title": item.title}
                sys.stdout.write(json.dumps({**form, "from": origin}, ensure_ascii=False) + "\n")


def show(names: Sequence[str], *, record: Path, output: Format) -> None:
    """Print agreements in plain words.

    Raises:
        TrothError: there is no such agreement, or its file has faults.
    """
    for agreement in find_agreements(names, record):
        if output is Format.TEXT:
            print_agreement(agreement, results())
        else:
            form = {"hash": agreement_hash(agreement), **agreement_form(agreement)}
            sys.stdout.write(json.dumps(form, ensure_ascii=False) + "\n")


def compare(first: str, second: str, *, record: Path, output: Format) -> bool:
    """Print where two agreements differ, term by term; whether they say the same.

    Raises:
        TrothError: one of them is not there, or has several versions.
    """
    before, after = (_one(name, record) for name in (first, second))
    changes = diff(before, after)
    if output is Format.TEXT:
        print_diff(before, after, results())
    else:
        sys.stdout.write(json.dumps(plain(changes), ensure_ascii=False, indent=2) + "\n")
    return not changes


def _one(name: str, record: Path) -> Agreement:
    """An agreement by file, by id, or, when there are several versions, by ``id@version``."""
    bare, _, version = name.partition("@")
    found = find_agreements([bare], record)
    if version:
        found = [item for item in found if str(item.version) == version]
    if len(found) != 1:
        raise UsageError(
            f"{name!r} names {len(found)} versions",
            next_step="Name one: a file, or ID@VERSION, such as minsk-2014@1.",
        )
    return found[0]


def draft_from(record: Path, *, title: str, out: Path | None) -> None:
    """Write a draft of the terms that the commitments of a record come to.

    Raises:
        TrothError: the record has none, or the file is there already.
    """
    with Ledger.open(record) as ledger:
        text = to_yaml(draft(ledger.entries(), title=title))
    if out is None:
        sys.stdout.write(text)
        return
    if out.exists():
        raise UsageError(
            "this file is there already", where=str(out), next_step="Name another one."
        )
    out.write_text(text, encoding="utf-8")
    note(f"{out}: a draft. Complete it, then: troth agreements accept {out} --by NAME.")


def accept_draft(file: Path, *, by: str, on: date) -> None:
    """Turn a completed draft into an agreement, in its own file.

    Raises:
        TrothError: it is no draft, or is not complete.
    """
    accepted = accept(load(file), by, on)
    file.write_text(to_yaml(accepted), encoding="utf-8")
    note(f"{file}: accepted by {by}. It is used in checks from now on.")


def export(name: str, *, record: Path) -> None:
    """Print an agreement as ODRL in JSON-LD.

    Raises:
        TrothError: there is no such agreement, or it has several versions.
    """
    sys.stdout.write(json.dumps(odrl(_one(name, record)), ensure_ascii=False, indent=2) + "\n")


def print_schema() -> None:
    """Print the JSON Schema of the files, for editors."""
    sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
