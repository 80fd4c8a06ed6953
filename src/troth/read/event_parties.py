"""The parties of an event: who does it, and to whom, with the words that name them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from troth.model import Span
from troth.read.clauses import case
from troth.read.deeds import (
    HAVE,
    Deed,
    deed_of,
    in_phrase,
    is_passive,
    is_saying,
    main_as_attribute,
    names_deed,
)
from troth.read.event_words import event_nouns, event_verbs
from troth.read.lexicon import role_nouns, words
from troth.read.parsed import Parsed
from troth.read.referents import OURS, PLURAL, SINGULAR, THING
from troth.read.who import Resolver

PRONOUNS = SINGULAR | PLURAL | THING | OURS
RELATIVE = frozenset({"who", "which", "that", "whom"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
CLIMBED = frozenset({"conj", "xcomp", "advcl", "ccomp", "csubj", "parataxis"})
"""How a verb can depend on the one whose subject it shares."""
MODIFIERS = ("nmod:poss", "compound", "amod", "nmod:desc", "nmod", "obl", "appos", "flat")
"""Where a phrase names a party that is not its head, the closer ones first."""
BEHIND = frozenset({"nmod", "obl", "obl:agent", "obl:unmarked", "acl"})
HOSTS = frozenset({"obj", "obl", "nsubj:pass"})
"""Phrases that hang on a verb and can themselves carry the phrase that tells to whom."""
CLAUSES = frozenset({"xcomp", "ccomp", "advcl"})
"""Clauses that can carry it when neither the verb nor its phrases do."""
COUNTS = frozenset(
    "tens dozens scores hundreds thousands millions dozen hundred thousand million number".split()
)
"""Nouns that only count those who stand behind their "of"."""
DEEPEST = 12
"""Steps down a parse on which a party is looked for."""
FAR = 5
PLACE, DESCRIBED, NAMED = 1, 2, 3
"""How surely words mean a party: a place, people described, somebody named."""
SETTING = frozenset(
    "under after before during since despite amid near along across by while as when until where "
    "within through because although though".split()
)
"""Prepositions and conjunctions of what only surrounds a deed."""
TOWARDS = frozenset({"with", "against", "to"})
"""Prepositions of whom a verb without a type of its own is directed at."""
HOMES = frozenset({"in", "from", "of", "at", "throughout", "across", "inside"})
"""Prepositions of where people belong."""
TIMED = frozenset({"when", "as", "after"})
"""Conjunctions of the clause that tells how something came about."""
PLACES = frozenset({"in", "at", "on"})
MUTUAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
"""Types that happen somewhere rather than to a place."""
OFFICIAL = frozenset(
    "ACCUSE/investigate ACCUSE/allege COERCE/arrest SANCTION/convict COERCE/deport".split()
)
"""What only authorities do."""
FORCES = frozenset({"troops", "weapons", "police", "militia", "peacekeepers"})
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that somebody does by saying it."""


@dataclass(frozen=True)
class Party:
    """Somebody who takes part in an event.

    Attributes:
        text: the words that name them, joint parties together.
        names: their names in the fullest form of the text; empty when it does not tell.
    """

    text: Span
    names: tuple[str, ...]


class EventParties:
    """Finds the parties of the events of one text."""

    def __init__(self, parsed: Parsed, resolver: Resolver) -> None:
        self._parsed = parsed
        self._resolver = resolver

    def actor(self, deed: Deed) -> Party | None:
        """Who does a deed; None when the text does not tell."""
        giver = _giver(deed)
        if giver:
            return next((self._whole(head) for head in _behind(deed.verb, giver)), None)
        verbal = deed.clause is not None and deed.plover.split("/")[0] in VERBAL
        found = self._says(deed.verb) if verbal else None
        found = found or self._doer(deed.verb) or self._elsewhere(deed)
        if found is None and verbal and deed.plover == "THREATEN":
            found = self._speaker(deed.verb)
        if found is None and not is_passive(deed.verb) and deed.verb.tag_.startswith("VB"):
            return self._opening(deed.verb)
        return found

    def recipient(self, deed: Deed, actor: Party | None) -> Party | None:
        """To whom a deed is done; None when the text does not tell.

        First where the verb tells it, then in what else depends on the verb: there, those whom
        the text names before those whom it only describes.
        """
        if _giver(deed):
            return self._doer(deed.verb)
        for head in self._slots(deed):
            found = self._in_slot(head, actor, hit=_hits(deed))
            if found is not None:
                if self._telling(found) < NAMED:
                    return self._told_before(deed, actor) or found
                return found
        return (
            self._told_before(deed, actor)
            or self._against(deed, actor)
            or self._placed(deed, actor)
            or self._unknown(deed, actor)
            or self._further(deed, actor, NAMED)
            or self._further(deed, actor, DESCRIBED)
            or self._further(deed, actor, PLACE)
            or self._struck(deed)
            or self._joined(deed, actor)
        )

    def _in_slot(self, head: Token, actor: Party | None, *, hit: bool) -> Party | None:
        """The party in a phrase that a verb tells it with; of what is hit, also a place."""
        if hit and case(head) == "in":
            return self._other(head, actor, PLACE) or self._inside(head, actor, PLACE)
        return (
            self._other(head, actor, DESCRIBED)
            or self._whose(head, actor)
            or self._inside(head, actor, NAMED)
            or self._inside(head, actor, DESCRIBED)
            or (self._inside(head, actor, PLACE) if hit else None)
        )

    def _whose(self, head: Token, actor: Party | None) -> Party | None:
        """Whose a thing is by the words before it: "Kurdish rebel bases in Togo"."""
        for child in reversed(list(head.lefts)):
            if child.dep_ in {"nmod:poss", "compound", "amod"}:
                found = self._other(child, actor, PLACE)
                if found is not None:
                    return (self._described(head, child) if head.tag_ == "NNS" else None) or found
        return None

    def _told_before(self, deed: Deed, actor: Party | None) -> Party | None:
        """Whom the verb that a clause hangs on names: "quarrelled with Togo, accusing it"."""
        verb = deed.verb
        if verb.dep_ != "advcl" or any(c.dep_ in SUBJECTS for c in verb.children):
            return None
        for child in verb.head.children:
            if child.dep_ == "obl" and case(child) in TOWARDS and child.i < verb.i:
                found = self._other(child, actor, PLACE)
                if found is not None and self._is_named(child):
                    return found
        return None

    def _is_named(self, head: Token) -> bool:
        """Whether a party is told by a name rather than described."""
        return head.i in self._resolver.names.at

    def _against(self, deed: Deed, actor: Party | None) -> Party | None:
        """Whom a deed concerns that is itself a verb's subject: "protests over … continued"."""
        subject = next((c for c in deed.verb.children if c.dep_ == "nsubj"), None)
        if subject is None or not names_deed(subject):
            return None
        return self._inside(subject, actor, NAMED)

    def _joined(self, deed: Deed, actor: Party | None) -> Party | None:
        """Who is told with a second verb of the same doer: "met and praised him"."""
        if deed.verb.dep_ == "conj":
            return None
        for child in deed.verb.children:
            own = any(c.dep_ in SUBJECTS for c in child.children)
            if child.dep_ == "conj" and child.tag_.startswith("VB") and not own:
                return self.recipient(replace(deed, verb=child, clause=None), actor)
        return None

    def _placed(self, deed: Deed, actor: Party | None) -> Party | None:
        """The place where the verb tells whom it concerns: "imposed a curfew in the valley"."""
        for head in self._slots(deed):
            found = self._other(head, actor, PLACE) or self._inside(head, actor, PLACE)
            if found is not None:
                return found
        return None

    # --- who does it -----------------------------------------------------------------------------

    def _deployed(self, deed: Deed) -> Party | None:
        """The forces that are said to be moved, when it is not said by whom."""
        if not (deed.plover.startswith("MOBILIZE") and is_passive(deed.verb)):
            return None
        subject = next((c for c in deed.verb.children if c.dep_ == "nsubj:pass"), None)
        return self._party(subject) if subject is not None else None

    def _elsewhere(self, deed: Deed) -> Party | None:
        """Who does what is told without a doer of its own."""
        between = (self._whole(head) for head in _behind(deed.verb, "between"))
        return (
            self._deployed(deed)
            or self._authority(deed)
            or self._meanwhile(deed)
            or next(between, None)
        )

    def _meanwhile(self, deed: Deed) -> Party | None:
        """Who does the same in a clause of time: "were killed when soldiers stormed"."""
        if not is_passive(deed.verb):
            return None
        for clause in (c for c in deed.verb.children if c.dep_ == "advcl"):
            timed = any(c.dep_ in {"mark", "advmod"} and c.lower_ in TIMED for c in clause.children)
            inner = deed_of(clause) if timed else None
            if inner is not None and inner.plover.split("/")[0] == deed.plover.split("/")[0]:
                return self._doer(clause)
        return None

    def _authority(self, deed: Deed) -> Party | None:
        """Whose authorities act, where only the place is told: "was arrested in Norway"."""
        if not (deed.plover in OFFICIAL and is_passive(deed.verb)):
            return None
        for head in _behind(deed.verb, "in"):
            found = self._party(head)
            if found is not None and self._telling(found) in {PLACE, NAMED}:
                return found
        return None

    def _says(self, verb: Token) -> Party | None:
        """Who says that something is out of the question, or welcome, when no party does it."""
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is None or (subject.dep_ != "csubj" and self._named_in(subject) is not None):
            return None
        return self._speaker(verb)

    def _opening(self, verb: Token) -> Party | None:
        """The party that opens a sentence whose verb the parse leaves without a subject."""
        for token in self._parsed.doc[self._parsed.sentence(verb.i).start : verb.i]:
            found = self._party(token)
            if found is not None:
                return found
        return None

    def _doer(self, verb: Token) -> Party | None:
        if not verb.tag_.startswith("VB") and not any(c.dep_ in SUBJECTS for c in verb.children):
            return self._owner(verb) if verb.tag_.startswith("NN") else self._shared(verb)
        if is_passive(verb):
            return self._agent(verb)
        before = main_as_attribute(verb)
        if before is not None:
            return self._doer(before) if before.lower_ in HAVE else self._ending(before)
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        return self._subject(verb, subject) if subject is not None else self._shared(verb)

    def _ending(self, last: Token) -> Party:
        """Who the phrase with this last word means."""
        head = last
        while head.head.i < last.i and head.head.i != head.i and head.head.tag_.startswith("NN"):
            head = head.head
        return self._whole(head)

    def _subject(self, verb: Token, subject: Token) -> Party:
        """Whom a subject means; "it" and "its forces" are the speaker's in what he says."""
        if subject.lower_ in RELATIVE and verb.dep_.startswith("acl"):
            return self._whole(verb.head)
        if subject.lower_ in PRONOUNS:
            return self._speaker(verb) or self._pronoun(subject)
        owned = any(c.dep_ == "nmod:poss" and c.lower_ in PRONOUNS for c in subject.children)
        return (self._speaker(verb) if owned else None) or self._whole(subject)

    def _agent(self, verb: Token) -> Party | None:
        for child in verb.children:
            if child.dep_ in {"obl:agent", "obl"} and case(child) == "by":
                return self._whole(child)
        return None

    def _shared(self, verb: Token) -> Party | None:
        """The subject of the verb that this one is joined to or governed by."""
        head = verb
        for _ in range(FAR):
            if head.dep_ in {"acl", "acl:relcl"} and head.tag_ != "VB":
                return self._wordy(head) or self._whole(head.head)
            if head.dep_ not in CLIMBED or head.head.i == head.i:
                return None
            if head.dep_ == "xcomp":
                asked = next((c for c in head.head.children if c.dep_ in {"obj", "iobj"}), None)
                if asked is not None and asked.i < head.i and head.head.tag_ != "VBN":
                    return self._whole(asked)
            head = head.head
            if any(c.dep_ in SUBJECTS for c in head.children):
                return self._doer(head)
        return None

    def _wordy(self, verb: Token) -> Party | None:
        """Who sends the words that ask or accuse: "Mali issued a statement urging Togo to"."""
        noun = verb.head
        if verb.tag_ != "VBG" or noun.dep_ != "obj" or not noun.head.tag_.startswith("VB"):
            return None
        return self._doer(noun.head) if self._named_in(noun) is None else None

    def _owner(self, noun: Token) -> Party | None:
        """Whose deed a noun names: "the rebels' attack", "an attack by rebels"."""
        for child in noun.children:
            if child.dep_ == "nmod:poss" or case(child) == "by":
                return self._whole(child)
        mention = next((m for m in self._resolver.names.near(noun.left_edge.i, noun.i)), None)
        return self._at(mention.start, mention.end) if mention else None

    def _speaker(self, verb: Token) -> Party | None:
        """Who says what a clause is the content of, for a pronoun that means him."""
        head = verb
        for _ in range(FAR):
            if head.dep_ not in {"ccomp", "advcl", "conj", "xcomp", "parataxis"}:
                return None
            head = head.head
            own = next((c for c in head.children if c.dep_ == "nsubj"), None)
            if own is not None and own.lower_ not in PRONOUNS | RELATIVE:
                return self._whole(own)
        return None

    def _pronoun(self, token: Token) -> Party:
        who = self._resolver.who(token)
        return Party(self._parsed.span(token.i, token.i + 1), who.names)

    # --- to whom ---------------------------------------------------------------------------------

    def _slots(self, deed: Deed) -> Iterator[Token]:
        """The heads of the phrases in which a recipient may stand, the likelier ones first."""
        if deed.clause is not None and deed.recipient == ("clause",):
            yield from self._clause(deed.clause)
            return
        verb = deed.verb
        if is_passive(verb):
            yield from (c for c in verb.children if c.dep_ in {"nsubj:pass", "nsubj"})
            if verb.dep_ == "acl":
                yield verb.head
        for slot in deed.recipient:
            if slot == "obj" and main_as_attribute(verb) is not None:
                yield verb.head
            elif slot in {"obj", "iobj"}:
                yield from (c for c in verb.children if c.dep_ in {slot, "iobj"})
            elif slot == "clause":
                for child in verb.children:
                    purpose = child.dep_ == "advcl" and any(c.tag_ == "TO" for c in child.children)
                    if child.i > verb.i and (purpose or child.dep_ in {"ccomp", "xcomp"}):
                        yield from self._clause(child)
            else:
                yield from _behind(verb, slot)
        for slot in deed.recipient:
            yield from _behind(verb, slot, CLAUSES)

    def _clause(self, verb: Token, depth: int = FAR) -> Iterator[Token]:
        """Who does what a clause tells, then the others in it."""
        subject = [c for c in verb.children if c.dep_ in SUBJECTS]
        yield from subject
        if not subject and verb.tag_.startswith("NN"):
            yield verb
        own = [c for c in verb.children if c.i > verb.i]
        yield from (c for c in own if c.dep_ in {"obj", "iobj"})
        for inner in own:
            if depth and inner.dep_ in {"xcomp", "ccomp"}:
                yield from self._clause(inner, depth - 1)
        yield from (c for c in own if c.dep_ in BEHIND)

    def _unknown(self, deed: Deed, actor: Party | None) -> Party | None:
        """Somebody by a name that is not known for one, where only a party can stand."""
        slots = {"iobj", *({"obj"} & set(deed.recipient))}
        for child in deed.verb.children:
            name = child.tag_ == "NNP" and child.text.istitle() and not names_deed(child)
            if name and child.dep_ in slots:
                found = self._whole(child)
                return None if self._same(found, actor) else found
        return None

    def _struck(self, deed: Deed) -> Party | None:
        """What force or coercion is used on ("bombed a bridge"), and who is asked ("voters")."""
        kind = deed.plover.split("/")[0]
        if kind == "THREATEN":
            return self._menaced(deed.verb)
        if kind not in {"ASSAULT", "COERCE", "REQUEST", "ACCUSE"}:
            return None
        tags = {"NNS"} if kind in {"REQUEST", "ACCUSE"} else {"NN", "NNS", "NNP", "NNPS"}
        kinds = {"nsubj:pass"} if is_passive(deed.verb) else {"obj"}
        for child in deed.verb.children:
            if child.dep_ in kinds and child.tag_ in tags and not names_deed(child):
                return self._whole(child)
        return None

    def _menaced(self, verb: Token) -> Party | None:
        """Who is to suffer what is threatened: "threatened to cut the throats of captives"."""
        for clause in (c for c in verb.children if c.dep_ in CLAUSES and c.i > verb.i):
            for thing in (c for c in clause.children if c.dep_ == "obj"):
                whose = [c for c in thing.children if c.dep_ == "nmod" and case(c) == "of"]
                many = next((c for c in [*whose, thing] if c.tag_ == "NNS"), None)
                if many is not None and not names_deed(many):
                    return self._whole(many)
        return None

    def _further(self, deed: Deed, actor: Party | None, least: int) -> Party | None:
        """The first party in what else depends on a verb, but not in its mere setting."""
        verb = deed.verb
        setting = SETTING | PLACES if deed.plover.split("/")[0] in MUTUAL else SETTING
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubj:pass", "parataxis", "obl:agent", "conj"}:
                continue
            if child.i < verb.i and child.dep_ != "csubj":
                continue
            if child.tag_.startswith("VB") and is_saying(child):
                continue
            if any(c.dep_ in {"case", "mark"} and c.lower_ in setting for c in child.children):
                continue
            found = self._other(child, actor, least) or self._inside(child, actor, least)
            if found is not None:
                return found
        return None

    def _inside(
        self, head: Token, actor: Party | None, least: int, depth: int = DEEPEST
    ) -> Party | None:
        """The first party that a phrase or clause names, its closest words first."""
        if not depth:
            return None
        children = sorted(
            (c for c in head.children if c.dep_ not in {"parataxis", "punct"} and not _parts(c)),
            key=lambda c: (_closeness(c), c.i),
        )
        for child in children:
            found = self._other(child, actor, least)
            if found is not None:
                return (self._described(head, child) if head.tag_ == "NNS" else None) or found
        for child in children:
            found = self._inside(child, actor, least, depth - 1)
            if found is not None:
                return found
        return None

    def _other(self, head: Token, actor: Party | None, least: int) -> Party | None:
        """The party that a phrase means, unless it is the actor again or his own people."""
        found = self._party(head)
        if found is None or self._same(found, actor):
            return None
        telling = self._telling(found)
        if telling < least or (telling == DESCRIBED and _is_own(head)):
            return None
        return found

    def _telling(self, found: Party) -> int:
        """How surely the words for a party mean one: by a name, a description, or a mere place."""
        first = self._parsed.token_at(found.text.start)
        last = self._parsed.token_at(found.text.end - 1)
        at = self._resolver.names.at
        kinds = {at[i].kind for i in range(first, last + 1) if i in at}
        if kinds - {"place"} or self._parsed.doc[last].tag_ == "NNPS":
            return NAMED
        if first == last and _is_people(self._parsed.doc[first]):
            return PLACE
        alone = all(i in at or self._parsed.doc[i].lower_ == "the" for i in range(first, last + 1))
        return PLACE if kinds and alone else DESCRIBED

    # --- phrases ---------------------------------------------------------------------------------

    def _party(self, head: Token) -> Party | None:
        """The party that a phrase with this head names or describes; None for anything else."""
        head = _counted(head)
        mention = self._resolver.names.at.get(head.i)
        if mention is not None:
            if head.tag_.startswith(("NN", "CD")) and mention.role not in {"demonym"}:
                who = self._resolver.who(head)
                return self._span(who.start, who.end, who.names)
            return self._at(mention.start, mention.end)
        if _is_people(head):
            return self._span(head.i, head.i + 1, ())
        return self._described_by(head) if head.tag_.startswith("NN") else None

    def _described_by(self, noun: Token) -> Party | None:
        """The party that a noun which is no known name describes: people, or by its capital."""
        if _are_people(noun) and not _is_person(noun):
            return self._span(noun.left_edge.i, noun.i + 1, ())
        who = self._resolver.who(noun)
        if _is_person(noun):
            return self._span(who.start, self._end(noun, who.end), who.names)
        slot = noun.tag_ == "NNP" and noun.dep_ in {"obj", "iobj", "nsubj", "obl", "nmod"}
        if slot and who.kind in {"person", "state", "body"}:
            return self._span(who.start, who.end, who.names)
        return None

    def _end(self, head: Token, end: int) -> int:
        """Where a phrase for people ends that tells where they are: "police in Togo"."""
        if end != head.i + 1:
            return self._joint_end(end)
        at = self._resolver.names.at
        where = (c for c in head.children if c.dep_ == "nmod" and case(c) in HOMES and c.i in at)
        return next((at[c.i].end for c in where), end)

    def _joint_end(self, end: int) -> int:
        """Where a phrase ends whose last name is joined with others: "of Mali and Togo"."""
        last = self._parsed.doc[end - 1]
        if last.dep_ not in {"nmod", "conj"}:
            return end
        joined = [c for c in last.children if c.dep_ == "conj" and c.i in self._resolver.names.at]
        return max((self._resolver.names.at[c.i].end for c in joined), default=end)

    def _whole(self, head: Token) -> Party:
        """Whoever or whatever a subject is, by the party in it where it names one."""
        found = self._named_in(head)
        if found is not None:
            return found
        who = self._resolver.who(head)
        return self._span(who.start, who.end, who.names)

    def _named_in(self, head: Token, depth: int = DEEPEST) -> Party | None:
        """The party that a phrase is, or whose it is: "Kolmish riots", "thousands of farmers"."""
        found = self._party(head)
        if found is not None or head.tag_ in {"NNP", "NNPS"}:
            return found
        for child in head.children:
            close = child.dep_ in {"nmod:poss", "compound", "amod", "appos", "flat", "nmod:desc"}
            if close or (child.dep_ == "nmod" and case(child) in {"of", "by", "between"}):
                found = self._named_in(child, depth - 1) if depth else None
                if found is not None:
                    return self._described(head, child) or found
        return None

    def _described(self, head: Token, inner: Token) -> Party | None:
        """The whole phrase, when a name in it only says of what sort people are."""
        if inner.dep_ not in {"compound", "amod"} or names_deed(head):
            return None
        who = self._resolver.who(head)
        return self._span(who.start, who.end, who.names)

    def _at(self, start: int, end: int) -> Party:
        mention = self._resolver.names.at[start]
        return self._span(start, end, (self._resolver.names.name(mention),))

    def _span(self, start: int, end: int, names: tuple[str, ...]) -> Party:
        return Party(self._parsed.span(start, max(end, start + 1)), names)

    @staticmethod
    def _same(found: Party, actor: Party | None) -> bool:
        """Whether a party is the actor again."""
        if actor is None:
            return False
        overlap = found.text.start < actor.text.end and actor.text.start < found.text.end
        return overlap or bool(set(found.names) & set(actor.names))


def _is_own(head: Token) -> bool:
    """Whether people are the doer's own: "their troops", or what forces are sent as."""
    if any(c.dep_ == "nmod:poss" and c.lower_ in PRONOUNS for c in head.children):
        return True
    classes = {each.name for each in event_nouns().get(head.lower_, ())}
    rows = event_verbs().get(head.head.lower_, ()) if head.dep_ == "obj" else ()
    return any(classes & FORCES & kinds for row in rows for kinds in row.objects)


def _hits(deed: Deed) -> bool:
    """Whether what is done is done to a place as much as to people."""
    return deed.plover.split("/")[0] in {"ASSAULT", "COERCE"}


def _giver(deed: Deed) -> str:
    """The preposition of who does a deed that is told from the other side: "received from"."""
    first = deed.recipient[0] if deed.recipient else ""
    return first.removeprefix("self:") if first.startswith("self:") else ""


def _counted(head: Token) -> Token:
    """Who is counted, where a phrase has a number for its head: "tens of thousands of farmers"."""
    doc = head.doc
    while head.lower_ in COUNTS and head.i + 2 < len(doc) and doc[head.i + 1].lower_ == "of":
        inner = doc[head.i + 2]
        while inner.head.i > inner.i and inner.head.tag_.startswith("NN"):
            inner = inner.head
        if not inner.tag_.startswith("NN"):
            break
        head = inner
    return head


def _is_people(adjective: Token) -> bool:
    """Whether an adjective tells of a people or a creed: "Moslem", by its capital letter."""
    if adjective.tag_ not in {"JJ", "NNP"} or adjective.dep_ != "amod" or adjective.is_sent_start:
        return False
    return adjective.text.istitle() and adjective.text.isalpha() and adjective.head.text.islower()


def _are_people(noun: Token) -> bool:
    """Whether a plural is a people's or a creed's name, by its tag or its capital: "Berbers"."""
    if noun.tag_ != "NNS":
        return noun.tag_ == "NNPS"
    capital = noun.text.istitle() and not noun.is_sent_start
    return capital and noun.head.tag_.startswith("VB") and noun.head.text.islower()


def _is_person(noun: Token) -> bool:
    """Whether a noun is one for people, or for a body of people."""
    word = noun.lower_
    if in_phrase(noun) or word in words("documents.txt") or _sorts(noun):
        return False
    if noun.tag_.startswith("NN") and _has_who(noun):
        return True
    lists = ("speakers.txt", "people.txt", "civilians.txt")
    role = role_nouns().get(word)
    return (
        any(word in words(name) for name in lists)
        or word.endswith(("man", "men", "woman", "women"))
        or (role is not None and (not role.many or noun.tag_ == "NNS"))
    )


def _sorts(noun: Token) -> bool:
    """Whether a noun only ends a word that tells of what sort something is: "multi-party"."""
    return noun.dep_ in {"compound", "amod"} and noun.i > 0 and noun.nbor(-1).text == "-"


def _has_who(noun: Token) -> bool:
    """Whether a clause tells more of a noun as of people: "trainees, who are paid"."""
    clauses = (c for c in noun.children if c.dep_ == "acl:relcl")
    return any(c.lower_ == "who" and c.dep_ in SUBJECTS for each in clauses for c in each.children)


def _parts(child: Token) -> bool:
    """Whether a joined clause tells of something else than what it is joined to."""
    own = any(c.dep_ in SUBJECTS for c in child.children)
    return child.dep_ == "conj" and not child.tag_.startswith("NN") and own


def _hosts(verb: Token, preposition: str) -> list[Token]:
    """What a phrase behind a preposition can hang on: a verb, its object, its other phrases."""
    hosts = [verb, *(c for c in verb.children if c.dep_ in HOSTS)]
    if main_as_attribute(verb) is not None:
        hosts.append(verb.head)
    if preposition in {"against", "on", "to"}:
        hosts += [c for c in verb.children if c.dep_ == "nsubj"]
    return hosts


def _behind(verb: Token, preposition: str, among: frozenset[str] | None = None) -> Iterator[Token]:
    """Phrases behind a preposition that hang on a verb or its phrases, or on what else is told."""
    if among is None:
        hosts = _hosts(verb, preposition)
    else:
        hosts = [c for c in verb.children if c.dep_ in among]
    for host in hosts:
        # Whose doing something is can stand deep: "condemned the raid on a village by X".
        deep = preposition == "by" and host.dep_ == "obj"
        for child in host.subtree if deep else host.children:
            if child.dep_ in BEHIND and child.i > host.i and case(child) == preposition:
                yield child


def _closeness(child: Token) -> int:
    if child.dep_ in SUBJECTS:
        return 0
    return MODIFIERS.index(child.dep_) + 1 if child.dep_ in MODIFIERS else len(MODIFIERS) + 1
