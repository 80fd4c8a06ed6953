"""Claims: what somebody says did not happen, or counts, held against the evidence."""

from dataclasses import dataclass
from enum import StrEnum

from troth.model.agreement import Interval
from troth.model.finding import Coverage, Evidence
from troth.model.span import Span


class ClaimKind(StrEnum):
    """What sort of claim it is."""

    NEGATED = "negated"
    COUNTED = "counted"


class ClaimOutcome(StrEnum):
    """What the evidence says of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True)
class Quantity:
    """A number as it was claimed, both bounds being possible; None is without limit."""

    low: int | None
    high: int | None

    def holds(self, number: int) -> bool:
        """Whether a number is as claimed."""
        above = self.low is None or number >= self.low
        return above and (self.high is None or number <= self.high)


@dataclass(frozen=True)
class ClaimQuery:
    """A claim as a question to the table of incidents.

    Attributes:
        kind: that something did not happen, or how much of it did.
        act: a code of ``acts()``.
        text: the words that claim it, in their document.
        document: content id of that document.
        claimant: who claims it, as the text names them; empty when the writer does.
        parties: who did not do it, or did it; empty for anybody.
        target: a code of ``targets()``; None for anything.
        widest: the longest time that the words can mean; None when they tell none.
        narrowest: the time that they mean in any case; None when there is none.
        reciprocal: of what several parties do to each other.
        weapons: how many were used, when that is claimed.
        stopped: how many of them were stopped, when that is claimed.
        open: parts of the claim (``act``, ``target``, ``place``, ``time``) that are asked more
            broadly than it says, because their words were not understood. What falls into the
            broader question need not contradict the claim.
        zone: name of the time zone in which its days are counted.
    """

    kind: ClaimKind
    act: str
    text: Span
    document: str
    claimant: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    target: str | None = None
    widest: Interval | None = None
    narrowest: Interval | None = None
    reciprocal: bool = False
    weapons: Quantity | None = None
    stopped: Quantity | None = None
    open: tuple[str, ...] = ()
    zone: str = "UTC"


@dataclass(frozen=True)
class ClaimRow:
    """An incident that falls, or may fall, under a claim.

    Attributes:
        bearer: the party that the tests ask about; None when the claim is about anybody.
        evidence: the row and its tests, in the longest time that the claim can mean.
        certain: it falls under the claim in whatever time that means.
        independent: told by somebody who is neither the claimant nor a party to the conflict, not
            by a machine from mentions, not in the text of the claim, and denied by nobody.
        weapons: how many the row counts.
        stopped: how many of them it counts as stopped.
    """

    bearer: str | None
    evidence: Evidence
    certain: bool
    independent: bool
    weapons: int | None = None
    stopped: int | None = None


@dataclass(frozen=True)
class Total:
    """The figures of one source in the time of a claim.

    Attributes:
        source: the feed; ``family`` of the same.
        weapons: the fewest and the most that its rows can come to; None when it has no figure.
        stopped: the same for what was stopped.
        own: these are figures of the claimant, or of the side that the claimant speaks for.
        independent: of the claimant and of the parties.
    """

    source: str
    family: str
    weapons: tuple[int, int | None] | None
    stopped: tuple[int, int | None] | None
    own: bool
    independent: bool


@dataclass(frozen=True)
class ClaimResult:
    """A claim with what the evidence says of it, and why.

    Attributes:
        query: the question that was asked.
        outcome: what the evidence says.
        reasons: codes that say why.
        rows: every incident that falls or may fall under it, ordered by time, id and bearer.
        coverage: whether anybody was looking.
        totals: for a counted claim, each source's figures.
        own_figures_only: nothing but the claimant's own figures supports it.
    """

    query: ClaimQuery
    outcome: ClaimOutcome
    reasons: tuple[str, ...]
    rows: tuple[ClaimRow, ...]
    coverage: Coverage
    totals: tuple[Total, ...] = ()
    own_figures_only: bool = False
