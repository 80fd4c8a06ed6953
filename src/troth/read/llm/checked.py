"""What a text itself shows of names, days and numbers, whatever an answer says of them."""

import re
from functools import cache

from troth.model import Document, Form, Span
from troth.read.calendar import When, times
from troth.read.layout import segments
from troth.read.lexicon import states, title_words
from troth.read.llm.located import shown, whole
from troth.read.numbers import NUMBER, SCALE, number
from troth.read.quotes import quotations
from troth.read.sources.problem import UnreadableError

NAME, DATE, NUMBER_CODE = "llm-name", "llm-date", "llm-number"
NEXT = "Read the text there; the language model's word is not taken for it."
WORD = re.compile(r"[^\W\d_][\w’'-]*")
FIGURE = re.compile(rf"{NUMBER}(?:[ -]?{SCALE})?", re.IGNORECASE)
NONE = re.compile(r"\b(?:no|none|nobody|without|zero)\b", re.IGNORECASE)
POSSESSIVE = re.compile(r"[’']s?$")
LINKING = frozenset("a an and de for in of the von van al el bin ibn".split())
POINTING = frozenset("he she they it we i you who that this these those both its his her".split())


class Shown:
    """One document, asked what it shows.

    Args:
        document: whose text counts.
    """

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._times = times(document.text, document.published)
        self._quoted = [(q.start, q.end) for q in quotations(self._text, _blocks(self._text))]
        self._names: dict[str, str | None] = {}

    def name(self, name: str) -> str:
        """A name with plain spaces, if the text has it, or names that state in another way.

        Raises:
            UnreadableError: it does neither.
        """
        if name not in self._names:
            self._names[name] = self._found(" ".join(name.split()))
        found = self._names[name]
        if found is None:
            raise _unnamed(name)
        return found

    def day(self, span: Span) -> When:
        """The one time that some words name, as the calendar has it.

        Raises:
            UnreadableError: they name none or several, or only the day of publication would tell.
        """
        found = [t for t in self._times if t.start < span.end and span.start < t.end]
        if len(found) == 1 and found[0].day is not None:
            return found[0]
        why = "names no day" if not found else "names several days"
        if len(found) == 1:
            why = "is a day that only the day of publication would tell"
        raise UnreadableError(
            DATE,
            f"a day was refused: {shown(span.text)} {why}",
            next_step="Give the day of publication with --published, or read the text there.",
        )

    def form(self, spans: tuple[Span, ...]) -> Form:
        """Whether words stand inside quotation marks, outside, or both."""
        letters = [
            at for span in spans for at in range(span.start, span.end) if self._text[at].isalnum()
        ]
        inside = [any(a <= at < b for a, b in self._quoted) for at in letters]
        if inside and all(inside):
            return Form.DIRECT
        return Form.MIXED if any(inside) else Form.INDIRECT

    def verbatim(self, words: str) -> str:
        """Words with plain spaces, if the text has exactly these.

        Raises:
            UnreadableError: it does not.
        """
        plain = " ".join(words.split())
        if not self.places(plain):
            raise _unnamed(words)
        return plain

    def places(self, *names: str) -> list[tuple[int, int]]:
        """Every place of some names in the text; where one begins another, that of the longer."""
        return whole(self._text, names)

    def _found(self, name: str) -> str | None:
        if not name or name.lower() in POINTING:
            return None
        other = name[0].swapcase() + name[1:]
        if self.places(name) or self.places(other):
            return name
        return name if self.places(*_state_forms(name)) else None


def _unnamed(name: str) -> UnreadableError:
    return UnreadableError(
        NAME, f"a name was refused: {shown(name)} is not in the text", next_step=NEXT
    )


def count(value: int, span: Span, what: str) -> int:
    """A number of people, if the words quoted for it tell it.

    "No", "none" and the like tell 0; words without any number may tell of 1, as a name does.

    Raises:
        UnreadableError: they do not.
    """
    told = {number(found.group().strip(" -")) for found in FIGURE.finditer(span.text)}
    one = value == 1 and not told and not NONE.search(span.text)
    none = value == 0 and NONE.search(span.text) is not None
    if value >= 0 and (value in told or one or none):
        return value
    raise UnreadableError(
        NUMBER_CODE,
        f"{what} was refused: {shown(span.text)} does not tell {shown(str(value))}",
        next_step=NEXT,
    )


def stands_for(name: str, mention: str) -> bool:
    """Whether a mention may mean somebody of that name.

    A mention that describes or points ("he", "the president") may mean anybody. One that is
    nothing but a name must share a word with the other, be its initials, or be a form of a state's
    name.
    """
    words = [POSSESSIVE.sub("", word) for word in WORD.findall(mention)]
    proper = [word for word in words if _is_proper(word)]
    described = any(word[0].islower() and word not in LINKING | title_words() for word in words)
    if described or not proper:
        return True
    own = [POSSESSIVE.sub("", word).lower() for word in WORD.findall(name)]
    initials = "".join(word[0] for word in WORD.findall(name) if word[0].isupper())
    shares = any(word.lower() in own and word.lower() not in LINKING for word in words)
    return shares or initials in proper or bool(whole(mention, _state_forms(name)))


def _is_proper(word: str) -> bool:
    plain = word.lower() in POINTING | LINKING | title_words()
    return word[0].isupper() and not plain and not _is_people(word)


def _is_people(word: str) -> bool:
    """Whether a word is an adjective of a state: "the French president" may be anybody."""
    form = states().get(word)
    return form is not None and form.role in {"demonym", "people"}


@cache
def _state_forms(name: str) -> tuple[str, ...]:
    return tuple(form for form, state in states().items() if state.state == name)


def _blocks(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, in which quotations open and close."""
    blocks: dict[int, tuple[int, int]] = {}
    for segment in segments(text):
        start, end = blocks.get(segment.paragraph, (segment.start, segment.end))
        blocks[segment.paragraph] = (min(start, segment.start), max(end, segment.end))
    return list(blocks.values())
