"""Agreements as ODRL policies, in JSON-LD.

The Open Digital Rights Language (W3C Recommendations of 15 February 2018: ODRL Information Model
2.2, ODRL Vocabulary 2.2) has no words for ceasefires, so the acts, the kinds of target and a few
left operands are those of a profile of Troth's own, which ``profile`` gives.

- A rule is written once for each bearer: the bearer is its assignee, those to whom it is owed are
  its assigners.
- What has been accepted is an ``Agreement``, what has not is an ``Offer``, a draft is a ``Set``.
- Each reading is a policy of its own.
- Windows are constraints on ``dateTime`` in UTC, ``gteq`` their start and ``lt`` their end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from troth.model.agreement import (
    Agreement,
    Area,
    AreaKind,
    Party,
    Pledge,
    Side,
    Target,
    Term,
    TermKind,
    Window,
)
from troth.model.agreement_form import MET, agreement_form
from troth.model.kinds import Kinds, acts, targets
from troth.model.reading import Amount

CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
PROFILE = "urn:troth:odrl:1"
PREFIXES = {
    "troth": f"{PROFILE}:",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ANYTHING = "troth:anything"
"""The asset of a rule that names no target."""

LEFT_OPERANDS = {
    "targetClass": "the kind of what an act is done to",
    "targetName": "the name of what an act is done to",
    "targetPlace": "a layer of places near which an act is done",
    "condition": "a condition in words; its status tells whether it is met",
}
"""Left operands of the profile; dateTime, spatial, spatialCoordinates, payAmount are ODRL's own."""

_RULES = {
    TermKind.PROHIBITION: ("prohibition", "Prohibition"),
    TermKind.OBLIGATION: ("obligation", "Duty"),
    TermKind.PERMISSION: ("permission", "Permission"),
}

Json = dict[str, Any]


def odrl(agreement: Agreement) -> Json:
    """An agreement as JSON-LD: in ``@graph``, a policy for each reading and state of acceptance."""
    graph = [
        _policy(agreement, reading, kind, terms)
        for reading in agreement.readings
        for kind, terms in _by_acceptance(agreement, reading).items()
    ]
    return {"@context": [CONTEXT, PREFIXES], "@graph": graph}


def profile() -> Json:
    """The profile: every act and left operand that ``odrl`` uses and ODRL has not."""
    operands = [
        {"@id": f"troth:{name}", "@type": "LeftOperand", "skos:definition": text}
        for name, text in LEFT_OPERANDS.items()
    ]
    return {
        "@context": [CONTEXT, PREFIXES],
        "@graph": [*_actions(acts()), *_classes(targets()), *operands],
    }


def _actions(kinds: Kinds) -> Iterator[Json]:
    """Acts as ODRL actions: each is included in a more general one, and all of them in ``use``."""
    for kind in kinds.members:
        within = f"troth:{kind.within}" if kind.within else "use"
        yield {
            "@id": f"troth:{kind.code}",
            "@type": "Action",
            "includedIn": within,
            "skos:prefLabel": kind.label,
        }


def _classes(kinds: Kinds) -> Iterator[Json]:
    for kind in kinds.members:
        form = {"@id": _class_iri(kind.code), "@type": "skos:Concept", "skos:prefLabel": kind.label}
        broader = {"skos:broader": {"@id": _class_iri(kind.within)}} if kind.within else {}
        yield form | broader


def _class_iri(code: str) -> str:
    return f"troth:target:{code}"


def _by_acceptance(agreement: Agreement, reading: str) -> dict[str, list[Term]]:
    groups: dict[str, list[Term]] = {}
    for term in agreement.terms:
        kind = "Offer" if term.missing else "Agreement"
        groups.setdefault("Set" if agreement.draft else kind, []).append(term.under(reading))
    return groups


def _policy(agreement: Agreement, reading: str, kind: str, terms: Sequence[Term]) -> Json:
    name = f"{agreement.id}:{agreement.version}"
    form: Json = {
        "@type": kind,
        "uid": f"urn:troth:agreement:{name}:{reading}:{kind.lower()}",
        "profile": PROFILE,
        "dcterms:title": agreement.title,
        "dcterms:isVersionOf": {"@id": f"urn:troth:agreement:{agreement.id}"},
        "troth:reading": reading,
    }
    if agreement.in_force is not None:
        form["dcterms:valid"] = agreement.in_force.isoformat()
    if agreement.sources:
        form["dcterms:source"] = [_source(item) for item in agreement_form(agreement)["sources"]]
    for term in terms:
        key, _ = _RULES[term.kind]
        form.setdefault(key, []).extend(_rules(agreement, term))
    return form


def _source(form: Json) -> Json:
    described = {"dcterms:title": form["title"]}
    if "publisher" in form:
        described["dcterms:publisher"] = form["publisher"]
    if "published" in form:
        described["dcterms:issued"] = form["published"]
    return described | ({"@id": form["url"]} if "url" in form else {})


def _rules(agreement: Agreement, term: Term) -> Iterator[Json]:
    """A term as one rule for each bearer; one without bearers, in a draft, as one rule."""
    for bearer in term.bearers or (None,):
        rule: Json = {
            "@type": _RULES[term.kind][1],
            "uid": f"urn:troth:term:{agreement.id}:{agreement.version}:{term.id}:{bearer or ''}",
            "action": _action(term),
            "target": _target(term.target),
            "dcterms:description": term.text,
        }
        if bearer is not None:
            rule["assignee"] = _party(agreement.party(bearer))
            rule["assigner"] = [_party(item) for item in _assigners(agreement, term, bearer)]
        constraints = list(_constraints(term))
        if constraints:
            rule["constraint"] = constraints
        yield rule


def _assigners(agreement: Agreement, term: Term, bearer: str) -> list[Party]:
    """Those to whom it is owed; where that is not told, the others whom it concerns."""
    concerned = [*term.beneficiaries, *term.needs, *term.accepted_by, *term.bearers]
    told = [item for item in term.beneficiaries if item != bearer]
    others = [item for item in dict.fromkeys(concerned) if item != bearer]
    everybody = [party.id for party in agreement.parties if party.id != bearer]
    return [agreement.party(item) for item in told or others or everybody or [bearer]]


def _party(party: Party) -> Json:
    return {"@type": "Party", "uid": f"urn:troth:party:{party.id}", "skos:prefLabel": party.name}


def _action(term: Term) -> Any:
    """The act; for a pledge of money, with the amount as its refinement."""
    code = f"troth:{term.act}" if term.act else "troth:not_told"
    promised = term.pledge.promised if term.pledge else None
    if term.pledge is None or promised is None:
        return code
    refined: Json = {"rdf:value": {"@id": code}, "refinement": [_amount(promised)]}
    return refined | _amounts_apart(term.pledge)


def _amount(amount: Amount) -> Json:
    digits = f"{amount.value:.2f}" if isinstance(amount.value, float) else str(amount.value)
    return {
        "leftOperand": "payAmount",
        "operator": "eq",
        "rightOperand": {"@value": digits, "@type": "xsd:decimal"},
        "unit": f"urn:iso:std:iso:4217:{amount.currency}",
    }


def _amounts_apart(pledge: Pledge) -> Json:
    """What is known of the parts of a pledge that ODRL has no words for."""
    parts = {"troth:allocated": pledge.allocated, "troth:delivered": pledge.delivered}
    return {key: _amount(amount) for key, amount in parts.items() if amount is not None}


def _target(target: Target | None) -> Any:
    if target is None:
        return ANYTHING
    if len(target.classes) == 1 and not target.names and target.layer is None:
        return _class_iri(target.classes[0])
    found = list(_target_constraints(target))
    refinement = found[0] if len(found) == 1 else _any(found)
    return {"@type": "AssetCollection", "source": ANYTHING, "refinement": [refinement]}


def _target_constraints(target: Target) -> Iterator[Json]:
    if target.classes:
        classes = [{"@id": _class_iri(code)} for code in target.classes]
        yield _constraint("troth:targetClass", "isAnyOf", classes)
    if target.names:
        yield _constraint("troth:targetName", "isAnyOf", list(target.names))
    if target.layer is not None:
        iri = _place_iri(target.layer, None, target.within_m)
        yield _constraint("troth:targetPlace", "isPartOf", {"@id": iri})


def _constraint(left: str, operator: str, right: Any) -> Json:
    return {
        "@type": "Constraint",
        "leftOperand": left,
        "operator": operator,
        "rightOperand": right,
    }


def _any(constraints: Sequence[Json]) -> Json:
    """A logical constraint: at least one of them holds."""
    return {"@type": "LogicalConstraint", "or": {"@list": list(constraints)}}


def _constraints(term: Term) -> Iterator[Json]:
    """What must all hold for the rule to apply."""
    if term.window is not None:
        yield from _window(term.window)
    if term.pledge is not None and term.pledge.deadline is not None:
        after = datetime.combine(term.pledge.deadline, datetime.min.time()) + timedelta(days=1)
        yield _constraint("dateTime", "lt", _moment(after))
    if len(term.area) == 1:
        yield _area(term.area[0])
    elif term.area:
        yield _any([_area(area) for area in term.area])
    for condition in term.conditions:
        yield _constraint("troth:condition", "eq", "yes") | {
            "status": MET[condition.met],
            "dcterms:description": condition.text,
        }


def _window(window: Window) -> Iterator[Json]:
    whole = replace(window, suspensions=())
    for interval in whole.intervals_utc():
        yield from _between(interval.start, interval.end)
    for pause in window.suspensions:
        yield from _outside(window, pause.since, pause.until)


def _between(start: datetime | None, end: datetime | None) -> Iterator[Json]:
    if start is not None:
        yield _constraint("dateTime", "gteq", _moment(start))
    if end is not None:
        yield _constraint("dateTime", "lt", _moment(end))


def _outside(
    window: Window, since: date | datetime, until: date | datetime | None
) -> Iterator[Json]:
    """Before a suspension or after it."""
    pause = Window(since, until, window.zone, window.day_ends)
    for interval in pause.intervals_utc():
        sides = list(_between(interval.end, interval.start))
        yield _any(sides) if len(sides) > 1 else sides[0]


def _moment(moment: datetime) -> Json:
    return {"@value": f"{moment.isoformat()}Z", "@type": "xsd:dateTime"}


def _area(area: Area) -> Json:
    if area.layer is not None:
        iri = _place_iri(area.layer, area.name, area.within_m)
        return _constraint("spatial", "isPartOf", {"@id": iri})
    shape = {"@type": "@json", "@value": _feature(area)}
    return _constraint("spatialCoordinates", "isPartOf", shape)


def _place_iri(layer: str, place: str | None, within_m: float) -> str:
    parts = [quote(part, safe="") for part in (layer, place) if part is not None]
    near = f"?=within_m={within_m:g}" if within_m else ""
    return f"urn:troth:place:{':'.join(parts)}{near}"


def _feature(area: Area) -> Json:
    """A shape as a GeoJSON feature (RFC 7946), with what lies near it in its properties."""
    properties: Json = {"within_m": area.within_m} if area.within_m else {}
    if area.side is not Side.BOTH:
        properties["side"] = area.side.value
    return {"type": "Feature", "geometry": _geometry(area), "properties": properties}


def _geometry(area: Area) -> Json:
    if area.of is AreaKind.POLYGON:
        rings = [[list(position) for position in ring] for ring in area.rings]
        return {"type": "Polygon", "coordinates": rings}
    if area.of is AreaKind.POINT:
        return {"type": "Point", "coordinates": list(area.line[0])}
    return {"type": "LineString", "coordinates": [list(position) for position in area.line]}
