"""Statements: every place where the text reports that somebody expressed something in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from troth.model import Act, Form, Statement
from troth.read.acts import act_of
from troth.read.calendar import When
from troth.read.contents import Content, ContentFinder, Range
from troth.read.cues import CueFinder, Found, noun_act, praised
from troth.read.layout import SegmentKind
from troth.read.lexicon import group, light_nouns
from troth.read.lexicon import words as listed
from troth.read.parsed import Parsed, Quoted, Sentence
from troth.read.parties import CONTACT_WORDS
from troth.read.referents import Who
from troth.read.stretches import FINITE
from troth.read.who import Resolver

SHORTEST_OWN_QUOTATION = 3
"""A quotation without a cue of its own needs as many words to be a statement; less is a name."""

DAY_LENGTH = len("2025-03-27")
"""A time shorter than this is known to the month or year only."""

CARRIES = 3
"""Sentences over which a speaker's day carries on without being told again."""


@dataclass(frozen=True)
class Said:
    """A statement and the tokens it was found in, for the readers of other kinds."""

    statement: Statement
    ranges: tuple[Range, ...]
    who: Who
    cue: Found | None


@dataclass(frozen=True)
class Scene:
    """A sentence, by number, that puts a contact or a speech on a day, and everybody it names."""

    number: int
    day: str
    people: frozenset[str]


def find_statements(parsed: Parsed, resolver: Resolver, times: list[When]) -> list[Said]:
    """The statements of a text, in the order of their contents."""
    cues = CueFinder(parsed, resolver, times).find()
    finder = ContentFinder(parsed, cues, times)
    said = []
    for cue in cues:
        content = finder.content(cue)
        if content is not None:
            said.append(_statement(parsed, resolver, cue, content))
    said = _distinct(said)
    said = [_with_tied(parsed, item, said) for item in said]
    said += _alone(parsed, resolver, said)
    said.sort(key=lambda item: (item.ranges[0][0], item.ranges[0][1]))
    return _dated(parsed, resolver, times, said)


def _statement(parsed: Parsed, resolver: Resolver, cue: Found, content: Content) -> Said:
    who = cue.who or Who((), "unknown", cue.start, cue.end)
    spans = tuple(parsed.span(a, b) for a, b in content.ranges)
    words = " ".join(span.text for span in spans)
    form = _form(parsed, content.ranges)
    act = act_of(
        words,
        named=_named(cue, content),
        own=_own(resolver, who, quoted=form is Form.DIRECT),
        verb=cue.entry.verb if cue.entry else "",
        other=_other_act(resolver, cue, content),
    )
    mention = parsed.span(*cue.mention) if cue.mention else None
    statement = Statement(
        speaker=who.names,
        speaker_text=mention,
        cue=parsed.span(cue.start, max(content.cue_end, cue.end)),
        content=spans,
        form=form,
        act=act,
    )
    return Said(statement, content.ranges, who, cue)


def _named(  # noqa: PLR0911 -- a table of cases, in order
    cue: Found, content: Content
) -> Act | None:
    """The act that a cue names in the frame it stands in: calling for and on is a demand."""
    if cue.entry is None:
        return cue.act
    verb, doc = cue.entry.verb, cue.verb.doc
    behind = doc[cue.verb.i + 1].lower_ if cue.verb.i + 1 < len(doc) else ""
    if verb == "call":
        return Act.DEMAND if behind in {"on", "upon", "for", "to"} else None
    if verb in {"ask", "tell"}:
        return Act.DEMAND if behind == "for" or _to_act(cue, content) else None
    if verb in {"order", "direct", "instruct"} and _by_court(cue):
        return Act.DEMAND
    if verb == "vote" and behind in {"against", "to"}:
        return Act.REJECT if behind == "against" else Act.PROMISE
    if verb == "speak" and behind == "highly":
        return Act.APPRAISE
    framed = _framed(cue, content)
    if framed is not None:
        return framed
    if verb == "announce" and (_tells_what_is(cue, content) or _tells_what_was(cue, content)):
        return None
    head = _head_act(cue, content)
    if verb in group("expressing_verbs") and head is not None:
        return head
    return cue.act if cue.act is not None else head


def _framed(cue: Found, content: Content) -> Act | None:
    """The act that a verb has by what stands around it: its side, measure, praise or feeling."""
    entry = cue.entry
    if entry is None:
        return None
    if entry.verb in {"attribute", "ascribe"} and _blames(cue):
        return Act.ACCUSE
    if entry.verb in {"declare", "proclaim"} and _decrees(cue, content):
        return Act.PROMISE
    if "H" in entry.frames and praised(cue.verb):
        return Act.APPRAISE
    return Act.AGREE if _favours(cue) else _with_feeling(cue)


def _favours(cue: Found) -> bool:
    """Whether somebody takes a side by what he says: "spoke in favour of"."""
    if cue.entry is None or "V" not in cue.entry.frames:
        return False
    behind = [token.lower_ for token in cue.verb.doc[cue.verb.i + 1 : cue.verb.i + 3]]
    return behind[:1] == ["in"] and behind[-1] in group("favouring")


def _decrees(cue: Found, content: Content) -> bool:
    """Whether a measure is put into force by being declared: "declared a day of mourning"."""
    start, end = content.ranges[0]
    for token in cue.verb.doc[start:end]:
        if token.tag_ in FINITE or token.is_quote:
            return False
        if token.lower_ in group("declared_measures"):
            return True
    return False


def _blames(cue: Found) -> bool:
    """Whether a deed of violence is put down to somebody: "attributed the bombing to"."""
    parts = (c for c in cue.verb.children if c.dep_ in {"obj", "nsubj:pass"})
    return any(part.lower_ in group("blamed_deeds") for part in parts)


def _by_court(cue: Found) -> bool:
    """Whether a court or judge speaks, who orders what others do."""
    words = cue.verb.doc[cue.mention[0] : cue.mention[1]] if cue.mention else ()
    return any(token.lower_ in group("courts") for token in words)


def _with_feeling(cue: Found) -> Act | None:
    """The act of the feeling that something is said with: "noted with deep regret"."""
    behind = cue.verb.doc[cue.verb.i + 1 : cue.verb.i + 4]
    if not len(behind) or behind[0].lower_ != "with":
        return None
    nouns = (light_nouns().get(token.lower_) for token in behind[1:])
    return next((noun.act for noun in nouns if noun is not None), None)


def _to_act(cue: Found, content: Content) -> bool:
    """Whether somebody is told or asked to do something: "told them to leave"."""
    start, end = content.ranges[0]
    for token in cue.verb.doc[start:end]:
        if token.tag_ in FINITE or token.is_quote:
            return False
        if token.lower_ == "to" and token.i + 1 < end and token.nbor(1).tag_ in {"VB", "RB"}:
            return True
    return False


def _tells_what_is(cue: Found, content: Content) -> bool:
    """Whether a clause tells what is or was, and not what will be."""
    start, end = content.ranges[0]
    clause = next((c for c in cue.verb.children if c.dep_ == "ccomp" and start <= c.i < end), None)
    if clause is None:
        return False
    verbs = [clause, *(c for c in clause.children if c.dep_.startswith(("aux", "cop")))]
    return not any(t.tag_ == "MD" for t in verbs) and clause.lower_ not in {"plans", "intends"}


def _tells_what_was(cue: Found, content: Content) -> bool:
    """Whether something is announced that has happened already: a death, a result."""
    start, end = content.ranges[0]
    heads = (c for c in cue.verb.children if c.dep_ in {"obj", "nsubj:pass"} and start <= c.i < end)
    return any(head.lower_ in group("past_nouns") for head in heads)


def _head_act(cue: Found, content: Content) -> Act | None:
    """The act that the noun names which is expressed: "reaffirmed their commitment to"."""
    start, end = content.ranges[0]
    for child in cue.verb.children:
        if child.dep_ in {"obj", "nsubj:pass"} and start <= child.i < end:
            if child.lower_ in group("needed"):
                return Act.DEMAND if _of_another(cue, child) else None
            return noun_act(child)
    return None


def _of_another(cue: Found, need: Token) -> bool:
    """Whether a need is told of that is not of all who meet: "the need for a truce"."""
    alone = cue.who is not None and len(cue.who.names) == 1
    joints = {child.left_edge.lower_ for child in need.children if child.i > need.i}
    return "for" in joints or ("to" in joints and alone)


def _other_act(resolver: Resolver, cue: Found, content: Content) -> Act:
    """The act where no word tells one."""
    if _calls(cue, content):
        return Act.APPRAISE
    return Act.PROMISE if _will_be(resolver, cue, content) else Act.ASSERT


def _will_be(resolver: Resolver, cue: Found, content: Content) -> bool:
    """Whether it is confirmed that something will happen, and nobody else is named as its doer."""
    if cue.entry is None or cue.entry.verb not in group("confirming_verbs"):
        return False
    start, end = content.ranges[0]
    clause = next((c for c in cue.verb.children if c.dep_ == "ccomp" and start <= c.i < end), None)
    if clause is None or not any(c.lower_ == "will" for c in clause.children):
        return False
    subject = next((c for c in clause.children if c.dep_.startswith("nsubj")), None)
    named = resolver.names.at.get(subject.i) if subject is not None else None
    return named is None or named.kind not in {"person", "state"}


def _calls(cue: Found, content: Content) -> bool:
    """Whether something is called something, which tells what the speaker thinks of it."""
    if cue.entry is None or not any(frame.startswith("K") for frame in cue.entry.frames):
        return False
    start, end = content.ranges[0]
    named = cue.verb.doc[start:end]
    return cue.entry.verb == "call" or any(t.lower_ == "as" or t.is_quote for t in named)


def _own(resolver: Resolver, who: Who, *, quoted: bool) -> tuple[str, ...]:
    """Words for the speaker's own side; inside a quotation he is not called "he"."""
    single = len(who.names) == 1 and who.kind in {"person", "unnamed"}
    own: list[str] = []
    if not quoted:
        own = ["he", "she", "his", "her"] if single else ["they", "it", "their", "its"]
        own += [f"{his} {side}" for his in own[-2:] for side in group("own_sides")]
    own += who.names
    if who.actor is not None:
        own += resolver.names.actors[who.actor].states
        home = resolver.home(who.actor)
        own += [home] if home else []
    return tuple(own)


def _form(parsed: Parsed, ranges: tuple[Range, ...]) -> Form:
    quoted = [
        parsed.quote_of[i] >= 0 for a, b in ranges for i in range(a, b) if not _stop(parsed.doc[i])
    ]
    if all(quoted):
        return Form.DIRECT
    return Form.MIXED if any(quoted) else Form.INDIRECT


def _stop(token: Token) -> bool:
    return token.is_punct and not token.is_quote


def _distinct(said: list[Said]) -> list[Said]:
    """One statement for one content: a cue that finds another's content again gives way."""
    kept: list[Said] = []
    for item in said:
        twin = next((k for k in kept if k.ranges == item.ranges), None)
        if twin is None:
            kept.append(item)
        elif not twin.who.names and item.who.names:
            kept[kept.index(twin)] = item
    return kept


def _with_tied(parsed: Parsed, item: Said, said: list[Said]) -> Said:
    """A statement with the quotation that a colon ties to the end of its content."""
    end = item.ranges[-1][1]
    if item.cue is None or end >= len(parsed.doc) - 1 or parsed.doc[end].text != ":":
        return item
    number = parsed.quote_of[end + 1]
    if number < 0 or parsed.quoted[number].start != end + 1:
        return item
    start, stop = parsed.quoted[number].start, parsed.quoted[number].end
    if any(a < stop and start < b for other in said for a, b in other.ranges):
        return item
    ranges = (*item.ranges, (start, stop))
    content = (*item.statement.content, parsed.span(start, stop))
    form = _form(parsed, ranges)
    return replace(
        item, ranges=ranges, statement=replace(item.statement, content=content, form=form)
    )


# --- quotations that stand alone -----------------------------------------------------------------


def _alone(parsed: Parsed, resolver: Resolver, said: list[Said]) -> list[Said]:
    """Quotations without a cue, given to who spoke last before them."""
    taken = {i for item in said for a, b in item.ranges for i in range(a, b)}
    found: list[Said] = []
    for quoted in parsed.quoted:
        if quoted.start in taken or not _is_sentence(parsed, quoted):
            continue
        speaker = _last_speaker(parsed, resolver, quoted, said + found)
        if speaker is None:
            continue
        ranges = ((quoted.start, quoted.end),)
        span = parsed.span(quoted.start, quoted.end)
        own = _own(resolver, speaker, quoted=True)
        act = act_of(span.text, named=None, own=own)
        statement = Statement(speaker.names, None, None, (span,), Form.DIRECT, act)
        found.append(Said(statement, ranges, speaker, None))
    return found


def _is_sentence(parsed: Parsed, quoted: Quoted) -> bool:
    """Whether a quotation is set as sentences of its own."""
    sentence = parsed.sentence(quoted.start)
    words = [t for t in parsed.doc[quoted.start : quoted.end] if t.is_alpha]
    begins = quoted.start == sentence.start or parsed.doc[quoted.start - 1].text == ":"
    last = parsed.sentence(quoted.end - 1)
    ends = last.end - quoted.end <= 1
    return (
        begins
        and ends
        and len(words) >= SHORTEST_OWN_QUOTATION
        and (
            sentence.segment.kind is SegmentKind.BODY
            or (sentence.segment.kind is SegmentKind.HEADLINE and quoted.start > sentence.start)
        )
    )


def _last_speaker(
    parsed: Parsed, resolver: Resolver, quoted: Quoted, said: list[Said]
) -> Who | None:
    """Who spoke last before a quotation, at most two paragraphs up; else the sentence's subject."""
    introduced = _introducer(parsed, resolver, quoted)
    if introduced is not None:
        return introduced
    paragraph = parsed.sentence(quoted.start).segment.paragraph
    before = [item for item in said if item.ranges[0][0] < quoted.start and item.who.names]
    before = [
        item
        for item in before
        if paragraph - parsed.sentence(item.ranges[0][0]).segment.paragraph <= 2
    ]
    outer = [item for item in before if not _within(item, before)]
    if outer:
        return max(outer, key=_place).who
    return None


def _introducer(parsed: Parsed, resolver: Resolver, quoted: Quoted) -> Who | None:
    """The name that labels a quotation, or the subject of the sentence that a colon ties it to."""
    if quoted.start == 0 or parsed.doc[quoted.start - 1].text != ":":
        return None
    sentence = parsed.sentence(quoted.start - 1)
    before = parsed.doc[sentence.start : quoted.start]
    author = _author(resolver, before)
    if author is not None:
        return author
    label = resolver.names.at.get(sentence.start)
    if label is not None and label.end == quoted.start - 1:
        return resolver.who(parsed.doc[label.start : label.end].root)
    for token in before:
        if token.dep_ in {"nsubj", "nsubj:pass"} and parsed.quote_of[token.i] < 0:
            who = resolver.who(_owner(resolver, token))
            if who.names:
                return who
    return None


def _owner(resolver: Resolver, subject: Token) -> Token:
    """Who gives what is quoted, when the subject is only his: "her message was simple: …"."""
    spoken = subject.i in resolver.names.at or subject.lower_ in listed("speakers.txt")
    return next((c for c in subject.children if c.dep_ == "nmod:poss" and not spoken), subject)


def _author(resolver: Resolver, before: Span) -> Who | None:
    """Whom a document before a quotation is by: "issued a statement from the king: …"."""
    for token in before:
        case = next((child for child in token.children if child.dep_ == "case"), None)
        if case is None or case.lower_ not in {"from", "by"} or case.i == before.start:
            continue
        if case.nbor(-1).lower_ in listed("documents.txt"):
            who = resolver.who(token)
            if who.names:
                return who
    return None


def _within(item: Said, others: list[Said]) -> bool:
    """Whether a statement lies inside the content of another: its speaker is only reported."""
    a, b = item.ranges[0]
    return any(
        x <= a and b <= y and (x, y) != (a, b)
        for other in others
        if other is not item
        for x, y in other.ranges
    )


def _place(item: Said) -> int:
    return item.cue.verb.i if item.cue else item.ranges[0][0]


# --- days ----------------------------------------------------------------------------------------


def _dated(parsed: Parsed, resolver: Resolver, times: list[When], said: list[Said]) -> list[Said]:
    """Statements with the day on which they were said, when their sentence or scene tells."""
    scenes = _scenes(parsed, resolver, times)
    out: list[Said] = []
    scene: Scene | None = None
    for item in sorted(said, key=_place):
        number = parsed.sentence_of[_place(item)]
        scene = _latest(scene, scenes, number)
        speakers = frozenset(item.who.names)
        own = _own_day(parsed, times, item)
        if own is not None:
            also = scene.people if scene is not None and scene.number == number else frozenset()
            scene = Scene(number, own, speakers | also)
        elif (
            scene is not None
            and not _perfect(item)
            and number - scene.number <= CARRIES
            and speakers & scene.people
        ):
            scene = replace(scene, number=number)
            own = scene.day
        out.append(replace(item, statement=replace(item.statement, on=own)))
    out = [_as_told_below(parsed, item, out) for item in out]
    return sorted(out, key=lambda item: (item.ranges[0][0], item.ranges[0][1]))


def _as_told_below(parsed: Parsed, item: Said, said: list[Said]) -> Said:
    """A headline's statement with the day that the text below tells of the same one."""
    headline = parsed.sentence(_place(item)).segment.kind is SegmentKind.HEADLINE
    if not headline or item.statement.on or item.cue is None or item.cue.entry is None:
        return item
    for other in said:
        same = other.cue is not None and other.cue.entry == item.cue.entry
        if same and other.statement.on and set(item.who.names) <= set(other.who.names):
            return replace(item, statement=replace(item.statement, on=other.statement.on))
    return item


def _perfect(item: Said) -> bool:
    """Whether something has been said at a time left open: "she has proposed"."""
    if item.cue is None:
        return False
    return any(c.lower_ in {"has", "have"} and c.dep_ == "aux" for c in item.cue.verb.children)


def _latest(scene: Scene | None, scenes: list[Scene], number: int) -> Scene | None:
    """The last scene up to a sentence, when it is behind the one that was carried on so far."""
    for other in scenes:
        if (scene is None or scene.number < other.number) and other.number <= number:
            scene = other
    return scene


def _scenes(parsed: Parsed, resolver: Resolver, times: list[When]) -> list[Scene]:
    """Sentences that put a contact or a speech on a day, with everybody they name."""
    found = []
    for sentence in parsed.sentences:
        lower = {token.lower_ for token in parsed.tokens(sentence)}
        if not lower & (CONTACT_WORDS | group("scenes")) or parsed.in_quotation(sentence.start):
            continue
        days = (t.day for t in _days(parsed, times, sentence) if not _of_noun(parsed, t))
        day = next((d for d in days if d and (lower & CONTACT_WORDS or _past(parsed, d))), None)
        people = frozenset(
            resolver.names.name(m)
            for m in resolver.names.mentions
            if sentence.start <= m.start < sentence.end and m.kind in {"person", "state", "body"}
        )
        if day:
            found.append(Scene(sentence.number, day, people))
    return found


def _past(parsed: Parsed, day: str) -> bool:
    """Whether a day is not behind the text's own, so that what is told of it has happened."""
    published = parsed.document.published
    return published is None or day <= published.isoformat()


def _days(parsed: Parsed, times: list[When], sentence: Sentence) -> Iterator[When]:
    """The times of a sentence that are known to the day."""
    first, last = parsed.starts[sentence.start], parsed.ends[sentence.end - 1]
    return (t for t in times if first <= t.start < last and t.day and len(t.day) == DAY_LENGTH)


def _own_day(parsed: Parsed, times: list[When], item: Said) -> str | None:
    """The day that a statement's own sentence tells, outside its content."""
    if item.cue is None:
        return None
    verb = item.cue.verb.i
    free = [
        time
        for time in _days(parsed, times, parsed.sentence(verb))
        if not _is_said(parsed, time, item) and not _of_noun(parsed, time)
    ]
    near = min(free, key=lambda t: abs(parsed.token_at(t.start) - verb), default=None)
    return near.day if near else None


def _is_said(parsed: Parsed, time: When, item: Said) -> bool:
    """Whether a time stands in the content of a statement, or in any quotation."""
    token = parsed.token_at(time.start)
    return parsed.in_quotation(token) or any(a <= token < b for a, b in item.ranges)


def _of_noun(parsed: Parsed, time: When) -> bool:
    """Whether a day belongs to a noun: "Thursday's meeting", "the agreement of March 5"."""
    after = parsed.token_at(time.end - 1) + 1
    before = parsed.token_at(time.start) - 1
    possessive = after < len(parsed.doc) and parsed.doc[after].text in {"'s", "’s"}
    return possessive or (
        before >= 0 and parsed.doc[before].lower_ in {"of", "since", "until", "from"}
    )
