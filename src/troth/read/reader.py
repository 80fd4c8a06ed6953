"""The reader: from a document to everything it says. This file is the table of contents of reading.

1. layout and tokens     `layout`, `parsed`     what is headline, paragraph, quotation, sentence
2. the pipeline          `pipelines`, `mending` parts of speech, syntax, names, attribution
3. who is who            `names`, `offices`, `who` and what it is made of
4. when and how much     `calendar`, `money`
5. statements            `cues`, `contents`, `acts`, `statements`
6. what else is found    `context`              what all the finders are given
   meetings              `contacts`, `contact_nouns`, `contact_verbs`, `meetings`
   commitments           `passages`, `doers`, `asked`, `measures`, `pledges`, `announcements`,
                         `undertakings`, `terms`, `commitments`
   incidents             `force`, `blows`, `attackers`, `victims`, `whereabouts`, `casualties`,
                         `retold`, `incidents`
   actors                `actors`
7. what is left in doubt `doubts`               issues for a person to look at
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.language import Language

from troth.model import Document, Reading
from troth.read.actors import find_actors
from troth.read.calendar import times
from troth.read.commitments import find_commitments
from troth.read.context import Context
from troth.read.doubts import find_doubts
from troth.read.incidents import find_incidents
from troth.read.meetings import find_meetings
from troth.read.mending import parse
from troth.read.names import find_names
from troth.read.offices import find_offices
from troth.read.parsed import Parsed, tokenised
from troth.read.pipelines import load, reader_name
from troth.read.statements import find_statements
from troth.read.unread import is_readable, unread
from troth.read.who import Resolver

BATCH = 16
"""Documents given to the pipeline together."""


class Reader:
    """Reads documents with one pipeline, which is loaded once.

    Args:
        pipeline: name or path of a spaCy pipeline; the packaged one when None.

    Attributes:
        name: name and version of the reader, its pipeline included.

    Raises:
        PipelineError: the pipeline is not installed or lacks a component.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self._nlp: Language = load(pipeline)
        self.name = reader_name(self._nlp, pipeline)

    def read(self, document: Document) -> Reading:
        """Everything one document says, and as issues what could not be read."""
        return next(self.read_many([document]))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of many documents, in their order; a batch is in memory at a time."""
        waiting = iter(documents)
        while batch := list(islice(waiting, BATCH)):
            yield from self._batch(batch)

    def _batch(self, documents: list[Document]) -> Iterator[Reading]:
        parsed = [
            tokenised(document, self._nlp) if is_readable(document) else None
            for document in documents
        ]
        waiting = [item for item in parsed if item is not None and len(item.doc)]
        parse(self._nlp, [item.doc for item in waiting])
        for document, item in zip(documents, parsed, strict=True):
            if item is None or not len(item.doc):
                yield Reading(document, self.name, issues=(unread(document),))
            else:
                yield _reading(item, self.name)


def _reading(parsed: Parsed, reader: str) -> Reading:
    document = parsed.document
    names = find_names(parsed)
    find_offices(parsed, names)
    resolver = Resolver(parsed, names)
    when = times(document.text, document.published)
    said = find_statements(parsed, resolver, when)
    context = Context(parsed, resolver, when, said)
    return Reading(
        document=document,
        reader=reader,
        statements=tuple(item.statement for item in said),
        meetings=tuple(find_meetings(context)),
        commitments=tuple(find_commitments(context)),
        incidents=tuple(find_incidents(context)),
        actors=tuple(find_actors(parsed, names, said)),
        issues=tuple(find_doubts(context)),
    )
