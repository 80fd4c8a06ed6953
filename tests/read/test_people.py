"""Where the name of a person begins and ends, whatever the pipeline took into it."""

import spacy
from spacy.tokens import Span

from tests.read.texts import document
from troth.read.parsed import tokenised
from troth.read.people import find_people


def test_a_verb_that_the_pipeline_took_into_a_name_is_no_part_of_it() -> None:
    parsed = tokenised(document("Ann Lee remarked that the truce held."), spacy.blank("en"))
    doc = parsed.doc
    for token, tag in zip(doc, ("NNP", "NNP", "VBD"), strict=False):
        token.tag_ = tag
    doc.ents = [Span(doc, 0, 3, "PER")]
    assert [parsed.words(start, end) for start, end in find_people(parsed)] == ["Ann Lee"]
