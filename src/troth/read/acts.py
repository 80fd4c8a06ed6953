"""Acts: what a speaker does by saying something, from the cue first and then from the content."""

import re

from troth.model import Act
from troth.read.lexicon import ActWords, act_words
from troth.read.lexicon import pattern as words_of

DEAL = re.compile(r"\b(?:agreed|agreement|deal|accord|signed|accepted|accepts?)\b", re.IGNORECASE)
UNREAL = re.compile(r"(?:if|it would|that would|this would)\b", re.IGNORECASE)
IN_CASE = re.compile(r"\b(?:if|unless|in the event|in case|should|further|any)\b", re.IGNORECASE)
"""Words that make bad consequences depend on what another does."""
DEPENDING = re.compile(r"\b(?:if|provided|as long as|as soon as)\b", re.IGNORECASE)
"""Words that make what the speaker's side will do depend on another."""
BREAK = re.compile(r"[,;:—–\"“”()]|\b(?:that|this|it|which|who|if)\b", re.IGNORECASE)
"""What ends the reach of a doer before his verb."""
FIRST = re.compile(r"\b(?:(?i:we|our|us|my|ourselves)|I)\b")
POSSESSORS = frozenset({"his", "her", "their", "its"})

ORDER = (
    Act.REJECT,
    Act.AGREE,
    Act.OFFER,
    Act.PROMISE,
    Act.THREATEN,
    Act.DEMAND,
    Act.ACCUSE,
    Act.APPRAISE,
)
"""The order in which acts win when the content allows several; assert is what is left."""

NEAR = 6
"""Words before a promise among which its doer stands."""

HEAD = 8
"""Words at the beginning of a content among which its doer stands."""


def act_of(
    content: str,
    *,
    named: Act | None,
    own: tuple[str, ...] = (),
    verb: str = "",
    other: Act = Act.ASSERT,
) -> Act:
    """The act of a statement.

    Args:
        content: the words of the content.
        named: the act that the cue itself names, which wins.
        own: words for the speaker's own side: its state, "he", "his".
        verb: base form of the cue.
        other: the act where neither the cue nor the content tells one.
    """
    if named is Act.PROMISE and verb == "announce":
        return Act.AGREE if DEAL.search(content) else Act.PROMISE
    if named is not None:
        return named
    fitting = {act for act in ORDER if _fits(act, content, own)}
    if verb == "warn" and not fitting & {Act.ACCUSE, Act.DEMAND} and _threatens(content):
        fitting.add(Act.THREATEN)
    if Act.PROMISE in fitting and DEPENDING.search(content):
        fitting.add(Act.OFFER)
    if Act.THREATEN in fitting and IN_CASE.search(content):
        fitting.discard(Act.PROMISE)
    return next((act for act in ORDER if act in fitting), other)


def _fits(act: Act, content: str, own: tuple[str, ...]) -> bool:
    """Whether the words of a content allow an act."""
    if act is Act.PROMISE and UNREAL.match(content):
        return False
    return any(_tells(item, content, own) for item in act_words() if item.act is act)


def _tells(item: ActWords, content: str, own: tuple[str, ...]) -> bool:
    """Whether words of an act stand in a content, said of whom they must be said of."""
    if item.whose in {"doer", "holder"}:
        names = own if item.whose == "holder" else tuple(w for w in own if w not in POSSESSORS)
        return _ours_before(item.pattern, content, names)
    said = item.pattern.search(content) is not None
    return said and (item.whose == "any" or _ours(content, own))


def _threatens(content: str) -> bool:
    return any(w.act is Act.THREATEN and w.pattern.search(content) for w in act_words())


def _ours_before(pattern: re.Pattern[str], content: str, own: tuple[str, ...]) -> bool:
    """Whether the speaker's own side stands right before a word, as its doer or holder."""
    content = words_of("with_partners").sub("", content)
    for match in pattern.finditer(content):
        before = BREAK.split(" ".join(content[: match.start()].split()[-NEAR:]))[-1]
        if FIRST.search(before) or any(_names(word, before) for word in own):
            return True
    return False


def _ours(content: str, own: tuple[str, ...]) -> bool:
    """Whether the doer in the content is the speaker's own side."""
    if FIRST.search(content):
        return True
    head = " ".join(content.split()[:HEAD])
    return any(_names(word, head) for word in own)


def _names(word: str, text: str) -> bool:
    return bool(word) and re.search(rf"\b{re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
