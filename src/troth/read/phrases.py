"""Phrases: where they begin and end, and which members a list of them has."""

from spacy.tokens import Token

from troth.read.lexicon import title_words, titles, words
from troth.read.names import POSSESSIVE, Mention, Names
from troth.read.parsed import Parsed

FLAT = frozenset({"flat", "flat:name", "compound", "appos", "nmod", "nmod:desc", "nmod:poss"})


class Phrases:
    """The edges and members of the phrases of one text."""

    def __init__(self, parsed: Parsed, names: Names) -> None:
        self._parsed = parsed
        self._names = names
        self._doc = parsed.doc

    def opens(self, mention: Mention) -> bool:
        """Whether a name and its titles begin a clause, so that it is subject and not object."""
        i = mention.start - 1
        first = self._parsed.sentence(mention.start).start
        while i >= first and (
            (self.ties(self._doc[i]) and self._doc[i].text != ",")
            or self._doc[i].lower_ in {"both", "but"}
        ):
            i -= 1
        return (
            i < first
            or self._doc[i].text in {",", ":", "-", "“", '"'}
            or (
                self._doc[i].tag_ in {"IN", "VBD"}
                and self._doc[i].lower_ in {"that", "said", "as", "after", "while"}
            )
        )

    def and_between(self, start: int, end: int) -> bool:
        """Whether only "and", titles and names stand between two tokens."""
        between = self._doc[start:end]
        return (
            0 < len(between) <= 9
            and between[0].lower_ in {"and", ","}
            and any(token.lower_ == "and" for token in between[:2])
            and all(self.ties(token) for token in between)
        )

    def verb_at(self, position: int) -> bool:
        """Whether a finite verb stands at a token, adverbs passed over."""
        for token in self._doc[position : position + 3]:
            if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
                return True
            if not token.tag_.startswith("RB") and token.lower_ not in {"both"}:
                return False
        return False

    def joined(self, head: Token) -> list[Token]:
        """The other heads of a list: "Russia and Ukraine", "Norway, Sweden, and Denmark"."""
        further = [
            child
            for child in head.children
            if child.dep_ == "conj" and child.i > head.i and self._nominal(child)
        ]
        out: list[Token] = []
        for place, child in enumerate(further):
            if self._free(head, child, further[place:]):
                out += [child, *self.joined(child)]
        return out

    def _free(self, head: Token, child: Token, further: list[Token]) -> bool:
        """Whether a joined noun is a further party, and neither an owner nor another clause's.

        "And" stands before it or before one that follows it in the list.
        """
        after = child.i + 1
        owner = after < len(self._doc) and self._doc[after].text in POSSESSIVE
        return not owner and any(not self._verb_between(head, other) for other in further)

    def _verb_between(self, head: Token, child: Token) -> bool:
        between = self._doc[head.i + 1 : child.i]
        if any(token.lower_ == "but" for token in between):
            return True
        if not any(
            token.lower_ in {"and", "or", "&"}
            for token in self._doc[head.i + 1 : child.right_edge.i + 1]
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

    def core(self, head: Token) -> tuple[int, int]:
        """Tokens of a phrase from its left edge to the end of its name, without what follows."""
        start = head.left_edge.i
        commas = [i for i in range(start, head.i) if self._doc[i].text in {",", ":", ";"}]
        if commas and not any(
            i in self._names.at and self._names.at[i].end > commas[-1] + 1 for i in commas
        ):
            start = commas[-1] + 1
        while start < head.i and self._leads(self._doc[start], head):
            start += 1
        end = head.i + 1
        for child in sorted(head.children, key=lambda token: token.i):
            if child.i < head.i or child.i < end:
                continue
            between = self._doc[end : child.left_edge.i]
            if (
                child.dep_ in FLAT
                and not self.case(child)
                and all(token.text in {"-"} for token in between)
            ):
                if child.dep_ in {"nmod", "appos"} and not self._tight(child):
                    break
                end = max(end, self.core(child)[1])
            elif child.dep_ in {"nmod", "obl"} and self.case(child) in self._kept(head):
                if child.left_edge.i > end:
                    break
                end = max(end, self.core(child)[1])
            else:
                break
        mention = self._names.at.get(end - 1)
        end = max(end, mention.end if mention else end)
        comma = next(
            (
                i
                for i in range(head.i + 1, end)
                if self._doc[i].text in {",", ";"} and i not in self._names.at
            ),
            end,
        )
        end = max(comma, head.i + 1)
        if self._doc[start].lower_ == "according" and start + 2 < head.i + 1:
            start += 2
        return start, max(end, self._origin_end(head, end))

    @staticmethod
    def _kept(head: Token) -> frozenset[str]:
        """Prepositions whose phrase belongs to who is meant, more of them for a description."""
        common = head.tag_ in {"NN", "NNS"}
        return frozenset(
            {"of", "for", "to", "from", "within", "inside"} if common else {"of", "for", "to"}
        )

    def titled_end(self, head: Token, start: int, end: int) -> int:
        """End of a phrase whose title is followed by a name that the parse left outside."""
        office = head.lower_ in title_words() or head.lower_ in words("speakers.txt")
        if not office or any(
            i in self._names.at and self._names.at[i].kind == "person" for i in range(start, end)
        ):
            return end
        for i in range(end, min(end + 8, self._parsed.sentence(head.i).end)):
            mention = self._names.at.get(i)
            if mention is not None and mention.kind == "person":
                return mention.end
            if not (
                self._doc[i].lower_ in title_words()
                or self._doc[i].lower_ in {"of", "for", "the", "-"}
                or mention is not None
                or self._short_form(i)
            ):
                break
        return end

    def _short_form(self, i: int) -> bool:
        """Whether a token belongs to initials in brackets: "Member of Parliament (MP)"."""
        word = self._doc[i].text
        return word in {"(", ")"} or (word.isupper() and self._doc[i - 1].text == "(")

    def _origin_end(self, head: Token, end: int) -> int:
        """End of "within …", "from …" behind a description, which the parse hangs elsewhere."""
        common = head.tag_ in {"NN", "NNS"} and head.lower_ in words("speakers.txt")
        if (
            not common
            or end >= len(self._doc)
            or self._doc[end].lower_ not in {"within", "inside", "from", "of", "in"}
        ):
            return end
        if self._doc[end].lower_ == "in":
            return self._place_end(end)
        if head.lower_ in words("documents.txt"):
            return end
        stop = end + 1
        while (
            stop < len(self._doc)
            and stop - end < 9
            and (
                self._doc[stop].tag_.startswith(("NNP", "DT", "JJ"))
                or self._doc[stop].lower_ in {"of", "the", "and"}
            )
        ):
            stop += 1
        while stop > end and self._doc[stop - 1].lower_ in {"of", "the", "and"}:
            stop -= 1
        return stop if stop > end + 1 else end

    def _place_end(self, end: int) -> int:
        """End of the place where somebody is, right before his verb: "officials in Oslo said"."""
        place = self._names.at.get(end + 1)
        if place is None or place.kind not in {"place", "state"} or place.role == "demonym":
            return end
        return place.end if self.verb_at(place.end) else end

    def _leads(self, token: Token, head: Token) -> bool:
        """Whether a leading token is no part of the phrase: punctuation, conjunctions, adverbs."""
        if token.is_punct or token.tag_ in {"IN", "TO"} or token.lower_ in {"which", "so", "far"}:
            return True
        if token.tag_ == "CC" and token.lower_ != "both":
            return True
        return token.dep_ in {"cc", "mark", "case", "cc:preconj"} and token.head == head

    def _tight(self, child: Token) -> bool:
        """Whether a name follows its title without a comma."""
        return child.left_edge.i == 0 or self._doc[child.left_edge.i - 1].text != ","

    @staticmethod
    def case(token: Token) -> str:
        """The preposition of a phrase by its head; empty without one."""
        return next((child.lower_ for child in token.children if child.dep_ == "case"), "")

    def ties(self, token: Token) -> bool:
        """Whether a token may stand between two parties that belong together."""
        return (
            token.lower_ in {"and", "the", ",", "’s", "'s", "of"}
            or token.lower_ in title_words()
            or token.lower_ in titles()
            or token.i in self._names.at
        )
