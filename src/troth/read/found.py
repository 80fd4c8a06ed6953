"""Found cues: a word that tells of speaking, whose it is, and the frame it stands in."""

from dataclasses import dataclass

from spacy.tokens import Token

from troth.model import Act
from troth.read.lexicon import Cue
from troth.read.referents import Who

AUXILIARIES = frozenset(
    "has have had was were is are been being be having did does do 's ’s".split()
)


@dataclass(frozen=True)
class Found:
    """One cue in the text.

    Attributes:
        verb: its main token.
        start: first token of the cue's words, auxiliaries included.
        end: one past the last.
        entry: the verb's row in the lexicon; None for "according to" and nouns.
        act: the act that the cue names, if any.
        who: who speaks.
        mention: tokens of the speaker's mention, None when there is none.
        passive: the content is the cue's grammatical subject.
        frame: how the content stands: ``verb``, ``light``, ``noun`` or ``according``.
    """

    verb: Token
    start: int
    end: int
    entry: Cue | None
    act: Act | None
    who: Who | None
    mention: tuple[int, int] | None
    passive: bool = False
    frame: str = "verb"
