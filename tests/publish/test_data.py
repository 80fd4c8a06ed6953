from hypothesis import HealthCheck, given, settings

from tests.strategies import readings
from troth.model import KINDS, Reading, content_id, from_form, record_form
from troth.publish.cards import cards
from troth.publish.data import annotation_page, form_with_ids
from troth.publish.document import every_card

SLOW_TO_DRAW = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])


@SLOW_TO_DRAW
@given(readings())
def test_the_selectors_of_every_annotation_find_its_span(reading: Reading) -> None:
    text = reading.document.text
    page = annotation_page(reading.document, every_card(cards(reading)), source="x.txt")
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


@SLOW_TO_DRAW
@given(readings())
def test_there_is_one_annotation_for_each_span_and_no_id_twice(reading: Reading) -> None:
    shown = every_card(cards(reading))
    items = annotation_page(reading.document, shown, source="x.txt")["items"]
    assert len(items) == sum(len(card.marks) for card in shown)
    assert len({item["id"] for item in items}) == len(items)


@SLOW_TO_DRAW
@given(readings())
def test_the_id_of_every_record_is_the_one_that_a_judgement_names(reading: Reading) -> None:
    form = form_with_ids(reading, every_card(cards(reading)))
    of = reading.document.id
    assert form["document"]["id"] == of
    for kind in KINDS:
        records = [record_form(each) for each in getattr(reading, kind)]
        ids = [content_id(kind.removesuffix("s"), each, of=of) for each in records]
        assert [each["id"] for each in form[kind]] == ids


@SLOW_TO_DRAW
@given(readings())
def test_a_form_with_ids_is_read_back_as_the_same_reading(reading: Reading) -> None:
    form = form_with_ids(reading, every_card(cards(reading)))
    assert from_form(form, reading.document, reading.reader) == reading
