"""The keys of an agreement's file, and what each may hold.

Pydantic reads the values; ``value`` of each form gives what the rest of Troth works with. What
one part of a file says of another, such as who a bearer is, is looked at in ``references``.
"""

from typing import Any

from pydantic import Field, model_validator

from troth.model.agreement import (
    Agreement,
    Citation,
    Condition,
    Party,
    Pledge,
    Target,
    Term,
    TermKind,
    TermReading,
)
from troth.model.agreement_form import MET
from troth.model.reading import Amount
from troth.read.agreements.areas import AreaForm
from troth.read.agreements.base import Form
from troth.read.agreements.faults import Trouble
from troth.read.agreements.windows import WindowForm
from troth.read.agreements.words import (
    Act,
    Address,
    Day,
    Id,
    KindOfTerm,
    Met,
    Metres,
    Money,
    TargetClass,
    Words,
    YesNo,
    problem,
)

_TRUTHS = {word: truth for truth, word in MET.items()}


class PartyForm(Form):
    """Somebody whom the agreement binds or concerns."""

    id: Id = Field(description="the name by which terms refer to it")
    name: Words = Field(description="in full")
    names: tuple[Words, ...] = Field((), description="forms under which sources know it")
    voices: tuple[Words, ...] = Field((), description="names of sources that speak for it")
    in_conflict: YesNo = Field(True, description="it fights")

    def value(self) -> Party:
        """The party itself."""
        return Party(self.id, self.name, self.names, self.voices, self.in_conflict)


class CitationForm(Form):
    """A source of what the file says."""

    id: Id = Field(description="the name by which the file refers to it")
    title: Words = Field(description="what it is called")
    url: Address | None = Field(None, description="where it was published")
    publisher: Words | None = Field(None, description="who published it")
    published: Day | None = Field(None, description="the day")
    document: str | None = Field(
        None, pattern="^[0-9a-f]{64}$", description="content id of a document of the record"
    )
    span: tuple[int, int] | None = Field(
        None, description="[start, end) in code points of that document"
    )

    @model_validator(mode="after")
    def _has_its_span(self) -> "CitationForm":
        if self.span is not None and not 0 <= self.span[0] < self.span[1]:
            raise problem(Trouble(("span",), "ends before it starts"))
        if self.span is not None and self.document is None:
            raise problem(Trouble(("span",), "is of no document", next_step="Add “document”."))
        return self

    def value(self) -> Citation:
        """The citation itself."""
        return Citation(**{name: getattr(self, name) for name in CitationForm.model_fields})


class TargetForm(Form):
    """What an act is done to: of a class, or named, or near a place of a layer."""

    classes: tuple[TargetClass, ...] = Field((), description="kinds of target; any of them")
    names: tuple[Words, ...] = Field((), description="names of single targets; any of them")
    layer: Words | None = Field(None, description="a layer of places of the record")
    within_m: Metres = Field(0.0, description="how near to a place of the layer is at it")
    complete: YesNo = Field(False, description="the layer holds all such places")

    @model_validator(mode="after")
    def _is_a_target(self) -> "TargetForm":
        if not (self.classes or self.names or self.layer):
            step = "Give “classes”, “names” or “layer”, or leave the target out."
            raise problem(Trouble((), "names nothing", next_step=step))
        if self.layer is None and (self.within_m or self.complete):
            key = "within_m" if self.within_m else "complete"
            raise problem(Trouble((key,), "is of no layer", next_step="Add “layer”."))
        return self

    def value(self) -> Target:
        """The target itself."""
        return Target(**{name: getattr(self, name) for name in TargetForm.model_fields})


class ConditionForm(Form):
    """What a term depends on."""

    text: Words = Field(description="in plain words")
    met: Met = Field("unknown", description="whether it is met, as far as the writer knows")
    source: Id | None = Field(None, description="id of the source that tells of it")

    def value(self) -> Condition:
        """The condition itself."""
        return Condition(self.text, _TRUTHS[self.met], self.source)


class AmountForm(Form):
    """A sum of money."""

    amount: Money = Field(description="in whole units of the currency")
    currency: str = Field(pattern="^[A-Z]{3}$", description="ISO 4217 code")

    def value(self) -> Amount:
        """The sum itself."""
        return Amount(self.amount, self.currency)


class PledgeForm(Form):
    """Amounts and a deadline; what is not known is left out."""

    promised: AmountForm | None = Field(None, description="what was announced")
    allocated: AmountForm | None = Field(None, description="what was set aside")
    delivered: AmountForm | None = Field(None, description="what arrived")
    deadline: Day | None = Field(None, description="the last day for it")

    def value(self) -> Pledge:
        """The pledge itself."""
        sums = (self.promised, self.allocated, self.delivered)
        promised, allocated, delivered = (item.value() if item else None for item in sums)
        return Pledge(promised, allocated, delivered, self.deadline)


class ReadingForm(Form):
    """How one holder understands a term, where it differs from what is written."""

    id: Id = Field(description="its name; checks are asked for by it")
    holder: Id = Field(description="id of the party whose reading it is")
    source: Id | None = Field(None, description="id of the source that shows it")
    note: Words | None = Field(None, description="what differs, in plain words")
    act: Act | None = Field(None, description="in place of the term's own")
    target: TargetForm | None = Field(None, description="in place of the term's own")
    area: tuple[AreaForm, ...] | None = Field(None, description="in place of the term's own")
    window: WindowForm | None = Field(None, description="in place of the term's own")
    conditions: tuple[ConditionForm, ...] | None = Field(
        None, description="in place of the term's own"
    )

    def value(self) -> TermReading:
        """The reading itself."""
        return TermReading(
            id=self.id,
            holder=self.holder,
            source=self.source,
            note=self.note,
            act=self.act,
            target=self.target.value() if self.target else None,
            area=None if self.area is None else tuple(item.value() for item in self.area),
            window=self.window.value() if self.window else None,
            conditions=(
                None if self.conditions is None else tuple(item.value() for item in self.conditions)
            ),
        )


class TermForm(Form):
    """One thing that somebody must, must not or may do."""

    id: Id = Field(description="unique in the file")
    kind: KindOfTerm = Field(description="what the term does to its bearers")
    bearers: tuple[Id, ...] = Field((), description="ids of the parties that it is about")
    beneficiaries: tuple[Id, ...] = Field((), description="ids of those to whom it is owed")
    act: Act | None = Field(None, description="a kind of act")
    target: TargetForm | None = Field(None, description="left out: anything")
    area: tuple[AreaForm, ...] = Field((), description="union of shapes; left out: everywhere")
    window: WindowForm | None = Field(None, description="left out: the text says no time")
    conditions: tuple[ConditionForm, ...] = Field((), description="what it depends on")
    needs: tuple[Id, ...] = Field((), description="ids of those who must accept it first")
    accepted_by: tuple[Id, ...] = Field((), description="ids of those who have")
    pledge: PledgeForm | None = Field(None, description="amounts and a deadline")
    text: Words = Field(description="what it says, in the writer's own plain words")
    sources: tuple[Id, ...] = Field((), description="ids of sources")
    readings: tuple[ReadingForm, ...] = Field((), description="where holders differ")

    def value(self) -> Term:
        """The term itself."""
        return Term(
            id=self.id,
            kind=TermKind(self.kind),
            bearers=self.bearers,
            act=self.act or "",
            text=self.text,
            beneficiaries=self.beneficiaries,
            target=self.target.value() if self.target else None,
            area=tuple(item.value() for item in self.area),
            window=self.window.value() if self.window else None,
            conditions=tuple(item.value() for item in self.conditions),
            needs=self.needs,
            accepted_by=self.accepted_by,
            pledge=self.pledge.value() if self.pledge else None,
            sources=self.sources,
            readings=tuple(item.value() for item in self.readings),
        )


class AcceptedForm(Form):
    """Who accepted an agreement that was a draft, and when."""

    by: Words
    on: Day


class AgreementForm(Form):
    """An agreement, as people write it for Troth."""

    agreement: Id = Field(description="its name, the same for all its versions")
    version: int = Field(1, ge=1, le=100_000, description="counted from one")
    title: Words = Field(description="what it is called")
    in_force: Day | None = Field(None, description="when this version came into force")
    ended: Day | None = Field(None, description="the first day it was no more in force")
    draft: YesNo = Field(False, description="proposed by a program; used in no check")
    accepted: AcceptedForm | None = Field(None, description="who accepted what was a draft")
    parties: tuple[PartyForm, ...] = Field((), description="whom it binds or concerns")
    sources: tuple[CitationForm, ...] = Field((), description="what it was written from")
    terms: tuple[TermForm, ...] = Field(description="what it says")

    @model_validator(mode="after")
    def _has_its_days(self) -> "AgreementForm":
        if self.ended is not None and self.in_force is not None and self.ended <= self.in_force:
            what = "does not lie after the day on which it came into force"
            raise problem(Trouble(("ended",), what))
        if self.draft and self.accepted is not None:
            raise problem(Trouble(("draft",), "is no draft any more: somebody accepted it"))
        return self

    def value(self) -> Agreement:
        """The agreement itself."""
        return Agreement(
            id=self.agreement,
            version=self.version,
            title=self.title,
            in_force=self.in_force,
            parties=tuple(item.value() for item in self.parties),
            sources=tuple(item.value() for item in self.sources),
            terms=tuple(item.value() for item in self.terms),
            ended=self.ended,
            draft=self.draft,
            accepted=(self.accepted.by, self.accepted.on) if self.accepted else None,
        )


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an agreement's file, for editors."""
    schema = AgreementForm.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "An agreement, for Troth",
    }


def keys_at(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand at a path of the file; none where no keys stand."""
    form: Any = AgreementForm
    for part in path:
        if isinstance(part, int):
            continue
        form = next((f for name, f in _fields(form) if name == part), None)
        if form is None:
            return ()
    return tuple(name for name, _ in _fields(form))


def _fields(form: Any) -> list[tuple[str, Any]]:
    fields = getattr(form, "model_fields", {})
    return [(f.alias or name, _form_in(f.annotation)) for name, f in fields.items()]


def _form_in(annotation: Any) -> Any:
    """The form in an annotation such as ``tuple[TermForm, ...] | None``, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    inner = (_form_in(item) for item in getattr(annotation, "__args__", ()))
    return next((item for item in inner if item is not None), None)
