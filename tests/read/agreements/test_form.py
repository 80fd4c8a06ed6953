import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.agreement_strategies import agreements
from troth.model.agreement import Agreement
from troth.publish.agreement_yaml import to_yaml
from troth.read.agreements import (
    AgreementError,
    agreement_hash,
    from_form,
    loads,
    to_form,
)


@settings(max_examples=40, deadline=None)
@given(agreements())
def test_a_form_gives_the_agreement_back(agreement: Agreement) -> None:
    form = json.loads(json.dumps(to_form(agreement)))
    assert from_form(form) == agreement
    assert to_form(from_form(form)) == form


@settings(max_examples=25, deadline=None)
@given(agreements())
def test_a_file_gives_the_agreement_back(agreement: Agreement) -> None:
    assert loads(to_yaml(agreement)) == agreement


@settings(max_examples=20, deadline=None)
@given(agreements())
def test_the_hash_goes_by_what_is_said(agreement: Agreement) -> None:
    same = from_form(json.loads(json.dumps(to_form(agreement))))
    assert agreement_hash(same) == agreement_hash(agreement)
    other = replace(agreement, title=agreement.title + "!")
    assert agreement_hash(other) != agreement_hash(agreement)


def test_the_layout_of_a_file_does_not_change_its_hash() -> None:
    block = "agreement: a\ntitle: T\nparties:\n- {id: p, name: P}\nterms:\n"
    one = block + "- {id: t, kind: permission, bearers: [p], act: strike, text: S}\n"
    two = (
        block
        + "- text: S\n  act: strike # a comment\n  bearers: [p]\n  kind: permission\n  id: t\n"
    )
    assert agreement_hash(loads(one)) == agreement_hash(loads(two))


def test_a_form_with_faults_names_their_paths() -> None:
    with pytest.raises(AgreementError) as caught:
        from_form({"agreement": "a", "title": "T", "terms": [{"id": "t"}]})
    assert {fault.path for fault in caught.value.faults} >= {"terms[0].kind", "terms[0].text"}
    assert all(fault.line is None for fault in caught.value.faults)
