"""Commitments: what somebody is bound to do, offers, or is asked to do."""

from collections.abc import Iterator
from dataclasses import replace

from troth.model import Act, Commitment, Standing
from troth.read.announcements import announced, considered, discussed
from troth.read.clauses import NEGATIONS, auxiliaries
from troth.read.context import Context
from troth.read.doers import act_in, doers_of
from troth.read.lexicon import group, pattern
from troth.read.passages import Passage
from troth.read.pledges import Pledge, pledges_in, split
from troth.read.statements import Said
from troth.read.terms import Tokens, commitment_of
from troth.read.undertakings import undertakings

STANDINGS = {
    Act.AGREE: Standing.AGREED,
    Act.PROMISE: Standing.PROMISED,
    Act.OFFER: Standing.OFFERED,
    Act.DEMAND: Standing.DEMANDED,
    Act.REJECT: Standing.REJECTED,
}
RANK = (
    Standing.AGREED,
    Standing.PROMISED,
    Standing.OFFERED,
    Standing.REJECTED,
    Standing.DEMANDED,
    Standing.DISCUSSED,
)
"""How far a commitment stands, the furthest first."""

SUBJECT_REACH = 14
"""Tokens within which who agrees is told together with what is agreed."""


def find_commitments(context: Context) -> list[Commitment]:
    """The commitments of a text, each once, in the order of their spans."""
    found = [commitment for item in context.said for commitment in _stated(context, item)]
    for pledge in (*announced(context), *considered(context), *discussed(context)):
        found.append(_of_pledge(context, pledge))
    found += _undertaken(context, found)
    found.sort(key=lambda commitment: commitment.text.start)
    return _distinct(found)


def _of_pledge(context: Context, pledge: Pledge) -> Commitment:
    whole = (pledge.start, pledge.end)
    return commitment_of(context, pledge.names, pledge.standing, whole, whole)


def _undertaken(context: Context, found: list[Commitment]) -> list[Commitment]:
    """What nouns tell beside the commitments found; that somebody is for somebody, once."""
    out: list[Commitment] = []
    for pledge in (part for told in undertakings(context) for part in split(context, told)):
        commitment = _of_pledge(context, pledge)
        told = (*found, *out)
        if any(
            _covers(context, other, commitment) or _restates(other, commitment) for other in told
        ):
            continue
        if not (pledge.general and any(_precedes(other, commitment) for other in told)):
            out.append(commitment)
    return out


def _precedes(a: Commitment, b: Commitment) -> bool:
    """Whether a commitment told before another is of the same doer, kind and beneficiaries."""
    alike = a.kind is b.kind and bool(set(a.by) & set(b.by)) and set(b.to) <= set(a.to)
    return alike and a.text.start < b.text.start


def _restates(a: Commitment, b: Commitment) -> bool:
    """Whether two commitments are told by the same words, whoever their doers are taken for."""
    return a.text == b.text and a.standing is b.standing


def _covers(context: Context, a: Commitment, b: Commitment) -> bool:
    """Whether the words of one of two commitments of the same doers, or sides, hold the other's."""
    some, others = ({*c.by, *context.homes(c.by)} for c in (a, b))
    if not some & others:
        return False
    within = a.text.start <= b.text.start and b.text.end <= a.text.end
    return within or (b.text.start <= a.text.start and a.text.end <= b.text.end)


def _stated(context: Context, item: Said) -> Iterator[Commitment]:
    """The commitments that one statement makes or reports; a headline's are its body's."""
    if item.cue is not None and context.in_headline(item.cue.verb):
        return
    passage = Passage(context, item, item.ranges[0][0], item.ranges[-1][1])
    for pledge in (part for told in _pledges(passage) for part in split(context, told)):
        whole = _whole(context, item, pledge)
        words = (pledge.start, whole[1])
        yield commitment_of(context, pledge.names, pledge.standing, words, whole)


def _pledges(passage: Passage) -> Iterator[Pledge]:
    """What a statement's act binds its doer to, else what its content tells beside it."""
    act = act_in(passage)
    standing = STANDINGS.get(act)
    names = doers_of(passage) if standing is not None else ()
    if standing is not None and names:
        start, end = _told_with(passage)
        yield Pledge(names, _refused(passage, standing), start, end)
    elif act is not Act.REJECT:
        for pledge in pledges_in(passage):
            yield replace(pledge, standing=_refused(passage, pledge.standing))


def _told_with(passage: Passage) -> Tokens:
    """Tokens of a pledge: an invitation or order with who gives it, "X ordered Y to leave"."""
    cue, first = passage.item.cue, passage.item.who.start
    given = passage.cue in group("directing_verbs") | {"invite"}
    if not given or cue is None or not first < cue.start < passage.start:
        return passage.start, passage.end
    to = passage.to(passage.start, passage.end)
    deed = next((t for t in passage.doc[to : to + 3] if t.tag_ == "VB"), None) if to else None
    end = min(passage.end, deed.right_edge.i + 1) if deed is not None else passage.end
    return first, end


def _refused(passage: Passage, standing: Standing) -> Standing:
    """The standing of what somebody says he will not consent to: "we will not sign it"."""
    for token in passage.tokens:
        verb = token.head
        if standing is Standing.PROMISED and token.tag_ == "MD" and passage.holds(verb):
            refused = verb.lower_ in group("assenting_verbs") and auxiliaries(verb) & NEGATIONS
            return Standing.REJECTED if refused else standing
    return standing


def _whole(context: Context, item: Said, pledge: Pledge) -> Tokens:
    """Tokens of all that states a pledge: with who agrees to it, or by whom it was offered."""
    start, end, cue = pledge.start, pledge.end, item.cue
    if cue is None:
        return start, end
    if cue.passive and start < cue.start:
        return start, _with_terms(context, max(end, cue.mention[1] if cue.mention else cue.end))
    joined = cue.frame in {"verb", "noun", "light"} and not cue.passive
    if joined and pledge.standing is Standing.AGREED and cue.mention:
        first = cue.mention[0]
        if first < cue.start < start and start - first < SUBJECT_REACH:
            return first, end
    return start, end


def _with_terms(context: Context, end: int) -> int:
    """A few words behind "offered by X" that give its terms: "without preconditions"."""
    last = context.parsed.sentence(end - 1).end
    for stop in range(min(end + 5, last), end, -1):
        words = context.parsed.words(end, stop).strip("\"'“”")
        if pattern("unconditional").fullmatch(words):
            return stop
    return end


def _distinct(found: list[Commitment]) -> list[Commitment]:
    """Each commitment once: of those of one doer and kind in one place, the furthest standing."""
    out: list[Commitment] = []
    for item in found:
        twin = next((i for i, other in enumerate(out) if _same(other, item)), None)
        if twin is None:
            out.append(item)
        elif RANK.index(item.standing) < RANK.index(out[twin].standing):
            out[twin] = replace(item, to=item.to or out[twin].to)
    return out


def _same(a: Commitment, b: Commitment) -> bool:
    if a.by != b.by or a.kind is not b.kind:
        return False
    return a.text.overlaps(b.text) or a.text.text == b.text.text
