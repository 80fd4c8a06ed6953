from tests.read.texts import actor, document
from troth.read import Reader

TEXT = """Ann Lee and Omar Diaz spoke in Geneva. Lee said that the truce had held.

"Nobody fired today," Diaz said. He thanked Norway for its help.
"""


def test_every_name_of_a_record_is_an_actor(reader: Reader) -> None:
    reading = reader.read(document(TEXT))
    known = {item.name for item in reading.actors}
    assert {name for item in reading.statements for name in item.speaker} <= known
    assert {"Ann Lee", "Omar Diaz", "Norway"} <= known


def test_actors_are_listed_once(reader: Reader) -> None:
    listed = [item.name for item in reader.read(document(TEXT)).actors]
    assert len(listed) == len(set(listed))


def test_mentions_are_in_the_order_of_the_text_without_pronouns(reader: Reader) -> None:
    for item in reader.read(document(TEXT)).actors:
        assert list(item.mentions) == sorted(item.mentions)
        assert not {span.text.lower() for span in item.mentions} & {"he", "she", "they"}


def test_the_forms_of_a_name_are_sorted(reader: Reader) -> None:
    assert actor(reader.read(document(TEXT)), "Omar Diaz").forms == ("Diaz", "Omar Diaz")
