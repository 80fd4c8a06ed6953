"""Announcements: what a text says in its own voice that somebody will or might do."""

from collections.abc import Iterator

from spacy.tokens import Token

from troth.model import Standing
from troth.read.clauses import auxiliaries, case, subject_of
from troth.read.context import Context
from troth.read.layout import SegmentKind
from troth.read.lexicon import pattern
from troth.read.pledges import Pledge
from troth.read.terms import is_deed

POSSIBLE = frozenset({"possible", "potential", "proposed"})


def announced(context: Context) -> Iterator[Pledge]:
    """What a text says that somebody will do; an official one also binds by "is committed"."""
    official = _is_official(context)
    taken = {i for item in context.said for a, b in item.ranges for i in range(a, b)}
    for token in context.doc:
        verb = _bound_verb(context, token, official=official)
        if verb is None or token.i in taken or context.parsed.in_quotation(token.i):
            continue
        pledge = _promise(context, token, verb, official=official)
        if pledge is not None:
            yield pledge


def _is_official(context: Context) -> bool:
    """Whether the headline says that a text is a statement, a readout or the like."""
    first = next(iter(context.parsed.sentences), None)
    headed = first is not None and first.segment.kind is SegmentKind.HEADLINE
    return headed and pattern("official_text").search(context.opening) is not None


def _bound_verb(context: Context, token: Token, *, official: bool) -> Token | None:
    """The verb that "will" or "shall" stands by, or "committed" in an official text."""
    if official and token.lower_ == "committed":
        before = context.doc[token.i - 1].lower_
        return token if before in {"is", "are", "remain", "remains"} else None
    modal = token.lower_ in {"will", "shall"} and token.tag_ == "MD"
    return token.head if modal and token.head.i != token.i else None


def _promise(context: Context, token: Token, verb: Token, *, official: bool) -> Pledge | None:
    subject = subject_of(verb)
    if subject is None or subject.i > token.i or verb.dep_ in {"acl:relcl", "advcl"}:
        return None
    if not official and "not" in auxiliaries(verb):
        return None
    who = context.resolver.who(subject)
    names = context.parties(who)
    start, end = who.start, _sentence_end(context, token, who.start)
    if not names or start >= end or not (official or is_deed(context, start, end)):
        return None
    return Pledge(names, Standing.PROMISED, start, end)


def _sentence_end(context: Context, token: Token, start: int) -> int:
    """End of a sentence without its last marks, closing quotation marks kept."""
    end = context.parsed.sentence(token.i).end
    while end > start:
        last = context.doc[end - 1]
        if not last.is_punct or last.text in {'"', "”"}:
            break
        end -= 1
    return end


# --- what might be done --------------------------------------------------------------------------


def considered(context: Context) -> Iterator[Pledge]:
    """What might be done, by whom: "the possible deployment of forces by X"."""
    for token in context.doc:
        if context.parsed.in_quotation(token.i) or not token.tag_.startswith("NN"):
            continue
        if not pattern("measure").fullmatch(token.text):
            continue
        before = {child.lower_ for child in token.children if child.i < token.i}
        yield from _possible(context, token) if before & POSSIBLE else _on_offer(context, token)


def _possible(context: Context, token: Token) -> Iterator[Pledge]:
    """A measure called possible, with its doer behind "by"."""
    by = _hung_by(token) or _by_behind(token)
    if by is None:
        return
    names = context.resolver.who(by).names
    stop = by.right_edge.i + 1 if by.right_edge.i - by.i < 8 else by.i + 1
    if stop < len(context.doc) and context.doc[stop].is_quote:
        stop += 1
    if names:
        yield Pledge(names, Standing.DISCUSSED, _phrase_start(token), stop)


def _hung_by(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ in {"nmod", "obl", "obl:agent"} and case(child) == "by":
            return child
    return None


def _by_behind(token: Token) -> Token | None:
    """The phrase behind the next "by", wherever the parse hangs it."""
    doc = token.doc
    by = next((t.i for t in doc[token.i + 1 : token.i + 8] if t.lower_ == "by"), None)
    if by is None:
        return None
    following = doc[by + 1 : by + 10]
    return next((t for t in following if t.tag_.startswith("NN") and case(t) == "by"), None)


def _on_offer(context: Context, token: Token) -> Iterator[Pledge]:
    """What somebody can give: "security guarantees Europe can offer Ukraine"."""
    doc = context.doc
    for modal in doc[token.i + 1 : token.i + 5]:
        if modal.lower_ not in {"can", "could", "might", "may"} or modal.i - token.i < 2:
            continue
        giver = context.mention(modal.i - 1)
        following = doc[modal.i + 1].lower_ if modal.i + 1 < len(doc) else ""
        if giver is None or giver.start != token.i + 1:
            continue
        if following in {"offer", "give", "provide"}:
            taker = context.mention(modal.i + 2)
            end = taker.end if taker else modal.i + 2
            names = (context.name(giver),)
            yield Pledge(names, Standing.DISCUSSED, _phrase_start(token), end)


def _phrase_start(token: Token) -> int:
    """First token of the noun phrase that ends in a token."""
    doc, start = token.doc, token.i
    while start > 0 and doc[start - 1].tag_.startswith(("NN", "JJ", "DT")):
        if doc[start].is_sent_start:
            break
        start -= 1
    return start
