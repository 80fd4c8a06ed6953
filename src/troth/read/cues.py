"""Cues: the words that tell of speaking, whose they are, and which frame they stand in."""

from spacy.tokens import Token

from troth.model import Act
from troth.read.calendar import When
from troth.read.found import AUXILIARIES, Found
from troth.read.layout import SegmentKind
from troth.read.lexicon import (
    Cue,
    CueNoun,
    cue_nouns,
    cues,
    group,
    irregular,
    light_nouns,
    light_verbs,
    words,
)
from troth.read.parsed import Parsed
from troth.read.referents import OURS, Who
from troth.read.subjects import Spoken, Subjects
from troth.read.who import Resolver

__all__ = ["AUXILIARIES", "CueFinder", "Found", "told_from"]

MODALS = frozenset("would could might may should can will 'll ’ll must shall 'd ’d wo ca".split())
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
CONDITIONS = frozenset({"if", "unless", "whether", "once", "until"})
CONTACT = frozenset("spoke speak speaks met meet meets talked held convened hosted joined".split())


def told_from(verb: Token) -> int | None:
    """Where begins what the subject of a passive is told: "was told that", "was warned of"."""
    entry = cues().get(verb.lower_)
    if entry is None or entry.verb not in words("addressing_verbs.txt"):
        return None
    behind = [child for child in verb.children if child.i > verb.i]
    clause = next((c for c in behind if c.dep_ == "ccomp" and c.left_edge.lower_ != "to"), None)
    if clause is not None:
        return int(clause.left_edge.i)
    named = (c for c in behind if c.dep_ == "obl:agent" and c.tag_.startswith("NNP"))
    behind += [child for agent in named for child in agent.children]
    for child in behind:
        first = child.left_edge
        if child.i > first.i and first.lower_ in {"of", "about"}:
            return int(first.i) + (first.lower_ == "of")
    return None


def noun_act(noun: Token) -> Act | None:
    """The act of a noun that is expressed: lasting support is promised, other support agrees."""
    entry = light_nouns().get(noun.lower_)
    if entry is None:
        return None
    lasting = any(child.lower_ in group("lasting") for child in noun.children)
    return Act.PROMISE if noun.lower_ == "support" and lasting else entry.act


def praised(verb: Token) -> bool:
    """Whether an adverb of praise stands before a verb: "highly assessed"."""
    return verb.i > 0 and verb.nbor(-1).lower_ in group("praising_adverbs")


class CueFinder:
    """Finds the cues of a parsed document, in order."""

    def __init__(self, parsed: Parsed, resolver: Resolver, times: list[When]) -> None:
        self._parsed = parsed
        self._doc = parsed.doc
        self._resolver = resolver
        self._found: dict[int, Found] = {}
        self._subjects = Subjects(parsed, resolver, times, self._found)

    def _word(self, i: int) -> str:
        return self._doc[i].lower_ if 0 <= i < len(self._doc) else ""

    def find(self) -> list[Found]:
        """All cues, by the place of their main token."""
        for token in self._doc:
            cue = self._cue(token)
            if cue is not None:
                self._found[token.i] = cue
        return [self._found[i] for i in sorted(self._found)]

    def _cue(self, token: Token) -> Found | None:
        if self._silenced(token):
            return None
        lower = token.lower_
        if lower == "according" and self._word(token.i + 1) == "to":
            return self._according(token)
        if lower in group("bidding_nouns"):
            bidden = self._bidden(token)
            if bidden is not None:
                return bidden
        if lower in cue_nouns() and token.tag_.startswith(("NN", "JJ")):
            idle = self._endangers(token) or self._talked_of(token)
            noun = self._noun(token) if not idle else None
            if noun is not None:
                return noun
        if (lower in cues() or lower in light_verbs()) and self._is_verb(token):
            return self._verb(token)
        return None

    def _silenced(self, token: Token) -> bool:
        """Inside quotation marks, in a heading, or no word at all."""
        segment = self._parsed.sentence(token.i).segment
        return self._parsed.in_quotation(token.i) or segment.kind is SegmentKind.HEADING

    def _is_verb(self, token: Token) -> bool:
        if self._in_name(token):
            return False
        if token.tag_.startswith("VB") and token.dep_ not in {"amod", "compound"}:
            return True
        if self._past_form(token) and self._stands_as_verb(token):
            return True
        headline = self._parsed.sentence(token.i).segment.kind is SegmentKind.HEADLINE
        third = (token.text.endswith("s") and token.text.islower()) or token.lower_ == "call"
        follows_noun = token.i > 0 and self._doc[token.i - 1].tag_.startswith("NN")
        after = self._word(token.i + 1)
        return headline and third and follows_noun and after not in {"of", "by", "in", "on", "with"}

    def _in_name(self, token: Token) -> bool:
        """Whether a form with a capital inside a sentence of the body is a name: "Edward Said"."""
        body = self._parsed.sentence(token.i).segment.kind is SegmentKind.BODY
        inside = not token.is_sent_start and token.i > 0 and token.nbor(-1).is_alpha
        return body and inside and token.text[:1].isupper()

    @staticmethod
    def _past_form(token: Token) -> bool:
        known = irregular().get(cues()[token.lower_].verb if token.lower_ in cues() else "")
        past = known is not None and token.lower_ in known[0] + known[1]
        return token.text.islower() and (token.lower_.endswith("ed") or past)

    def _stands_as_verb(self, token: Token) -> bool:
        """Whether a past form that the tagger takes for an adjective has a verb's company."""
        before = token.i - 1
        near = {t.lower_ for t in self._doc[max(0, token.i - 3) : token.i]}
        if near & {"has", "have", "had"}:
            return True
        mention = self._resolver.names.at.get(before)
        if mention is not None and mention.end == token.i and mention.role in {"name", "capital"}:
            return True
        first = self._parsed.sentence(token.i).start
        return (
            self._word(before) == ","
            and self._subjects.before_apposition(before, first) is not None
        )

    def _verb(self, token: Token) -> Found | None:  # noqa: PLR0911 -- a table of cases, in order
        if self._unsaid(token):
            return None
        start = self._group_start(token)
        passive = self._passive(token, start)
        entry = cues().get(token.lower_)
        documents = entry is not None and "D" in entry.frames
        if not passive and not documents and self._reduced(token):
            return None
        who, mention = self._teller(token) if passive else self._subjects.subject(token)
        if passive and who is None:
            who, mention, passive = self._impersonal(token)
            if who is None:
                return None
        if self._unreal(token, who, mention, entry) or self._elects(token):
            return None
        if who is None or not self._subjects.can_speak(token, who, mention, entry):
            return None
        light = self._light(token)
        if light is None and entry is not None and not self._fits(token, entry, mention):
            return None
        if self._adjectival(token):
            return None
        act = entry.act if entry else None
        if light is not None:
            return Found(
                token,
                start,
                light.i + 1,
                entry,
                noun_act(light),
                who,
                mention,
                passive,
                "light",
            )
        if entry is None and mention is None and who.names and not passive:
            noun = next(
                (c for c in token.children if c.i < token.i and c.lower_ in light_nouns()), None
            )
            if noun is not None:
                act = light_nouns()[noun.lower_].act
                return Found(
                    token, noun.left_edge.i, token.i + 1, None, act, who, None, False, "light"
                )
        expressed = self._expressed_by(token) if passive and who.names else None
        if entry is None and expressed is None:
            return None
        return Found(token, start, token.i + 1, entry, expressed or act, who, mention, passive)

    @staticmethod
    def _expressed_by(token: Token) -> Act | None:
        """The act of the noun that is a light verb's passive subject: "tributes were paid by"."""
        subject = next((c for c in token.children if c.dep_ == "nsubj:pass"), None)
        noun = light_nouns().get(subject.lower_) if subject is not None else None
        fits = noun is not None and light_verbs().get(token.lower_) in noun.joints
        return noun.act if noun is not None and fits else None

    def _teller(self, token: Token) -> Spoken:
        """Who tells by a passive: behind "by", or nobody named where it says what was told."""
        who, mention = self._subjects.agent(token)
        told = told_from(token)
        if told is not None and who is None:
            return Who((), "unknown", token.i, token.i + 1), mention
        if told is not None and mention is not None and mention[0] < told < mention[1]:
            mention = mention[0], told - 1
        return who, mention

    def _particle(self, token: Token, entry: Cue) -> bool:
        """Whether a verb that needs a particle has it: "pointed out"."""
        needed = entry.prepositions("R")
        return not needed or self._word(token.i + 1) in needed

    def _fits(self, token: Token, entry: Cue, mention: tuple[int, int] | None) -> bool:
        """Whether a verb has the particle, the decision, the document or inquirer that it needs."""
        if not self._particle(token, entry):
            return False
        if "W" in entry.frames and not (mention and self._word(mention[0]) in OURS):
            return False
        if "G" in entry.frames:
            return self._decides(token)
        if not entry.frames & {"D", "J"}:
            return True
        spoken = (
            {token.lower_ for token in self._doc[mention[0] : mention[1]]} if mention else set()
        )
        if "J" in entry.frames and spoken & group("inquirers"):
            return True
        return bool(spoken & words("documents.txt"))

    @staticmethod
    def _decides(token: Token) -> bool:
        """Whether the object of a verb is a decision that is made by telling it: "a stay"."""
        if any(t.lower_ in NEGATIONS for t in token.doc[token.i + 1 : token.i + 2]):
            return False
        nouns = group("decided_nouns")
        beside = token.i + 1 < len(token.doc) and token.nbor(1).lower_ in nouns
        return beside or any(
            child.dep_ in {"obj", "nsubj:pass"} and child.lower_ in nouns
            for child in token.children
        )

    def _adjectival(self, token: Token) -> bool:
        """Whether a participle only describes a state: "remains committed to"."""
        return (
            token.tag_ in {"VBN", "JJ"}
            and self._word(token.i - 1)
            in {"remains", "remain", "remained", "stays", "feel", "felt", "fully", "deeply"}
            and not self._perfect(token)
        )

    def _perfect(self, token: Token) -> bool:
        return any(child.lower_ in {"has", "have", "had"} for child in token.children)

    def _unreal(
        self, token: Token, who: Who | None, mention: tuple[int, int] | None, entry: Cue | None
    ) -> bool:
        """Whether somebody says it only if something holds, or is only asked to."""
        if mention is not None and self._word(mention[0] - 1) in CONDITIONS:
            return True
        return who is not None and entry is not None and self._wished(token, who, mention, entry)

    def _elects(self, token: Token) -> bool:
        """Whether a vote is for somebody and not for what shall be done: "voted for Lee"."""
        entry = cues().get(token.lower_)
        if entry is None or entry.verb != "vote":
            return False
        behind = token.i + 1
        if self._word(behind) == "to":
            return self._word(behind + 1) in group("electing")
        if self._word(behind) not in {"for", "against"}:
            return False
        named = next(
            (c for c in token.children if c.i > behind and c.dep_ in {"obl", "advcl"}), None
        )
        inside = [self._resolver.names.at.get(behind + 1)]
        inside += [self._resolver.names.at.get(named.i)] if named is not None else []
        return any(mention is not None and mention.kind == "person" for mention in inside)

    def _wished(self, token: Token, who: Who, mention: tuple[int, int] | None, entry: Cue) -> bool:
        """Whether a base form behind one subject only says what is asked: "that Russia accept"."""
        beside = mention is not None and mention[1] == token.i
        if mention is None or not beside or token.lower_ != entry.verb:
            return False
        single = len(who.names) == 1 and who.kind in {"person", "state"}
        return single and self._word(mention[0]) not in {"we", "i", "you", "they"}

    def _unsaid(self, token: Token) -> bool:  # noqa: PLR0911 -- a table of cases, in order
        """Negated, merely possible, conditional, only intended, or what another is blamed for."""
        if token.tag_ == "VBG" and self._blamed_for(token):
            return True
        before = self._doc[max(self._parsed.sentence(token.i).start, token.i - 4) : token.i]
        own = {child.lower_ for child in token.children if child.i < token.i}
        near = {t.lower_ for t in before[-2:]}
        if (own | near) & NEGATIONS and not self._other_verb_between(token):
            return True
        if own & MODALS or self._word(token.i - 1) in MODALS:
            return True
        if own & CONDITIONS and token.dep_ == "advcl":
            return True
        if (
            token.tag_ == "VBN"
            and self._word(token.i - 1) in {"is", "are", "remain", "remains"}
            and token.lower_ == "committed"
        ):
            return True
        if self._word(token.i - 1) == "to" or ("to" in own and token.tag_ == "VB"):
            return not self._purpose(token)
        if token.tag_ == "VB" and (own & {"did", "do", "does", "we", "i"} or self._we(token)):
            return False
        return token.tag_ == "VB" and not (token.dep_ == "conj" and self._purpose(token))

    def _we(self, token: Token) -> bool:
        """Whether a joined base form has the subject "we": "we continue to consult and urge"."""
        if token.dep_ != "conj" or self._word(token.i - 1) not in {"and", ","}:
            return False
        main = token.head
        while main.dep_ in {"xcomp", "conj"} and main.head.i < main.i:
            main = main.head
        return any(child.lower_ == "we" and child.dep_ == "nsubj" for child in main.children)

    def _blamed_for(self, token: Token) -> bool:
        """Whether a gerund is what somebody is blamed or thanked for: "blamed him for urging"."""
        entry = cues().get(token.head.lower_)
        if entry is None or token.dep_ != "advcl":
            return False
        behind = entry.prepositions("B") | entry.prepositions("F")
        return self._word(token.i - 1) in behind

    def _other_verb_between(self, token: Token) -> bool:
        """Whether a negation near a verb belongs to another verb before it."""
        for i in range(token.i - 1, max(token.i - 4, -1), -1):
            if self._doc[i].lower_ in NEGATIONS:
                return False
            if self._doc[i].is_punct or (
                self._doc[i].tag_.startswith("VB") and self._doc[i].lower_ not in AUXILIARIES
            ):
                return True
        return False

    def _purpose(self, token: Token) -> bool:
        """Whether an infinitive tells what a contact was for: "spoke today … to underscore"."""
        sentence = self._parsed.sentence(token.i)
        head = token.head
        hops = 0
        while head.i != head.head.i and hops < 4 and head.lower_ not in CONTACT:
            head, hops = head.head, hops + 1
        earlier = self._doc[sentence.start : token.i]
        contact = [t for t in earlier if t.lower_ in CONTACT and t.tag_.startswith("VB")]
        between = self._doc[contact[-1].i + 1 : token.i] if contact else earlier
        blocked = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in between)
        return bool(contact) and not blocked

    def _group_start(self, token: Token) -> int:
        """First token of the verb with its auxiliaries: "has since declared"."""
        start = token.i
        position = token.i - 1
        while position >= 0 and not self._doc[position + 1].is_sent_start:
            word = self._doc[position]
            if word.lower_ in AUXILIARIES and word.tag_ != "POS":
                start = position
            elif not (word.tag_.startswith("RB") and word.lower_ not in NEGATIONS):
                break
            position -= 1
        return start

    def _passive(self, token: Token, start: int) -> bool:
        if token.tag_ not in {"VBN", "VBD"}:
            return False
        if any(child.dep_ in {"aux:pass", "nsubj:pass"} for child in token.children):
            return True
        if self._headline_passive(token):
            return True
        auxiliaries = {self._doc[i].lower_ for i in range(start, token.i)}
        if auxiliaries & {"was", "were", "is", "are", "been", "being", "be"}:
            return True
        return (
            token.dep_ in {"acl", "acl:relcl"}
            and token.tag_ == "VBN"
            and self._subjects.by(token) is not None
        )

    def _headline_passive(self, token: Token) -> bool:
        """Whether a headline leaves out the auxiliary of a decision: "Killer sentenced to life"."""
        entry = cues().get(token.lower_)
        headline = self._parsed.sentence(token.i).segment.kind is SegmentKind.HEADLINE
        if not headline or entry is None or entry.verb not in group("deciding_verbs"):
            return False
        return not any(child.dep_ == "obj" for child in token.children)

    def _reduced(self, token: Token) -> bool:
        """Whether a participle right behind a common noun tells what nobody named did to it."""
        if token.tag_ != "VBN" or token.dep_ not in {"acl", "acl:relcl"} or token.i == 0:
            return False
        before = self._doc[token.i - 1]
        return (
            before.tag_ in {"NN", "NNS"}
            and before.text.islower()
            and self._subjects.by(token) is None
        )

    def _impersonal(self, token: Token) -> tuple[Who | None, tuple[int, int] | None, bool]:
        """Speakers of "it was agreed": the parties of the contact that the text is about."""
        before = [child for child in token.children if child.i < token.i]
        subjects = [c for c in before if c.dep_ in {"nsubj:pass", "expl", "nsubj"}]
        expletive = any(child.lower_ == "it" for child in subjects)
        noun = next((c for c in subjects if c.lower_ in light_nouns()), None)
        light = (
            noun is not None
            and light_verbs().get(token.lower_) in light_nouns()[noun.lower_].joints
        )
        if (
            not light
            and not expletive
            and subjects
            and self._resolver.parties
            and token.lower_ in words("impersonal_passives.txt")
        ):
            return Who(self._resolver.parties, "group", token.i, token.i + 1), None, True
        decider = self._decider(token) if not expletive else None
        if decider is not None:
            return decider, None, True
        if not light and not expletive and self._reputed(token):
            return Who((), "unknown", token.i, token.i + 1), None, True
        if expletive and token.lower_ in group("untold_passives"):
            who = self._resolver.parties
            return Who(who, "group" if who else "unknown", token.i, token.i + 1), None, False
        if not light and not (expletive and token.lower_ in words("impersonal_passives.txt")):
            return None, None, True
        pair = self._resolver.parties or self._resolver.pair_before(token.i)
        return Who(pair, "group", token.i, token.i + 1), None, False

    def _decider(self, token: Token) -> Who | None:
        """Who decided what a main clause tells without him, as another sentence tells of it."""
        entry = cues().get(token.lower_)
        main = token.dep_ in {"root", "ROOT"}
        if entry is None or entry.verb not in group("deciding_verbs") or not main:
            return None
        again = (t for t in self._doc if t.i != token.i and cues().get(t.lower_) == entry)
        for other in again:
            active = next((c for c in other.children if c.dep_ == "nsubj"), None)
            agent = self._subjects.by(other) or active
            who = self._resolver.who(agent) if agent is not None else None
            if who is not None and who.names:
                return who
        return None

    def _reputed(self, token: Token) -> bool:
        """Whether a passive tells what nobody named says of its subject: "is reported to have"."""
        entry = cues().get(token.lower_)
        reputed = entry is not None and entry.verb in group("reputing_verbs")
        if not reputed or self._word(token.i + 1) != "to":
            return False
        verb = token.i + (3 if self._word(token.i + 2) in NEGATIONS else 2)
        return verb < len(self._doc) and self._doc[verb].tag_ == "VB"

    def _light(self, token: Token) -> Token | None:
        """The noun of a light verb: "gratitude" in "expressed their gratitude for"."""
        base = light_verbs().get(token.lower_)
        if base is None:
            return None
        for other in self._doc[token.i + 1 : token.i + 7]:
            if other.is_sent_start or other.tag_ in {"IN", "TO", "VBD", "VBZ"} or other.is_punct:
                return None
            noun = light_nouns().get(other.lower_)
            if (
                noun is not None
                and base in noun.joints
                and other.dep_ not in {"compound", "nmod:poss"}
            ):
                return other if self._tells(other) else None
        return None

    def _tells(self, noun: Token) -> bool:
        """Whether a document that is issued is followed by what it says; other nouns need not."""
        if noun.lower_ not in group("telling_documents"):
            return True
        behind = noun.i + 1
        return self._word(behind) in {"that", ":"} or (
            behind < len(self._doc) and self._parsed.in_quotation(behind)
        )

    def _noun(self, token: Token) -> Found | None:
        """A noun with its speaker: "the president's call for …"."""
        entry = cue_nouns()[token.lower_]
        behind = self._from_behind(token, entry)
        if behind is not None:
            return behind
        if self._word(token.i + 1) not in entry.joints or self._by_whom(token) is not None:
            return self._noun_by(token, entry)
        owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None) or self._possessor(
            token
        )
        if owner is not None and owner.tag_ == "PRP$":
            return None
        announced = self._announced(token)
        who = announced or (self._owners(owner) if owner is not None else self._nation(token))
        if who is None or (announced is None and self._restated(token)):
            return None
        if who.kind not in {"person", "state", "body", "group"} or not who.names:
            return None
        return Found(
            token, token.i, token.i + 1, None, entry.act, who, (who.start, who.end), frame="noun"
        )

    def _endangers(self, noun: Token) -> bool:
        """Whether a threat is a danger and not spoken: "Norway's threats to the region"."""
        threat = noun.lower_ in {"threat", "threats"} and self._word(noun.i + 1) == "to"
        following = self._doc[noun.i + 2 : noun.i + 3]
        return threat and not any(token.tag_ == "VB" for token in following)

    @staticmethod
    def _talked_of(noun: Token) -> bool:
        """Whether a noun is only a topic: "discussed Norway's commitment to the truce"."""
        head = noun
        while head.dep_ in {"obj", "conj", "nmod"} and head.head.i < head.i:
            head = head.head
        return head.lower_ in group("topic_verbs")

    @staticmethod
    def _restated(noun: Token) -> bool:
        """Whether a noun is what another cue expresses: "reaffirmed Norway's commitment to"."""
        entry = cues().get(noun.head.lower_)
        return noun.dep_ == "obj" and entry is not None and entry.verb in group("restating")

    def _by_whom(self, token: Token) -> Token | None:
        """Who stands behind "of", "by" or "from" at a noun: "the request of Ann Lee to …"."""
        for child in token.children:
            case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
            if child.i > token.i and child.dep_ == "nmod" and case in {"of", "by", "from"}:
                told = self._resolver.who(child).kind in {"person", "state", "body"}
                return child if told and child.left_edge.i == token.i + 1 else None
        return None

    def _from_behind(self, token: Token, entry: CueNoun) -> Found | None:
        """A noun whose speaker stands behind what it says: "requests for leniency from Lee"."""
        if self._word(token.i + 1) not in entry.joints or self._restated(token):
            return None
        what = next((c for c in token.children if c.dep_ == "nmod" and c.i > token.i), None)
        for child in [*token.children, *(what.children if what is not None else ())]:
            if what is None or child.dep_ != "nmod" or child.left_edge.lower_ != "from":
                continue
            who = self._resolver.who(child)
            if child.i > what.i and who.names and self._subjects.can_speak(token, who, None, None):
                place = who.start, who.end
                return Found(token, token.i, token.i + 1, None, entry.act, who, place, frame="noun")
        return None

    def _noun_by(self, token: Token, entry: CueNoun) -> Found | None:
        """A noun whose speaker stands between it and what it says."""
        by = self._by_whom(token)
        if by is None or self._restated(token):
            return None
        who = self._resolver.who(by)
        end = by.right_edge.i + 1
        last = next((i for i in range(by.i + 1, end) if self._word(i) in entry.joints), end)
        if last >= len(self._doc) or self._word(last) not in entry.joints - {"of"}:
            return None
        return Found(token, token.i, last, None, entry.act, who, (who.start, who.end), frame="noun")

    def _announced(self, token: Token) -> Who | None:
        """Whose "announcement of $3 billion" it is: that of the state whose president speaks."""
        if token.lower_ not in {"announcement", "pledge"} or not any(
            t.tag_ in {"$", "CD"} for t in self._doc[token.i + 1 : token.i + 5]
        ):
            return None
        who, _ = self._subjects.main_subject_any(token)
        home = self._resolver.home(who.actor) if who is not None else None
        return Who((home,), "state", token.i, token.i + 1) if home else None

    def _nation(self, token: Token) -> Who | None:
        """The state whose adjective stands before a noun: "the U.S. proposal of"."""
        mention = self._resolver.names.at.get(token.i - 1)
        if mention is None or mention.kind != "state":
            return None
        name = self._resolver.names.name(mention)
        return Who((name,), "state", mention.start, mention.end, mention.actor)

    def _according(self, token: Token) -> Found | None:
        head = self._subjects.phrase_at(token.i + 2)
        if head is None and token.head.i > token.i:
            head = token.head
        if head is None:
            return None
        who = self._resolver.who(head)
        if not who.names or not self._subjects.can_speak(token, who, (who.start, who.end), None):
            return None
        place = who.start, self._apposed_end(who)
        return Found(token, token.i, token.i + 2, None, None, who, place, frame="according")

    def _apposed_end(self, who: Who) -> int:
        """Where a mention ends with the name in commas behind a description: "his aide, Lee,"."""
        if who.actor is None or self._word(who.end) != ",":
            return who.end
        name = self._resolver.names.at.get(who.end + 1)
        return name.end if name is not None and name.actor == who.actor else who.end

    def _bidden(self, token: Token) -> Found | None:
        """What is done because somebody asks for it: "left at the request of Ann Lee"."""
        first = token.left_edge.i
        if self._word(first) != "at":
            return None
        owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
        whose = owner or self._by_whom(token)
        who = self._resolver.who(whose) if whose is not None else None
        if who is None or not who.names or who.kind not in {"person", "state", "body"}:
            return None
        place = who.start, max(who.end, token.i + 1)
        return Found(token, first, token.i + 1, None, Act.DEMAND, who, place, frame="according")

    def _owners(self, owner: Token) -> Who:
        """Who owns a noun, several possessors together: "A's and B's agreement"."""
        who = self._resolver.who(owner)
        beside = [*owner.head.children, *owner.children]
        owners = [c for c in beside if c.dep_ in {"nmod:poss", "conj"} and c.i > owner.i]
        owners = [c for c in owners if self._word(c.right_edge.i) in {"'s", "’s", "’", "'"}]
        if owners and owner.dep_ == "nmod:poss":
            last = self._resolver.who(owners[-1])
            if last.kind == who.kind and any(
                t.lower_ == "and" for t in self._doc[who.end : last.start + 1]
            ):
                names = tuple(dict.fromkeys((*who.names, *last.names)))
                return Who(names, "group", who.start, last.end)
        first = self._parsed.sentence(owner.i).start
        for i in range(who.start - 1, max(first, who.start - 10), -1):
            mention = self._resolver.names.at.get(i)
            if mention is not None and mention.kind == who.kind and mention.actor != who.actor:
                between = {t.lower_ for t in self._doc[mention.end : who.start]}
                if "and" in between and between & {"'s", "’s"}:
                    names = (self._resolver.names.name(mention), *who.names)
                    return Who(tuple(dict.fromkeys(names)), "group", mention.start, who.end)
            if self._doc[i].tag_ in {"VBD", "VBZ", "IN"} and self._doc[i].text not in {"'s", "’s"}:
                break
        return who

    def _possessor(self, token: Token) -> Token | None:
        """The name before "'s" and at most one adjective: "the president's clear call"."""
        for place in (token.i - 1, token.i - 2):
            if self._word(place) in {"'s", "’s", "’", "'"}:
                mention = self._resolver.names.at.get(place - 1)
                return self._doc[mention.start : mention.end].root if mention else None
        return None
