"""The published form of a finding: plain JSON values, and back without loss."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from troth.model.agreement import Pledge, TermKind
from troth.model.finding import Coverage, Evidence, Finding, FiveTests, SourceActivity, Verdict
from troth.model.identity import content_id
from troth.model.plain import TRUTHS, plain
from troth.model.reading import Amount

Json = Any
"""A value that ``json`` can write."""

_TRUTHS = {word: truth for truth, word in TRUTHS.items()}


def finding_form(finding: Finding) -> dict[str, Json]:
    """A finding as JSON values; its outcomes of tests as ``yes``, ``no`` and ``unknown``."""
    form: dict[str, Json] = plain(finding)
    form["coverage"]["share"] = round(finding.coverage.share, 4)
    return form


def finding_id(finding: Finding) -> str:
    """The content id of a finding: the same question, evidence and rules give the same id.

    The day up to which anything was known is left out of it: checking again tomorrow, with nothing
    new, gives the same finding.
    """
    form = finding_form(finding)
    del form["as_of"]
    return content_id("finding", form)


def finding_from_form(form: Mapping[str, Json]) -> Finding:
    """The finding that ``finding_form`` wrote.

    Raises:
        KeyError, ValueError, TypeError: the form is not one of a finding.
    """
    values = dict(form)
    if TermKind(form["kind"]) is TermKind.PERMISSION:
        raise ValueError("a permission has no finding")
    date.fromisoformat(form["as_of"])
    for bound in (bound for pair in form["window"] for bound in pair):
        if bound is not None:
            datetime.fromisoformat(bound)
    values["verdict"] = Verdict(form["verdict"])
    values["reasons"] = tuple(form["reasons"])
    values["independent"] = tuple(form["independent"])
    values["evidence"] = tuple(_evidence(item) for item in form["evidence"])
    values["coverage"] = _coverage(form["coverage"])
    values["window"] = tuple((pair[0], pair[1]) for pair in form["window"])
    values["binds"] = _TRUTHS[form["binds"]]
    values["pledge"] = _pledge(form["pledge"]) if form["pledge"] else None
    return Finding(**values)


def _pledge(form: Mapping[str, Json]) -> Pledge:
    sums = {
        name: Amount(**form[name]) if form[name] else None
        for name in ("promised", "allocated", "delivered")
    }
    deadline = form["deadline"]
    return Pledge(**sums, deadline=date.fromisoformat(deadline) if deadline else None)


def _evidence(form: Mapping[str, Json]) -> Evidence:
    values = dict(form)
    values["tests"] = FiveTests(**{name: _TRUTHS[word] for name, word in form["tests"].items()})
    values["partial"] = _TRUTHS[form["partial"]]
    for name in ("by", "reported_by", "denied_by"):
        values[name] = tuple(form[name])
    values["span"] = tuple(form["span"]) if form["span"] else None
    return Evidence(**values)


def _coverage(form: Mapping[str, Json]) -> Coverage:
    values = {key: value for key, value in form.items() if key != "share"}
    values["sources"] = tuple(SourceActivity(**item) for item in form["sources"])
    values["gaps"] = tuple((pair[0], pair[1]) for pair in form["gaps"])
    return Coverage(**values)
