"""Who a phrase means: names, descriptions, pronouns and nouns that refer back."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from troth.read.layout import SegmentKind
from troth.read.lexicon import role_nouns, states, title_words, titles, words
from troth.read.names import BODY_WORDS, POSSESSIVE, Mention, Names
from troth.read.parsed import Parsed

SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
THING = frozenset({"it", "its", "itself"})
OURS = frozenset({"we", "us", "our", "i", "me", "my"})
DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "both",
        "another",
        "its",
        "their",
        "his",
        "her",
    }
)
FLAT = frozenset({"flat", "flat:name", "compound", "appos", "nmod", "nmod:desc", "nmod:poss"})
CUT = frozenset(
    {"acl", "acl:relcl", "advcl", "parataxis", "conj", "cc", "punct", "orphan", "cop", "mark"}
)
STALE = 12
"""How many sentences back a pronoun may reach; set by reading, not tuned on a corpus."""


@dataclass(frozen=True)
class Who:
    """Who a phrase means.

    Attributes:
        names: of the persons, states, bodies or groups; empty when they cannot be told.
        kind: person, state, body, group, unnamed or unknown.
        start: first token of the phrase as it stands in the text.
        end: one past its last token.
    """

    names: tuple[str, ...]
    kind: str
    start: int
    end: int
    actor: int | None = None


@dataclass
class Memory:
    """What was said so far, newest last: who was subject where, and which pairs stood together."""

    subjects: list[tuple[int, Who]] = field(default_factory=list)
    pairs: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    speaker: Who | None = None


class Resolver:
    """Tells who a phrase means, given the names of the text and what stands before the phrase."""

    def __init__(self, parsed: Parsed, names: Names) -> None:
        self.parsed = parsed
        self.names = names
        self.doc = parsed.doc
        self._subjects = self._find_subjects()
        self._pairs = self._find_pairs()
        self.parties = self._find_parties()
        self.issuers = self._find_issuers()
        self._cache: dict[int, Who] = {}

    # --- phrases ---------------------------------------------------------------------------

    def who(self, head: Token) -> Who:
        """Who the phrase with this head means, all joined parties together."""
        if head.i not in self._cache:
            self._cache[head.i] = self._who(head)
        return self._cache[head.i]

    def _who(self, head: Token) -> Who:
        parts = [head, *self._joined(head)]
        found = [self._one(part) for part in parts]
        if len(parts) == 1:
            found += self._beside(found[0])
        names = tuple(dict.fromkeys(name for who in found for name in who.names))
        start = min(who.start for who in found)
        end = max(who.end for who in found)
        if len(parts) > 1 and start and self.doc[start - 1].lower_ == "both":
            start -= 1
        kind = found[0].kind if len({who.kind for who in found}) == 1 else "group"
        actor = found[0].actor if len(found) == 1 else None
        return Who(names, kind, start, end, actor)

    def _beside(self, who: Who) -> list[Who]:
        """A second party that stands beside a first although the parse does not join them."""
        if who.kind not in {"person", "state"} or who.actor is None:
            return []
        for mention in self.names.mentions:
            if (
                mention.kind != who.kind
                or mention.actor == who.actor
                or mention.role not in {"name", "capital"}
            ):
                continue
            if (
                mention.start > who.end
                and self._and_between(who.end, mention.start)
                and self._verb_at(mention.end)
            ):
                return [
                    Who(
                        (self.names.name(mention),),
                        who.kind,
                        mention.start,
                        mention.end,
                        mention.actor,
                    )
                ]
            if (
                mention.end < who.start + 1
                and self._and_between(mention.end, who.start)
                and self._verb_at(who.end)
            ):
                if not self._possessed(mention) and self._opens(mention):
                    return [
                        Who(
                            (self.names.name(mention),),
                            who.kind,
                            mention.start,
                            mention.end,
                            mention.actor,
                        )
                    ]
        return []

    def _and_between(self, start: int, end: int) -> bool:
        between = self.doc[start:end]
        return (
            0 < len(between) <= 9
            and between[0].lower_ in {"and", ","}
            and any(token.lower_ == "and" for token in between[:2])
            and all(self._ties(token) for token in between)
        )

    def _verb_at(self, position: int) -> bool:
        for token in self.doc[position : position + 3]:
            if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
                return True
            if not token.tag_.startswith("RB") and token.lower_ not in {"both"}:
                return False
        return False

    def _opens(self, mention: Mention) -> bool:
        """Whether a name and its titles begin a clause, so that it is subject and not object."""
        i = mention.start - 1
        first = self.parsed.sentence(mention.start).start
        while i >= first and (
            (self._ties(self.doc[i]) and self.doc[i].text != ",")
            or self.doc[i].lower_ in {"both", "but"}
        ):
            i -= 1
        return (
            i < first
            or self.doc[i].text in {",", ":", "-", "“", '"'}
            or (
                self.doc[i].tag_ in {"IN", "VBD"}
                and self.doc[i].lower_ in {"that", "said", "as", "after", "while"}
            )
        )

    def _joined(self, head: Token) -> list[Token]:
        """The other heads of a list: "Russia and Ukraine"."""
        out: list[Token] = []
        for child in head.children:
            if (
                child.dep_ == "conj"
                and child.i > head.i
                and self._nominal(child)
                and self._free(head, child)
            ):
                out += [child, *self._joined(child)]
        return out

    def _free(self, head: Token, child: Token) -> bool:
        """Whether a joined noun is a further party, and neither an owner nor another clause's."""
        after = child.i + 1
        owner = after < len(self.doc) and self.doc[after].text in POSSESSIVE
        return not owner and not self._verb_between(head, child)

    def _verb_between(self, head: Token, child: Token) -> bool:
        between = self.doc[head.i + 1 : child.i]
        if any(token.lower_ == "but" for token in between):
            return True
        if not any(
            token.lower_ in {"and", "or", "&"}
            for token in self.doc[head.i + 1 : child.right_edge.i + 1]
        ):
            return True
        return any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in between)

    @staticmethod
    def _nominal(token: Token) -> bool:
        return token.tag_.startswith(("NN", "PRP", "CD")) or token.pos_ in {
            "NOUN",
            "PROPN",
            "PRON",
        }

    def _one(self, head: Token) -> Who:
        """Who one member of a phrase means."""
        lower = head.lower_
        if lower in SINGULAR | PLURAL | THING | OURS:
            return self.pronoun(head)
        start, end = self.core(head)
        end = self._titled_end(head, start, end)
        person = self._person_in(head, start, end) or self._apposed(head, start, end)
        if person is not None:
            return Who((self.names.name(person),), "person", start, end, person.actor)
        state = self._state_only(start, end)
        if state is not None:
            return Who((self.names.name(state),), "state", start, end, state.actor)
        issuer = self._issuer(head, start, end)
        if issuer is not None:
            return issuer
        back = self._refers_back(head, start, end)
        if back is not None:
            return Who(back.names, back.kind, start, end, back.actor)
        body = self._body_in(head, start, end)
        if body is not None:
            return Who((self.names.name(body),), "body", start, end, body.actor)
        return self._described(head, start, end)

    def core(self, head: Token) -> tuple[int, int]:
        """Tokens of a phrase from its left edge to the end of its name, without what follows."""
        start = head.left_edge.i
        commas = [i for i in range(start, head.i) if self.doc[i].text in {",", ":", ";"}]
        if commas and not any(
            i in self.names.at and self.names.at[i].end > commas[-1] + 1 for i in commas
        ):
            start = commas[-1] + 1
        while start < head.i and self._leads(self.doc[start], head):
            start += 1
        end = head.i + 1
        for child in sorted(head.children, key=lambda token: token.i):
            if child.i < head.i or child.i < end:
                continue
            between = self.doc[end : child.left_edge.i]
            if (
                child.dep_ in FLAT
                and not self._case(child)
                and all(token.text in {"-"} for token in between)
            ):
                if child.dep_ in {"nmod", "appos"} and not self._tight(child):
                    break
                end = max(end, self.core(child)[1])
            elif child.dep_ in {"nmod", "obl"} and self._case(child) in self._kept(head):
                if child.left_edge.i > end:
                    break
                end = max(end, self.core(child)[1])
            else:
                break
        mention = self.names.at.get(end - 1)
        end = max(end, mention.end if mention else end)
        comma = next(
            (
                i
                for i in range(head.i + 1, end)
                if self.doc[i].text in {",", ";"} and i not in self.names.at
            ),
            end,
        )
        end = max(comma, head.i + 1)
        if self.doc[start].lower_ == "according" and start + 2 < head.i + 1:
            start += 2
        return start, max(end, self._origin_end(head, end))

    @staticmethod
    def _kept(head: Token) -> frozenset[str]:
        """Prepositions whose phrase belongs to who is meant, more of them for a description."""
        common = head.tag_ in {"NN", "NNS"}
        return frozenset(
            {"of", "for", "to", "from", "within", "inside"} if common else {"of", "for", "to"}
        )

    def _issuer(self, head: Token, start: int, end: int) -> Who | None:
        """Whose statement or report speaks: its possessor, its state, or who is behind "by"."""
        if head.lower_ not in DOCUMENTS:
            return None
        for child in head.children:
            behind = child.dep_ in {"nmod", "obl", "obl:agent"} and self._case(child) in {
                "by",
                "from",
                "of",
            }
            if child.dep_ == "nmod:poss" or (behind and child.i > head.i):
                who = self.who(child)
                if who.actor is not None or who.kind in {"body", "person", "state"}:
                    return Who(who.names, who.kind, start, end, who.actor)
        for mention in self._mentions(start, head.i):
            if mention.kind in {"state", "body"}:
                return Who((self.names.name(mention),), mention.kind, start, end, mention.actor)
        if self.doc[start].lower_ in {"the", "its", "his", "her", "a", "this"}:
            for who in self._before(head, {"body", "state", "person"}):
                return Who(who.names, who.kind, start, end, who.actor)
        return None

    def _titled_end(self, head: Token, start: int, end: int) -> int:
        """End of a phrase whose title is followed by a name that the parse left outside."""
        office = head.lower_ in title_words() or head.lower_ in words("speakers.txt")
        if not office or any(
            i in self.names.at and self.names.at[i].kind == "person" for i in range(start, end)
        ):
            return end
        for i in range(end, min(end + 8, self.parsed.sentence(head.i).end)):
            mention = self.names.at.get(i)
            if mention is not None and mention.kind == "person":
                return mention.end
            if not (
                self.doc[i].lower_ in title_words()
                or self.doc[i].lower_ in {"of", "for", "the", "-"}
                or mention is not None
            ):
                break
        return end

    def _apposed(self, head: Token, start: int, end: int) -> Mention | None:
        """The name beside a description in commas: "a key aide, Ann Lee, told"."""
        if head.lower_ not in words("speakers.txt") and head.lower_ not in title_words():
            return None
        doc, last = self.doc, self.parsed.sentence(head.i).end
        if end + 1 < last and doc[end].text == ",":
            i = end + 1
            while (
                i < last
                and i - end < 8
                and i not in self.names.at
                and doc[i].lower_ in title_words()
            ):
                i += 1
            mention = self.names.at.get(i)
            if mention is not None and mention.kind == "person" and mention.start == i:
                if mention.end < last and (
                    doc[mention.end].text == "," or self._verb_at(mention.end)
                ):
                    return mention
        if start >= 2 and doc[start - 1].text == ",":
            mention = self.names.at.get(start - 2)
            if (
                mention is not None
                and mention.kind == "person"
                and end < last
                and doc[end].text == ","
            ):
                return mention
        return None

    def _origin_end(self, head: Token, end: int) -> int:
        """End of "within …", "from …" behind somebody described, which the parse hangs elsewhere."""
        common = head.tag_ in {"NN", "NNS"} and head.lower_ in words("speakers.txt")
        if (
            not common
            or end >= len(self.doc)
            or self.doc[end].lower_ not in {"within", "inside", "from", "of"}
        ):
            return end
        if head.lower_ in DOCUMENTS:
            return end
        stop = end + 1
        while (
            stop < len(self.doc)
            and stop - end < 9
            and (
                self.doc[stop].tag_.startswith(("NNP", "DT", "JJ"))
                or self.doc[stop].lower_ in {"of", "the", "and"}
            )
        ):
            stop += 1
        while stop > end and self.doc[stop - 1].lower_ in {"of", "the", "and"}:
            stop -= 1
        return stop if stop > end + 1 else end

    def _leads(self, token: Token, head: Token) -> bool:
        """Whether a leading token is no part of the phrase: punctuation, conjunctions, adverbs."""
        if token.is_punct or token.tag_ in {"IN", "TO"} or token.lower_ in {"which", "so", "far"}:
            return True
        return token.dep_ in {"cc", "mark", "case", "cc:preconj"} and token.head == head

    def _tight(self, child: Token) -> bool:
        """Whether a name follows its title without a comma."""
        return child.left_edge.i == 0 or self.doc[child.left_edge.i - 1].text != ","

    @staticmethod
    def _case(token: Token) -> str:
        return next((child.lower_ for child in token.children if child.dep_ == "case"), "")

    # --- names in phrases ------------------------------------------------------------------

    def _mentions(self, start: int, end: int) -> list[Mention]:
        found = {self.names.at[i] for i in range(start, end) if i in self.names.at}
        return sorted(found, key=lambda mention: mention.start)

    def _possessed(self, mention: Mention) -> bool:
        after = mention.end
        return after < len(self.doc) and self.doc[after].text in POSSESSIVE

    def _behind_preposition(self, mention: Mention, start: int) -> bool:
        before = mention.start - 1
        return before > start and self.doc[before].lower_ in {
            "of",
            "to",
            "for",
            "by",
            "in",
            "with",
            "from",
            "at",
        }

    def _person_in(self, head: Token, start: int, end: int) -> Mention | None:
        people = [m for m in self._mentions(start, end) if m.kind == "person"]
        people = [m for m in people if not self._possessed(m) or m.start <= head.i < m.end]
        people = [m for m in people if not self._behind_preposition(m, start)]
        return people[-1] if people else None

    def _state_only(self, start: int, end: int) -> Mention | None:
        """The state that a phrase names by itself: "Moscow", "the United States"."""
        for mention in self._mentions(start, end):
            rest = [i for i in range(start, end) if not mention.start <= i < mention.end]
            free = all(
                self.doc[i].lower_ in DETERMINERS
                or self.doc[i].is_punct
                or self.doc[i].dep_ in {"advmod"}
                for i in rest
            )
            if mention.kind == "state" and mention.role in {"name", "capital"} and free:
                return mention
        return None

    def _body_in(self, head: Token, start: int, end: int) -> Mention | None:
        for mention in self._mentions(start, end):
            if mention.kind in {"body", "place"} and mention.start <= head.i < mention.end:
                whole = [
                    i
                    for i in range(start, end)
                    if not mention.start <= i < mention.end
                    and self.doc[i].lower_ not in DETERMINERS
                    and not self.doc[i].is_punct
                ]
                if not whole or (mention.kind == "body" and not self._describes(whole)):
                    return mention
        return None

    def _describes(self, tokens: Iterable[int]) -> bool:
        """Whether tokens beside a name are part of who is meant ("of Iraq"), not just adjectives."""
        return any(self.doc[i].lower_ in {"of", "for"} for i in tokens)

    def _described(self, head: Token, start: int, end: int) -> Who:
        """Somebody whom the text describes and does not name, or names with common words."""
        first = start
        while first < end - 1 and (
            self.doc[first].lower_ in {"the", "a", "an", "this", "that", "these", "those", "both"}
            or self.doc[first].is_punct
            or (self.doc[first].lower_ in {"some", "several", "many"} and False)
        ):
            first += 1
        first = self._past_origin(first, end)
        first = self._proper_tail(first, end)
        stop = end
        while stop > first + 1 and (
            self.doc[stop - 1].is_punct or self.doc[stop - 1].text in POSSESSIVE
        ):
            stop -= 1
        stop = self._joined_inside(head, stop)
        proper = any(self.doc[i].tag_.startswith("NNP") for i in range(first, stop))
        if head.tag_ == "NNP" and not any(
            self.doc[i].lower_ in BODY_WORDS for i in range(first, stop)
        ):
            of = next(
                (i for i in range(head.i + 1, stop) if self.doc[i].lower_ in {"of", "from"}), stop
            )
            stop = of if head.lower_ not in title_words() else stop
        while first < stop - 1 and self.doc[first].lower_ in {"so", "-", "called", "so-called"}:
            first += 1
        text = self.parsed.words(first, stop).strip("\"“”'‘’ ")
        kind = "body" if head.lower_ in BODY_WORDS else "unnamed"
        if head.tag_ in {"NNS", "NNPS"}:
            kind = "group"
        full = self._fuller(text) if proper or kind == "body" else text
        if full == text and stop - first == 1 and not proper and self.doc[start].lower_ == "the":
            full = self._named_before(head) or full
        return Who((full,) if full else (), kind, start, end)

    def _joined_inside(self, head: Token, stop: int) -> int:
        """End of a description that goes on inside its own phrase: "heads of state and government"."""
        if stop + 1 < len(self.doc) and self.doc[stop].lower_ == "and":
            word = self.doc[stop + 1]
            if word.dep_ == "conj" and head.i < word.head.i < stop and word.tag_ in {"NN", "NNS"}:
                return stop + 2
        return stop

    def _proper_tail(self, first: int, end: int) -> int:
        """Where the name begins in "state-owned news agency Fars"."""
        tail = end
        while tail > first and self.doc[tail - 1].tag_.startswith("NNP"):
            tail -= 1
        noun = self.doc[tail - 1].lower_ if tail > first else ""
        return (
            tail
            if first < tail < end
            and noun in BODY_WORDS | words("speakers.txt")
            and self.doc[tail - 1].text.islower()
            else first
        )

    def _past_origin(self, first: int, end: int) -> int:
        """Skip "Yemen-based", "Kurdish-led" and the like."""
        parts = [token.lower_ for token in self.doc[first : first + 3]]
        if (
            len(parts) == 3
            and parts[1] == "-"
            and parts[2] in {"based", "led", "backed", "run", "controlled"}
        ):
            return first + 3 if first + 3 < end else first
        if self.doc[first].lower_.endswith(("-based", "-led", "-backed")) and first + 1 < end:
            return first + 1
        return first

    def _named_before(self, head: Token) -> str | None:
        """The fuller words that a lone noun was called by before: "Omsk hospital" for "the hospital"."""
        if head.lower_ not in words("speakers.txt") or head.tag_ != "NN":
            return None
        for token in reversed(list(self.doc[: head.left_edge.i])):
            if token.lower_ != head.lower_ or token.i == 0:
                continue
            first = token.i
            while (
                first > 0
                and self.doc[first - 1].tag_.startswith("NNP")
                and not self.doc[first].is_sent_start
            ):
                first -= 1
            if first < token.i:
                return self.parsed.words(first, token.i + 1)
        return None

    def _fuller(self, text: str) -> str:
        """The fuller form that the text has for a described body: "Syrian state media"."""
        parts = text.lower().split()
        best = text
        for number, sentence in enumerate(self.parsed.sentences):
            line = self.parsed.words(sentence.start, sentence.end)
            position = line.lower().find(" " + text.lower())
            if position <= 0 or len(parts) < 2:
                continue
            before = line[:position].split()[-1:]
            if before and before[0] in states() and states()[before[0]].role == "demonym":
                best = max(best, f"{before[0]} {text}", key=len)
            del number
        return best

    # --- pronouns and nouns that refer back --------------------------------------------------

    def pronoun(self, token: Token) -> Who:
        """Who a pronoun means: somebody before it, the nearest subject first."""
        lower = token.lower_
        here = token.i, token.i + 1
        if lower in OURS:
            quoted = self.parsed.in_quotation(token.i)
            return Who(
                () if quoted else self.issuers,
                "group" if self.issuers and not quoted else "unknown",
                *here,
            )
        if lower in PLURAL:
            return self._plural(token, here)
        wanted = {"person", "unnamed"} if lower in SINGULAR else {"state", "body", "group"}
        for who in self._before(token, wanted):
            if lower in THING and len(who.names) > 1:
                continue
            if not self._fits(who, lower):
                continue
            return Who(who.names, who.kind, *here, who.actor)
        return Who((), "unknown", *here)

    def _fits(self, who: Who, pronoun: str) -> bool:
        if who.actor is None:
            return True
        woman = self.names.actors[who.actor].woman
        if pronoun in {"she", "her", "herself"}:
            return woman is not False
        if pronoun in {"he", "him", "his", "himself"}:
            return woman is not True
        return True

    def _plural(self, token: Token, here: tuple[int, int]) -> Who:
        subject = self._nearest_subjects(token)
        if subject is not None:
            return Who(subject.names, subject.kind, *here, subject.actor)
        if self.parties:
            return Who(self.parties, "group", *here)
        for who in self._before(token, {"person", "state", "body", "group", "unnamed"}):
            if len(who.names) > 1 or who.kind == "group":
                return Who(who.names, who.kind, *here, who.actor)
        pair = self.pair_before(token.i)
        return Who(pair, "group", *here)

    def _before(self, token: Token, kinds: set[str]) -> list[Who]:
        """Earlier subjects of the wanted kinds, the likeliest first."""
        sentence = self.parsed.sentence_of[token.i]
        quote = self.parsed.quote_of[token.i]
        found = []
        for place, who in reversed(self._subjects):
            distance = sentence - self.parsed.sentence_of[place]
            if place >= token.i or distance > STALE:
                continue
            if (
                self.parsed.quote_of[place] not in {-1, quote}
                or who.kind not in kinds
                or not who.names
            ):
                continue
            found.append(((distance, -self._rank(place), -place), who))
        return [who for _, who in sorted(found, key=lambda item: item[0])]

    def _rank(self, place: int) -> int:
        """Subjects of a sentence's main verb before other subjects before the rest."""
        token = self.doc[place]
        mention = self.names.at.get(place)
        if (
            mention is not None
            and mention.end < len(self.doc)
            and self.doc[mention.end].tag_ in {"VBD", "VBZ"}
        ):
            return 2
        if token.dep_ in {"nsubj", "nsubj:pass"}:
            return 2 if token.head.dep_ in {"root", "ROOT", "parataxis", "conj"} else 1
        return 0

    def _nearest_subjects(self, token: Token) -> Who | None:
        """The joint or plural subject of this sentence's or the last one's main verb."""
        sentence = self.parsed.sentence_of[token.i]
        for place in range(token.i - 1, -1, -1):
            if self.parsed.sentence_of[place] < sentence - 1:
                return None
            other = self.doc[place]
            if other.dep_ not in {"nsubj", "nsubj:pass"} or self.parsed.quote_of[place] >= 0:
                continue
            if self.parsed.sentence_of[place] == sentence and place > token.i - 2:
                continue
            if other.lower_ in PLURAL:
                who = self.who(other)
            else:
                who = self.who(other)
            speaks = any(set(name.lower().split()) & words("speakers.txt") for name in who.names)
            plural = len(who.names) > 1 or (other.tag_ in {"NNS", "NNPS"} and speaks)
            if plural and (len(who.names) > 1 or who.kind == "group"):
                return who
        return None

    def home(self, actor: int | None) -> str | None:
        """The state that a person acts for, as the text says or lets be seen from whose aid it is.

        A readout may never say of which state its president is; the support he promises is called
        by the state's name. A state that another party of the contact acts for is not taken.
        """
        if actor is None or self.names.actors[actor].kind != "person":
            return None
        if self.names.actors[actor].states:
            return self.names.actors[actor].states[0]
        claimed = {
            state
            for i, other in enumerate(self.names.actors)
            if i != actor
            for state in other.states
        }
        for mention in self.names.mentions:
            if mention.kind != "state" or mention.role in {"people", "capital"}:
                continue
            name = self.names.name(mention)
            if name not in claimed and self._disposes(mention):
                return name
        return None

    def _disposes(self, mention: Mention) -> bool:
        """Whether words beside a state's name speak of its own support, forces or resolve."""
        near = [t.lower_ for t in self.doc[mention.end : mention.end + 5]]
        before = [t.lower_ for t in self.doc[max(0, mention.start - 4) : mention.start]]
        owned = bool(near) and near[0] in OWNING and bool(set(near) & MATTERS)
        of = "of" in before[-2:] and bool(set(before) & MATTERS)
        return owned or of

    def _find_parties(self) -> tuple[str, ...]:
        """The two parties of the contact that the text is about, when its beginning tells of one."""
        for sentence in self.parsed.sentences[:4]:
            here = [m for m in self.names.mentions if sentence.start <= m.start < sentence.end]
            if sentence.segment.kind is SegmentKind.HEADLINE:
                contact = [t.i for t in self.parsed.tokens(sentence) if t.lower_ in CONTACT_WORDS]
                told_by = any(t.lower_ in {"from", "by"} for t in self.parsed.tokens(sentence))
                here = [m for m in here if not told_by or (contact and m.start > contact[-1])]
            people = list(dict.fromkeys(m.actor for m in here if m.kind == "person"))
            lower = {token.lower_ for token in self.parsed.tokens(sentence)}
            if not lower & CONTACT_WORDS:
                continue
            if len(people) == 2:
                return tuple(self.names.actors[a].name for a in people)
            if len(people) == 1 and sentence.segment.kind is SegmentKind.HEADLINE and not told_by:
                other = self._other_party(people[0])
                if other:
                    return (self.names.actors[people[0]].name, other)
        return ()

    def _find_issuers(self) -> tuple[str, ...]:
        """Who speaks in a statement of his own: "Statement from Ann Lee on …" in the headline."""
        if (
            not self.parsed.sentences
            or self.parsed.sentences[0].segment.kind is not SegmentKind.HEADLINE
        ):
            return ()
        first = self.parsed.sentences[0]
        lower = [token.lower_ for token in self.parsed.tokens(first)]
        start = next((i for i, word in enumerate(lower) if word in {"from", "by", "of"}), None)
        if start is None or not set(lower[:start]) & {
            "statement",
            "remarks",
            "declaration",
            "communiqué",
            "communique",
        }:
            return ()
        names: list[str] = []
        for i in range(start + 1, len(lower)):
            if lower[i] in {"on", "regarding", "at", "welcoming", "following", "calling"}:
                break
            mention = self.names.at.get(first.start + i)
            if mention is not None and mention.kind in {"person", "state", "body"}:
                names.append(self.names.name(mention))
        people = {actor.name for actor in self.names.actors if actor.kind == "person"}
        chosen = [name for name in names if name in people] or names
        return tuple(dict.fromkeys(chosen))

    def _other_party(self, person: int) -> str | None:
        """Who a headline's partner talked with: another person, an office, or the other state."""
        for mention in self.names.mentions:
            if (
                mention.kind == "person"
                and mention.actor != person
                and not self.parsed.in_quotation(mention.start)
            ):
                return self.names.name(mention)
        own = self.names.actors[person].states
        for mention in self.names.mentions:
            if (
                mention.kind == "state"
                and mention.start >= 2
                and self.names.name(mention) not in own
            ):
                office = self.doc[mention.start - 2]
                if self.doc[mention.start - 1].lower_ == "of" and office.lower_ in titles():
                    return self.parsed.words(office.i, mention.end)
        for _, pair in self._pairs:
            others = [name for name in pair if name not in own]
            if len(pair) == 2 and len(others) == 1:
                return others[0]
        return None

    def pair_before(self, position: int, kind: str = "any") -> tuple[str, ...]:
        """The newest parties that stood side by side before a place, of one kind if wanted."""
        people = {actor.name for actor in self.names.actors if actor.kind == "person"}
        for place, pair in reversed(self._pairs):
            if place < position and (kind != "person" or set(pair) <= people):
                return pair
        return self.parties

    def _refers_back(self, head: Token, start: int, end: int) -> Who | None:
        """Who "the official", "the French leader" or "both sides" means, if somebody before."""
        role = role_nouns().get(head.lower_)
        first = self.doc[start].lower_
        if role is None or self._mentions_person(start, end):
            return None
        if role.many:
            if first in {"the", "both", "two", "these"} and self._plain(head, start, end):
                pair = self._pair_for(role.kind, head)
                return Who(pair, "group", start, end) if len(pair) > 1 else None
            if first == "the":
                return self._holders(head, start, end)
            return None
        if first not in {"the", "his", "her", "their", "this"}:
            return None
        if role.kind == "person":
            return self._holder(head, start, end)
        return self._same_noun(head, role.kind, start, end)

    def _pair_for(self, kind: str, head: Token) -> tuple[str, ...]:
        """The parties that a plural noun means: persons for leaders, states for countries."""
        if kind == "state":
            return self._states_of(self.pair_before(head.i))
        if self.parties:
            return self.parties
        subject = self._nearest_subjects(head)
        return (
            subject.names if subject and len(subject.names) > 1 else self.pair_before(head.i, kind)
        )

    def _states_of(self, pair: tuple[str, ...]) -> tuple[str, ...]:
        """The states of a pair: themselves, or those that the persons act for."""
        found = []
        for name in pair:
            actor = next((a for a in self.names.actors if a.name == name), None)
            if actor is not None and actor.kind == "person":
                found += actor.states[:1]
            elif actor is not None:
                found.append(name)
        return tuple(found) if len(found) == len(pair) else pair

    def _mentions_person(self, start: int, end: int) -> bool:
        return any(m.kind == "person" for m in self._mentions(start, end))

    def _plain(self, head: Token, start: int, end: int) -> bool:
        return all(
            self.doc[i].lower_ in DETERMINERS | {"two", "three", "four", "all"} or i == head.i
            for i in range(start, end)
        )

    def _demonyms(self, start: int, end: int) -> list[str]:
        return [
            self.names.name(m)
            for m in self._mentions(start, end)
            if m.kind == "state" and m.role in {"demonym", "name"}
        ]

    def _holders(self, head: Token, start: int, end: int) -> Who | None:
        """Holders of one office in several states: "the Russian and French presidents"."""
        names: list[str] = []
        wanted = self._demonyms(start, end)
        if (end < len(self.doc) and self.doc[end].lower_ in {"and", "of"}) or len(wanted) == 1:
            wanted += [
                self.names.name(m)
                for m in self._mentions(end, min(end + 4, len(self.doc)))
                if m.kind == "state" and m.role == "name"
            ]
        for state in dict.fromkeys(wanted):
            holder = self._of_state(state, head)
            if holder is not None:
                names.append(self.names.actors[holder].name)
        return Who(tuple(names), "group", start, end) if len(names) > 1 else None

    def _holder(self, head: Token, start: int, end: int) -> Who | None:
        """The person that "the French leader" or "the official" means."""
        wanted = self._demonyms(start, end) + self._state_behind(head, end)
        if wanted:
            holder = self._of_state(wanted[0], head)
            if holder is None:
                return None
            return Who((self.names.actors[holder].name,), "person", start, end, holder)
        plain = all(
            self.doc[i].lower_ in DETERMINERS or i == head.i or self.doc[i].lower_ in title_words()
            for i in range(start, end)
        )
        if not plain:
            return None
        for who in self._before(head, {"person", "unnamed"}):
            if who.kind == "unnamed" and head.lower_ in who.names[0].lower():
                return who
            if who.kind == "person" and self._could_be(who, head.lower_):
                return who
        return None

    def _could_be(self, who: Who, noun: str) -> bool:
        """Whether a person's offices allow to call him so; unknown offices allow it."""
        if who.actor is None:
            return True
        offices = " ".join(title for title, *_ in self.names.actors[who.actor].offices).lower()
        if not offices or noun in offices:
            return True
        return noun in {
            "leader",
            "politician",
            "colleague",
            "counterpart",
            "man",
            "woman",
            "head",
            "official",
        }

    def _state_behind(self, head: Token, end: int) -> list[str]:
        found = [m for m in self._mentions(head.i + 1, end) if m.kind == "state"]
        return [self.names.name(m) for m in found]

    def _of_state(self, state: str, head: Token) -> int | None:
        """The newest person before this place who acts for a state; failing that, one unclaimed."""
        seen = list(
            dict.fromkeys(
                m.actor
                for m in reversed(self.names.mentions)
                if m.kind == "person" and m.start < head.i
            )
        )
        for actor in seen:
            if state in self.names.actors[actor].states:
                return actor
        unclaimed = [actor for actor in seen if not self.names.actors[actor].states]
        return unclaimed[0] if len(unclaimed) == 1 else None

    def _same_noun(self, head: Token, kind: str, start: int, end: int) -> Who | None:
        """The body that "the agency" or "the group" means: the newest whose name fits."""
        if any(self._mentions(start, end)) or not self._plain(head, start, end):
            return None
        for who in self._before(head, {"body", "state", "group"}):
            name = " ".join(who.names).lower()
            if head.lower_ in name.split() or (kind == "state" and who.kind == "state"):
                return who
        if kind == "body":
            for who in self._before(head, {"body"}):
                return who
        return None

    # --- what the text offers to refer back to ---------------------------------------------

    def _find_subjects(self) -> list[tuple[int, Who]]:
        """Every phrase that a later word could refer back to, by the place of its head."""
        found: list[tuple[int, Who]] = []
        for mention in self.names.mentions:
            if mention.role in {"demonym", "people"} or mention.kind == "place":
                continue
            head = self.doc[mention.start : mention.end].root
            kind = mention.kind
            top = self._top(head)
            if self._possessed(mention) or (kind == "state" and not self._acts(top)):
                continue
            who = Who((self.names.name(mention),), kind, mention.start, mention.end, mention.actor)
            found.append((top.i if top.left_edge.i <= mention.start else head.i, who))
        for token in self.doc:
            if token.dep_ in {"nsubj", "nsubj:pass"} and token.i not in self.names.at:
                role = role_nouns().get(token.lower_)
                indefinite = self.doc[token.left_edge.i].lower_ in {"a", "an", "one"}
                if role and role.kind == "person" and not role.many and indefinite:
                    start, end = self.core(token)
                    if not self._mentions_person(start, end):
                        found.append((token.i, self._described(token, start, end)))
                elif (
                    token.tag_ == "NNS"
                    and role is None
                    and token.lower_.endswith(
                        ("officials", "media", "authorities", "representatives", "members")
                    )
                ):
                    start, end = self.core(token)
                    found.append((token.i, self._described(token, start, end)))
        return sorted(found, key=lambda item: item[0])

    def _top(self, head: Token) -> Token:
        """The head of the phrase that a name is the title's or apposition's part of."""
        while head.dep_ in {"flat", "flat:name", "appos", "compound"} and head.head.i != head.i:
            head = head.head
        return head

    def _acts(self, head: Token) -> bool:
        return head.dep_ in {
            "nsubj",
            "nsubj:pass",
            "conj",
            "obl:agent",
            "obl",
            "obj",
            "root",
            "ROOT",
        }

    def _find_pairs(self) -> list[tuple[int, tuple[str, ...]]]:
        """Parties that the text puts side by side: "A and B", "between A and B", "A met with B"."""
        found: list[tuple[int, tuple[str, ...]]] = []
        for mention in self.names.mentions:
            if mention.kind not in {"person", "state"} or mention.role != "name":
                continue
            partner = self._partner(mention)
            if (
                partner is not None
                and partner.kind == mention.kind
                and partner.actor != mention.actor
            ):
                names = (self.names.name(mention), self.names.name(partner))
                found.append((partner.end, names))
        return found

    def _partner(self, mention: Mention) -> Mention | None:
        """The next name when only "and", "with" and the like, titles or a verb stand between."""
        later = [m for m in self.names.mentions if m.start >= mention.end]
        for other in later[:4]:
            between = self.doc[mention.end : other.start]
            if self.parsed.sentence_of[mention.start] != self.parsed.sentence_of[other.start]:
                return None
            if len(between) > 14:
                return None
            lower = {token.lower_ for token in between}
            if (
                other.kind == mention.kind
                and other.actor != mention.actor
                and lower & {"and", "with", "to"}
            ):
                tied = all(self._ties(token) for token in between)
                met = lower & MEETING_VERBS and lower & {"with", "to"}
                if tied or met:
                    return other
        return None

    def _ties(self, token: Token) -> bool:
        return (
            token.lower_ in {"and", "the", ",", "’s", "'s", "of"}
            or token.lower_ in title_words()
            or token.lower_ in titles()
            or token.i in self.names.at
        )


OWNING = frozenset(
    "’s 's ’ ' will would economic military security continued and remains support assistance government "
    "officials is strongly".split()
)
MATTERS = frozenset(
    "commitment support assistance resolve readiness will would efforts aid remains government officials "
    "committed supports".split()
)
DOCUMENTS = frozenset(
    "statement statements reports report letter communique communiqué declaration release readout tweet post resolution "
    "article announcement".split()
)
CONTACT_WORDS = frozenset(
    "call conversation conversations spoke met meeting talks talked summit negotiations visit "
    "discussions hosted welcomed".split()
)
MEETING_VERBS = frozenset(
    {"spoke", "met", "speaks", "meets", "talked", "held", "speaking", "meeting"}
)
