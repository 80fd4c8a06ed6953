"""Who a phrase means: names, descriptions, pronouns and nouns that refer back.

`Resolver` is the table of contents; each way to tell who is meant has a module of its own:
`phrases`, `named`, `descriptions`, `antecedents` and `parties`.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from troth.read.antecedents import Antecedents
from troth.read.descriptions import Descriptions
from troth.read.layout import SegmentKind
from troth.read.lexicon import cues, group, role_nouns, words
from troth.read.named import NamedIn
from troth.read.names import Mention, Names
from troth.read.parsed import Parsed
from troth.read.parties import CONTACT_WORDS, Parties
from troth.read.phrases import Phrases
from troth.read.referents import OURS, PLURAL, SINGULAR, THING, Who

__all__ = ["CONTACT_WORDS", "OURS", "PLURAL", "SINGULAR", "THING", "Resolver", "Who"]

PARTS = frozenset("part parts section passage excerpt portion paragraph text copy draft".split())
"""What documents have and speak by: "part of the statement reads"."""

REMEMBERED = 4
"""Sentences over which somebody who was only described can be called by the noun alone."""

BESIDE = 24
"""Tokens to either side in which a party that "and" joins can begin; `and_between` allows fewer."""


class Resolver:
    """Tells who a phrase means, given the names of the text and what stands before the phrase.

    Attributes:
        names: the names of the text.
        parties: the parties of the contact that the text is about; empty without one.
    """

    def __init__(self, parsed: Parsed, names: Names) -> None:
        self.names = names
        self._parsed = parsed
        self._names = names
        self._doc = parsed.doc
        self._phrases = Phrases(parsed, names)
        self._named = NamedIn(parsed, names, self._phrases)
        self._descriptions = Descriptions(parsed)
        self._antecedents = Antecedents(
            parsed,
            names,
            phrases=self._phrases,
            named=self._named,
            descriptions=self._descriptions,
        )
        self._parties = Parties(parsed, names, self._phrases)
        self.parties = self._parties.contact
        self.pair_before = self._parties.pair_before
        self.home = self._parties.home
        self._cache: dict[int, Who] = {}

    def who(self, head: Token) -> Who:
        """Who the phrase with this head means, all joined parties together."""
        if head.i not in self._cache:
            self._cache[head.i] = self._who(head)
        return self._cache[head.i]

    def _who(self, head: Token) -> Who:
        parts = [head, *self._phrases.joined(head)]
        found = [self._one(part) for part in parts]
        if len(parts) == 1:
            found += self._beside(found[0])
            found = self._with_members(found, head)
        names = tuple(dict.fromkeys(name for who in found for name in who.names))
        issuers = self._parties.issuers
        if names and self._headed(head) and set(names) < set(issuers):
            names = issuers
        start = min(who.start for who in found)
        end = max(who.end for who in found)
        if len(parts) > 1 and start and self._doc[start - 1].lower_ == "both":
            start -= 1
        kind = found[0].kind if len({who.kind for who in found}) == 1 else "group"
        actor = found[0].actor if len(found) == 1 else None
        return Who(names, kind, start, end, actor)

    def _with_members(self, found: list[Who], head: Token) -> list[Who]:
        """Many who are described, with those named among them: "leaders including Ann Lee".

        Of countries only those that are named.
        """
        who = found[0]
        first = who.end + 1 if self._doc[who.end : who.end + 1].text == "," else who.end
        including = first < len(self._doc) and self._doc[first].lower_ == "including"
        if not including or who.kind not in {"group", "unnamed"} or who.actor is not None:
            return found
        members: list[Who] = []
        before = first + 1
        for mention in self._names.near(first + 1, self._parsed.sentence(head.i).end):
            between = self._doc[before : mention.start]
            if any(t.tag_.startswith(("VB", "W", "MD")) for t in between):
                break
            if mention.role == "name":
                members.append(self._mentioned(mention, mention.start, mention.end))
                before = mention.end
        people = [item for item in members if item.kind == "person"]
        named = people or members
        return named if named and head.lower_ in group("peoples") else [who, *named]

    def _headed(self, head: Token) -> bool:
        """Whether a word stands in the headline."""
        return self._parsed.sentence(head.i).segment.kind is SegmentKind.HEADLINE

    def _beside(self, who: Who) -> list[Who]:
        """A second party that stands beside a first although the parse does not join them."""
        if who.kind not in {"person", "state"} or who.actor is None:
            return []
        for mention in self._names.near(who.start - BESIDE, who.end + BESIDE):
            if (
                mention.kind != who.kind
                or mention.actor == who.actor
                or mention.role not in {"name", "capital"}
            ):
                continue
            if self._goes_on(who, mention) or self._comes_before(who, mention):
                name = self._names.name(mention)
                return [Who((name,), who.kind, mention.start, mention.end, mention.actor)]
        return []

    def _goes_on(self, who: Who, mention: Mention) -> bool:
        """Whether "and" joins a name behind somebody, and both share the verb."""
        return (
            mention.start > who.end
            and self._phrases.and_between(who.end, mention.start)
            and self._phrases.verb_at(mention.end)
        )

    def _comes_before(self, who: Who, mention: Mention) -> bool:
        """Whether a name opens the clause in which "and" joins it to somebody behind."""
        return (
            mention.end < who.start + 1
            and self._phrases.and_between(mention.end, who.start)
            and self._phrases.verb_at(who.end)
            and not self._named.possessed(mention)
            and self._phrases.opens(mention)
        )

    def _one(self, head: Token) -> Who:  # noqa: PLR0911 -- a table of cases, in order
        """Who one member of a phrase means."""
        head = self._of_whom(head)
        lower = head.lower_
        pronoun = lower in SINGULAR | PLURAL | THING | OURS and head.i not in self._names.at
        if pronoun or self._quantifies(head):
            return self.pronoun(head)
        start, end = self._phrases.core(head)
        end = self._phrases.titled_end(head, start, end)
        mention = (
            self._named.person_in(head, start, end)
            or self._named.apposed(head, start, end)
            or self._named.state_only(start, end)
            or self._named.side_in(head, start, end)
        )
        if mention is not None:
            return self._mentioned(mention, start, end)
        issuer = self._issuer(head, start, end)
        if issuer is not None:
            return issuer
        back = self._refers_back(head, start, end)
        if back is not None:
            return Who(back.names, back.kind, start, end, back.actor)
        body = self._named.body_in(head, start, end)
        if body is not None:
            return Who((self._names.name(body),), "body", start, end, body.actor)
        below = self._named_below(head)
        if below is not None:
            return self._mentioned(below, start, end)
        alias = self._named.alias(end)
        if alias is not None:
            return self._mentioned(alias, start, alias.end)
        described = self._descriptions.described(head, start, end)
        return self._described_before(head, described) or described

    def _described_before(self, head: Token, who: Who) -> Who | None:
        """Somebody described in more words where he spoke before: "the source", a "tax source"."""
        first = self._doc[who.start].lower_
        if who.kind == "body" or who.names != (head.lower_,) or head.i == who.start:
            return None
        if first not in group("known_by"):
            return None
        sentence = self._parsed.sentence_of[head.i]
        for other in reversed(self._doc[: who.start]):
            if sentence - self._parsed.sentence_of[other.i] > REMEMBERED:
                return None
            if other.lower_ == head.lower_ and other.tag_ == head.tag_:
                spoke = head.lower_ in group("sources") or self._spoke(other)
                if self._parsed.in_quotation(other.i) or not spoke:
                    continue
                fuller = self._descriptions.described(other, *self._phrases.core(other))
                if len(fuller.names[0].split()) > 1:
                    return Who(fuller.names, fuller.kind, who.start, who.end)
        return None

    @staticmethod
    def _spoke(subject: Token) -> bool:
        """Whether a noun is the subject of a verb of speaking, or stands behind "according to"."""
        told = subject.dep_ in {"nsubj", "obl:agent"} and subject.head.lower_ in cues()
        return told or any(child.lower_ == "according" for child in subject.children)

    def _named_below(self, head: Token) -> Mention | None:
        """The one person that the text below gives the office of a headline's "judge"."""
        role = role_nouns().get(head.lower_)
        if not self._headed(head) or role is None or role.kind != "person" or role.many:
            return None
        titled = [
            m
            for m in self._names.mentions
            if m.kind == "person"
            and m.start > head.i
            and self._doc[m.start - 1].lower_ == head.lower_
        ]
        return titled[0] if titled and len({m.actor for m in titled}) == 1 else None

    def _of_whom(self, head: Token) -> Token:
        """Those of whom a word such as "some" takes a part: "some of the protesters"."""
        if head.lower_ not in {"some", "many", "most", "several", "one"}:
            return head
        of = (c for c in head.children if c.i > head.i and self._phrases.case(c) == "of")
        return next((c for c in of if c.tag_.startswith("NN")), head)

    @staticmethod
    def _quantifies(head: Token) -> bool:
        """Whether a word such as "both" stands alone for the parties before it."""
        return head.lower_ in {"all", "both"} and not any(True for _ in head.children)

    def _mentioned(self, mention: Mention, start: int, end: int) -> Who:
        return Who((self._names.name(mention),), mention.kind, start, end, mention.actor)

    def _issuer(self, head: Token, start: int, end: int) -> Who | None:
        """Whose statement or report speaks: its possessor, its state, or who is behind "by"."""
        document = self._document(head)
        if document is None:
            return None
        for who in self._issuers(document, start):
            return Who(who.names, who.kind, start, max(end, document.i + 1), who.actor)
        return None

    def _issuers(self, document: Token, start: int) -> Iterator[Who]:
        """Who can have issued a document, the best told first."""
        for whose in self._told_issuers(document):
            who = self.who(whose)
            if who.actor is not None or who.kind in {"body", "person", "state"}:
                yield who
        for mention in self._named.mentions(start, document.i):
            if mention.kind in {"state", "body"}:
                yield self._mentioned(mention, mention.start, mention.end)
        told = self._doc[start].lower_ in {"the", "its", "his", "her", "this"}
        if document.tag_ == "NNS" and not told:
            return
        sender = self._sender(document) if told else None
        yield from (who for who in (sender, self._issuing_office(document)) if who is not None)
        if told or document.i >= start + 2 or document.dep_ == "obj":
            yield from self._antecedents.before(document, {"body", "state", "person"})

    def _told_issuers(self, document: Token) -> Iterator[Token]:
        """Whose a document is said to be: its possessor, who is behind "by", who published it."""
        for child in document.children:
            case = self._phrases.case(child)
            behind = child.dep_ in {"nmod", "obl", "obl:agent"} and case in {"by", "from", "of"}
            if child.dep_ == "nmod:poss" or (behind and child.i > document.i):
                yield child
        maker = self._made_by(document)
        if maker is not None:
            yield maker

    def _issuing_office(self, document: Token) -> Who | None:
        """Who issues a document by the noun before it, named before: "the government statement"."""
        maker = next((c for c in document.children if c.dep_ == "compound"), None)
        if maker is None or maker.tag_ != "NN" or maker.lower_ not in words("speakers.txt"):
            return None
        for token in reversed(self._doc[: document.left_edge.i]):
            if token.lower_ == maker.lower_ and token.dep_ in {"nsubj", "nsubj:pass", "obl:agent"}:
                return self.who(token)
        return None

    def _sender(self, document: Token) -> Who | None:
        """Who sent the message that the text goes on to tell of: "sent greetings. The message"."""
        if document.lower_ not in group("messages"):
            return None
        sentence = self._parsed.sentence_of[document.i]
        for token in reversed(self._doc[: document.i]):
            if sentence - self._parsed.sentence_of[token.i] > 2:
                return None
            if token.lower_ in group("sending"):
                subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
                return self.who(subject) if subject is not None else None
        return None

    def _made_by(self, document: Token) -> Token | None:
        """Who published or made a document, as a participle behind it tells: "released by"."""
        for child in document.children:
            if child.dep_ == "acl" and child.tag_ == "VBN" and child.i > document.i:
                return next((c for c in child.children if self._phrases.case(c) == "by"), None)
        return None

    def _document(self, head: Token) -> Token | None:
        """The document that a phrase means: its head, or what the head is a part of."""
        if head.lower_ in words("documents.txt"):
            return head
        if head.lower_ not in PARTS:
            return None
        if head.i + 1 >= len(self._doc) or self._doc[head.i + 1].lower_ != "of":
            return None
        for token in self._doc[head.i + 2 : head.i + 10]:
            if token.lower_ in words("documents.txt"):
                return token
            if token.tag_.startswith("VB") or token.is_punct:
                return None
        return None

    def _refers_back(self, head: Token, start: int, end: int) -> Who | None:
        """Who "the official", "the French leader" or "both sides" means, if somebody before."""
        role = role_nouns().get(head.lower_)
        first = self._doc[start].lower_
        if first == "the" and head.lower_ in group("delegates"):
            side = self._parties.side_of(self._doc[start:end])
            if side:
                return Who(side, "group", start, end)
        if role is None or self._named.mentions_person(start, end):
            return None
        if role.many:
            return self._several(head, role.kind, start, end)
        if role.kind == "person":
            told = first in {"the", "his", "her", "their", "this"}
            back = self._antecedents.holder(head, start, end) if told else None
            return back or self._antecedents.only_holder(head, start, end)
        if first not in {"the", "his", "her", "their", "this"}:
            return None
        return self._antecedents.same_noun(head, role.kind, start, end)

    def _several(self, head: Token, kind: str, start: int, end: int) -> Who | None:
        """Who "both sides" or "the Russian and French presidents" means."""
        first = self._doc[start].lower_
        if first in {"the", "both", "two", "these"} and self._named.plain(head, start, end):
            pair = self._pair_for(kind, head)
            return Who(pair, "group", start, end) if len(pair) > 1 else None
        return self._antecedents.holders(head, start, end) if first == "the" else None

    def _pair_for(self, kind: str, head: Token) -> tuple[str, ...]:
        """The parties that a plural noun means: persons for leaders, states for countries."""
        if kind == "state":
            return self._parties.states_of(self._parties.pair_before(head.i))
        if self._parties.contact:
            return self._parties.contact
        subject = self._nearest_subjects(head)
        return (
            subject.names
            if subject and len(subject.names) > 1
            else self._parties.pair_before(head.i, kind)
        )

    def pronoun(self, token: Token) -> Who:
        """Who a pronoun means: somebody before it, the nearest subject first."""
        lower = token.lower_
        here = token.i, token.i + 1
        if lower in OURS:
            quoted = self._parsed.in_quotation(token.i)
            return Who(
                () if quoted else self._parties.issuers,
                "group" if self._parties.issuers and not quoted else "unknown",
                *here,
            )
        if lower in PLURAL or self._quantifies(token):
            return self._plural(token, here)
        wanted = {"person", "unnamed"} if lower in SINGULAR else {"state", "body", "group"}
        for who in self._antecedents.before(token, wanted):
            if lower in THING and len(who.names) > 1:
                continue
            if not self._antecedents.fits(who, lower):
                continue
            return Who(who.names, who.kind, *here, who.actor)
        return Who((), "unknown", *here)

    def _plural(self, token: Token, here: tuple[int, int]) -> Who:
        subject = self._nearest_subjects(token)
        if subject is not None and (len(subject.names) > 1 or not self._parties.contact):
            return Who(subject.names, subject.kind, *here, subject.actor)
        if self._parties.contact:
            return Who(self._parties.contact, "group", *here)
        for who in self._antecedents.before(token, {"person", "state", "body", "group", "unnamed"}):
            if len(who.names) > 1 or who.kind == "group":
                return Who(who.names, who.kind, *here, who.actor)
        body = self._body_just_before(token)
        if body is not None:
            return Who(body.names, body.kind, *here, body.actor)
        pair = self._parties.pair_before(token.i)
        return Who(pair, "group", *here)

    def _body_just_before(self, token: Token) -> Who | None:
        """The body whose people "they" are: the subject of the last sentence's main verb."""
        passed: set[int] = set()
        for place in range(token.i - 1, -1, -1):
            other = self._doc[place]
            if self._parsed.in_quotation(place):
                continue
            passed.add(self._parsed.sentence_of[place])
            if len(passed) > 2:
                return None
            if other.dep_ == "nsubj" and other.head.dep_ in {"root", "ROOT"}:
                who = self.who(other)
                return who if who.kind == "body" and who.names else None
        return None

    def _nearest_subjects(self, token: Token) -> Who | None:
        """The joint or plural subject of this or the last sentence's main verb, else of any."""
        sentence = self._parsed.sentence_of[token.i]
        within: Who | None = None
        for place in range(token.i - 1, -1, -1):
            if self._parsed.sentence_of[place] < sentence - 1:
                break
            other = self._doc[place]
            if other.dep_ not in {"nsubj", "nsubj:pass"} or self._parsed.quote_of[place] >= 0:
                continue
            if self._parsed.sentence_of[place] == sentence and place > token.i - 2:
                continue
            who = self.who(other)
            speaks = any(set(name.lower().split()) & words("speakers.txt") for name in who.names)
            plural = len(who.names) > 1 or (other.tag_ in {"NNS", "NNPS"} and speaks)
            if plural and (len(who.names) > 1 or who.kind == "group"):
                if other.head.dep_ not in {"acl:relcl", "acl"}:
                    return who
                within = within or who
        return within
