"""Announcements: what a text says in its own voice that somebody will or might do."""

from collections.abc import Iterator

from spacy.tokens import Token

from troth.model import Act, Standing
from troth.read.clauses import NEGATIONS, auxiliaries, case, dependents, phrase, subject_of
from troth.read.context import Context
from troth.read.layout import SegmentKind
from troth.read.lexicon import cues, group, pattern
from troth.read.measures import enacted, measure_standing
from troth.read.pledges import Pledge
from troth.read.referents import OURS
from troth.read.terms import is_deed

FINITE = frozenset({"VBD", "VBP", "VBZ"})
DEEDS = frozenset({"xcomp", "ccomp", "conj", "advcl"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WRB"})
DOERS = frozenset({"nsubj", "nmod:poss"})


def announced(context: Context) -> Iterator[Pledge]:
    """What a text says in its own voice that somebody will do, is ready for or is to do.

    An official text also binds its issuer by what is being done.
    """
    official = is_official(context)
    taken = {i for item in context.said for a, b in item.ranges for i in range(a, b)}
    for token in context.doc:
        if token.i in taken or context.parsed.in_quotation(token.i):
            continue
        bound = _bound_verb(token, official=official)
        pledge = _promise(context, token, bound, official=official) if bound else None
        pledge = pledge or _enacted(context, token) or _imposed(context, token)
        pledge = pledge or _asked(context, token) or _to_come(context, token)
        pledge = pledge or (_urged(context, token) if official else None)
        if pledge is not None:
            yield pledge


def _asked(context: Context, token: Token) -> Pledge | None:
    """What somebody is asked to do, told without who asks: "X was urged to withdraw"."""
    entry = cues().get(token.lower_)
    asks = entry is not None and entry.act is Act.DEMAND and token.tag_ in {"VBN", "VBD"}
    subject = next((c for c in token.children if c.dep_ == "nsubj:pass"), None)
    deed = next((c for c in token.children if c.dep_ in DEEDS and c.tag_ == "VB"), None)
    if not asks and token.lower_ not in group("ordering_words"):
        return None
    if subject is None or deed is None:
        return None
    names = context.parties_at(subject)
    start = context.resolver.who(subject).start
    return Pledge(names, Standing.DEMANDED, start, deed.right_edge.i + 1) if names else None


def _urged(context: Context, token: Token) -> Pledge | None:
    """Whom the issuer of an official text asks to act: "we urge X to withdraw"."""
    entry = cues().get(token.lower_)
    subject = subject_of(token)
    asks = entry is not None and entry.act is Act.DEMAND and token.tag_ in {"VBP", "VB"}
    if not asks or subject is None or subject.lower_ not in OURS:
        return None
    kinds = {"obj", "iobj", "obl"}
    whom = next((c for c in token.children if c.dep_ in kinds and c.i > token.i), None)
    deed = next((c for c in token.children if c.dep_ in DEEDS and c.tag_ == "VB"), None)
    if whom is None or deed is None or deed.i < whom.i:
        return None
    names = context.parties_at(whom)
    return Pledge(names, Standing.DEMANDED, token.i, deed.right_edge.i + 1) if names else None


def _to_come(context: Context, token: Token) -> Pledge | None:
    """What a clause about a thing says that somebody will do with it: "the aid X will send"."""
    verb = token.head
    relative = verb.dep_ == "acl:relcl" and verb.head.tag_.startswith("NN")
    if token.lower_ not in {"will", "shall"} or token.tag_ != "MD" or not relative:
        return None
    noun, subject = verb.head, next((c for c in verb.children if c.dep_ == "nsubj"), None)
    beside = any(c.tag_ in RELATIVE_TAGS and c.dep_ != "obj" for c in verb.children)
    if subject is None or beside or not noun.i < subject.i < token.i:
        return None
    names = context.parties_at(subject)
    start, end = phrase(context.parsed, noun)[0], verb.right_edge.i + 1
    told = bool(names) and is_deed(context, start, end)
    return Pledge(names, Standing.PROMISED, start, end) if told else None


def _enacted(context: Context, token: Token) -> Pledge | None:
    """A measure put into force, or an agreement made: "signed a decree banning …"."""
    if token.tag_ not in {"VBD", "VBN"}:
        return None
    subject = next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), None)
    measure = enacted(token)
    names = context.parties_at(subject) if subject is not None else ()
    standing = measure_standing(measure) if measure is not None else None
    if measure is None or standing is None or subject is None or not names:
        return None
    if standing is Standing.AGREED:
        others = (*dependents(token, "with"), *dependents(measure, "with"))
        names += tuple(name for other in others for name in context.parties_at(other))
    start = context.resolver.who(subject).start
    last = max(
        measure.right_edge.i, *(c.right_edge.i for c in token.children if c.dep_ == "obl"), 0
    )
    return Pledge(tuple(dict.fromkeys(names)), standing, start, last + 1)


def _imposed(context: Context, token: Token) -> Pledge | None:
    """What a text that parties agreed to says that it commits them to."""
    if token.lower_ not in group("binding_verbs") or not token.tag_.startswith("VB"):
        return None
    kinds = {"obj", "nsubj", "obl"} if token.lower_ == "calls" else {"obj", "nsubj"}
    bound = next((c for c in token.children if c.dep_ in kinds and c.i > token.i), None)
    deeds = (c for c in token.children if c.dep_ in {"xcomp", "ccomp", "advcl"})
    deed = next((c for c in deeds if c.tag_ == "VB"), None)
    if bound is None and deed is not None:
        bound = next((c for c in deed.children if c.dep_ == "nsubj"), None)
    if bound is None or deed is None or deed.i < bound.i:
        return None
    names = context.parties_at(bound)
    return Pledge(names, Standing.AGREED, token.i, deed.right_edge.i + 1) if names else None


def is_official(context: Context) -> bool:
    """Whether the headline says that a text is a statement, a readout or the like."""
    first = next(iter(context.parsed.sentences), None)
    headed = first is not None and first.segment.kind is SegmentKind.HEADLINE
    return headed and pattern("official_text").search(context.opening) is not None


def _bound_verb(token: Token, *, official: bool) -> tuple[Token, Standing] | None:
    """The word whose subject a token binds, and how far what it tells stands."""
    lower, following = token.lower_, token.i + 1 < len(token.doc) and token.nbor(1).lower_
    if lower in {"will", "shall"} and token.tag_ == "MD" and token.head.i != token.i:
        return token.head, Standing.PROMISED
    if (lower in {"would", "must"} and _under_terms(token)) or _is_to(token):
        return token.head, Standing.AGREED if _under_terms(token) else Standing.PROMISED
    if lower in group("ready_words") and following in {"to", "that"} and _is_predicate(token):
        ready = lower in group("offering_words")
        return token, Standing.OFFERED if ready else Standing.PROMISED
    if following == "to" and _plans(token):
        return token, Standing.PROMISED
    if official and token.tag_ == "VBG" and _goes_on(token):
        return token, Standing.PROMISED
    return None


def _plans(token: Token) -> bool:
    """Whether a verb tells what somebody plans, or planned, to do."""
    now = token.lower_ in group("planning_verbs") and token.tag_ in {"VBZ", "VBP"}
    return now or (token.lower_ in group("planned_verbs") and token.tag_ == "VBD")


def _is_to(token: Token) -> bool:
    """Whether a copula tells what is arranged: "Norway is to release …"."""
    following = token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to"
    return token.lower_ in {"is", "are"} and bool(following) and token.head.tag_ == "VB"


def _under_terms(token: Token) -> bool:
    """Whether a sentence opens with the terms that bind: "Under the deal, …"."""
    opening = token.doc[token.sent.start : min(token.i, token.sent.start + 8)]
    under = len(opening) and opening[0].lower_ in {"under", "per", "in"}
    return bool(under) and any(t.lower_ in group("binding_texts") for t in opening)


def _is_predicate(token: Token) -> bool:
    """Whether a word is what its subject is: "Norway stands ready", "remains committed"."""
    before = {t.lower_ for t in token.doc[max(token.sent.start, token.i - 4) : token.i]}
    return bool(before & group("being_verbs")) and not before & NEGATIONS


def _goes_on(token: Token) -> bool:
    """Whether a verb tells what is being done now: "is working to"."""
    own = {child.lower_ for child in token.children if child.dep_ == "aux"}
    return bool(own & {"is", "are", "'re", "’re"}) and token.dep_ not in {"acl:relcl", "advcl"}


def _promise(
    context: Context, token: Token, bound: tuple[Token, Standing], *, official: bool
) -> Pledge | None:
    verb, standing = bound
    subject = subject_of(verb)
    if subject is None or subject.i > token.i or verb.dep_ in {"acl:relcl", "advcl"}:
        return None
    unbound = group("minding_verbs") | group("talking_verbs")
    if (not official and "not" in auxiliaries(verb)) or verb.lower_ in unbound:
        return None
    who = context.resolver.who(subject)
    names = context.parties(who) or _working_together(context, subject, verb)
    start, end = who.start, _sentence_end(context, token, who.start)
    sure = standing is not Standing.PROMISED or token.lower_ in group("binding_words")
    planned = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    measure = planned is not None and enacted(planned) is not None
    told = sure or (official and verb.tag_ != "VBG") or is_deed(context, start, end) or measure
    return Pledge(names, standing, start, end) if names and start < end and told else None


def _working_together(context: Context, subject: Token, verb: Token) -> tuple[str, ...]:
    """Whose joint work is said to go on: "cooperation between X and Y will continue"."""
    if subject.lower_ not in group("joint_deeds") or verb.lower_ not in group("going_on_verbs"):
        return ()
    heads = dependents(subject, "between", "among", "within", "of", "with")
    names = [name for head in heads for name in context.parties_at(head)]
    return tuple(dict.fromkeys(names))


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
        yield from (
            _possible(context, token)
            if before & group("possible_words")
            else _on_offer(context, token)
        )


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


# --- what is talked about ------------------------------------------------------------------------


def discussed(context: Context) -> Iterator[Pledge]:
    """What parties only talk about doing: "discussed sending troops", "the need for X to …"."""
    for token in context.doc:
        if token.lower_ not in group("talking_verbs") or not _is_finite(token):
            continue
        subject = subject_of(token)
        if subject is None or context.parsed.in_quotation(token.i) or context.in_headline(token):
            continue
        names = context.parties_at(subject)
        for topic in _topics(token):
            pledge = _of_deed(context, subject, names, topic) or _of_need(context, names, topic)
            if pledge is not None:
                yield pledge


def _is_finite(verb: Token) -> bool:
    """Whether a verb tells of something, whatever its past form is taken for."""
    own = any(child.dep_ == "nsubj" for child in verb.children)
    return verb.tag_ in FINITE or (verb.tag_ == "VBN" and own)


def _topics(verb: Token) -> Iterator[Token]:
    """What a verb of talking has for its objects, those joined to them too."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"obj", "ccomp", "xcomp"}:
            yield child
            yield from (joined for joined in child.children if joined.dep_ == "conj")


def _of_deed(
    context: Context, subject: Token, names: tuple[str, ...], topic: Token
) -> Pledge | None:
    """What the parties talk of doing themselves: "discussed sending troops"."""
    start, end = context.resolver.who(subject).start, _topic_end(topic)
    clause = any(child.dep_ in {"nsubj", "aux", "mark"} for child in topic.children)
    if topic.tag_ != "VBG" or clause or not names or not is_deed(context, topic.i, end):
        return None
    return Pledge(names, Standing.DISCUSSED, start, end)


def _topic_end(topic: Token) -> int:
    """End of what is talked about, without the instances that "including" adds."""
    end = topic.right_edge.i + 1
    added = (t.i for t in topic.doc[topic.i : end] if t.lower_ == "including" and t.i > topic.i + 1)
    stop = next(added, end)
    return stop - 1 if stop < end and topic.doc[stop - 1].is_punct else stop


def _of_need(context: Context, names: tuple[str, ...], topic: Token) -> Pledge | None:
    """What they say there is need for: of another's deed, or of working together."""
    if topic.lower_ not in group("need_nouns"):
        return None
    start, end = topic.left_edge.i, _topic_end(topic)
    deed = next((c for c in topic.children if c.tag_ in {"VBG", "VB"} and c.i > topic.i), None)
    doer = next((c for c in deed.children if c.dep_ in DOERS), None) if deed is not None else None
    if doer is not None:
        others = context.parties_at(doer)
        return Pledge(others, Standing.DISCUSSED, start, end) if others else None
    joint = any(head.lower_ in group("joint_deeds") for head in dependents(topic, "for", "of"))
    return Pledge(names, Standing.DISCUSSED, start, end) if joint and len(names) > 1 else None


def _phrase_start(token: Token) -> int:
    """First token of the noun phrase that ends in a token."""
    doc, start = token.doc, token.i
    while start > 0 and doc[start - 1].tag_.startswith(("NN", "JJ", "DT")):
        if doc[start].is_sent_start:
            break
        start -= 1
    return start
