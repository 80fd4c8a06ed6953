"""Acts: what a speaker does by saying something, from the cue first and then from the content."""

import re

from troth.model import Act

AGREED = re.compile(r"\b(?:agreed|agreement|deal|accord|signed|accepted|accepts?)\b", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:never|not true|untrue|is false|are false|was false|lying|lies|baseless|no plans?|won't accept|"
    r"will not accept|will never|cannot accept|refus\w+|reject\w*|den(?:y|ied|ies))\b",
    re.IGNORECASE,
)
DEMAND = re.compile(
    r"\b(?:must|should|need(?:s|ed)? (?:to|a|an|more|robust)|has to|(?<![Ww]e )(?<!I )have to|had to|ought to|call(?:s|ed|ing)? (?:on|for)|"
    r"urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|ask(?:s|ed)? (?:for|that)|we expect|not the time|it is time|"
    r"request(?:s|ed)?|appeal(?:s|ed)? (?:to|for)|let us|let's|imperative|I count on|count on)\b",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"\b(?:will|'ll|’ll|shall|going to|would|plans? to|intends? to|pledge[sd]?|committed|promise[sd]|vow(?:s|ed)|"
    r"guarantee[sd]|ready to|prepared to)\b",
    re.IGNORECASE,
)
BOND = re.compile(r"\b(?:commitment|pledge|promise|plan|resolve|determination)\b", re.IGNORECASE)
POSSESSORS = frozenset({"his", "her", "their", "its"})
OFFER = re.compile(
    r"\b(?:offer\w*|propos\w+|willing(?:ness)?|readiness|could (?:be|help|provide|host)|open to|"
    r"if (?:russia|they|it|he|she|you|the other))\b",
    re.IGNORECASE,
)
THREAT = re.compile(
    r"\b(?:consequences|retaliat\w+|revenge|punish\w*|pay (?:a|the|dearly)|strike back|will hit|will be hit|"
    r"keep expanding|destroy\w*|respond (?:with force|harshly|severely)|we warn|face (?:a|the|severe))\b",
    re.IGNORECASE,
)
ACCUSE = re.compile(
    r"\b(?:aggression by|violat\w+|war crimes?|guilty|responsible for|to blame|blam\w+|accus\w+|terroris\w+|"
    r"atrocit\w+|genocide|hollow|lied|hiding|not a serious|breach\w*|illegal\w*|unlawful\w*|invaded|doing$)\b",
    re.IGNORECASE,
)
APPRAISE = re.compile(
    r"\b(?:thank\w*|grateful|gratitude|welcom\w+|prais\w+|congratulat\w+|regret\w*|sorry|sad(?:ness|dened)?|tragic|"
    r"tragedy|disappoint\w+|pleased|happy|proud|glad|honou?r\w*|brilliant|historic|great|excellent|good|bad|wonderful|"
    r"terrible|horrific|shameful|disgrace\w*|condolences|thoughts and prayers|hope\w*|concern\w*|worried|"
    r"positive|productive|fantastic|calamity|disaster\w*|love|courage\w*|brave\w*|leading role|frustrating)\b",
    re.IGNORECASE,
)
FIRST = re.compile(r"\b(?:(?i:we|our|us|my|ourselves)|I)\b")

NAMED_FIRST = (
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


def act_of(content: str, *, named: Act | None, own: tuple[str, ...] = (), verb: str = "") -> Act:
    """The act of a statement.

    Args:
        content: the words of the content.
        named: the act that the cue itself names, which wins.
        own: words for the speaker's own side: its state, "he", "his".
        verb: base form of the cue.
    """
    if named is Act.PROMISE and verb == "announce":
        return _announced(content)
    if named is not None and named is not Act.ASSERT:
        return named
    fitting = {act for act in NAMED_FIRST if _fits(act, content, own)}
    if verb == "warn" and not fitting & {Act.ACCUSE, Act.DEMAND}:
        fitting.add(Act.THREATEN) if THREAT.search(content) else None
    if named is Act.ASSERT:
        fitting &= {Act.DEMAND, Act.AGREE}
        return Act.ASSERT
    return next((act for act in NAMED_FIRST if act in fitting), Act.ASSERT)


def _announced(content: str) -> Act:
    return Act.AGREE if AGREED.search(content) else Act.PROMISE


def _fits(act: Act, content: str, own: tuple[str, ...]) -> bool:
    if act is Act.REJECT:
        return bool(
            re.search(
                r"\b(?:are lying|not true|untrue|baseless|will not accept|cannot accept|reject\w*)\b",
                content,
                re.I,
            )
        )
    if act is Act.AGREE:
        return bool(
            re.search(
                r"\b(?:ha(?:d|ve|s) agreed|agreement (?:has been|was|had been) reached|reached an? (?:agreement|deal)|entered into an agreement)\b",
                content,
                re.I,
            )
        )
    if act is Act.OFFER:
        return bool(OFFER.search(content)) and _ours(content, own)
    if act is Act.PROMISE:
        doers = tuple(word for word in own if word not in POSSESSORS)
        promised = _ours_before(PROMISE, content, doers) or _ours_before(BOND, content, own)
        return promised and not _hypothetical(content)
    if act is Act.THREATEN:
        return bool(THREAT.search(content)) and _ours(content, own)
    if act is Act.DEMAND:
        return bool(DEMAND.search(content))
    if act is Act.ACCUSE:
        return bool(ACCUSE.search(content))
    return bool(APPRAISE.search(content))


def _hypothetical(content: str) -> bool:
    return bool(re.match(r"^(?:if|it would|that would|this would)\b", content, re.IGNORECASE))


def _ours_before(pattern: re.Pattern[str], content: str, own: tuple[str, ...]) -> bool:
    """Whether the speaker's own side stands right before a word, as its doer or holder."""
    for match in pattern.finditer(content):
        before = " ".join(content[: match.start()].split()[-6:])
        if FIRST.search(before) or any(_names(word, before) for word in own):
            return True
    return False


def _names(word: str, text: str) -> bool:
    return bool(word) and re.search(rf"\b{re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def _ours(content: str, own: tuple[str, ...]) -> bool:
    """Whether the doer in the content is the speaker's own side."""
    if FIRST.search(content):
        return True
    head = " ".join(content.split()[:8]).lower()
    return any(_names(word, head) for word in own)
