"""What reading with a language model costs: requests, and tokens as the server counts them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from troth.model import Issue

COST = "llm-cost"
"""The code of the issue that tells what a reading cost; there is nothing doubtful in it."""

UNREAD = "llm-unread"
"""The code of the issue that tells why there is no reading, and what that cost."""

_FORM = re.compile(
    r"requests: (\d+); retries: (\d+); refused: (\d+); "
    r"tokens in: (\d+|unknown); tokens out: (\d+|unknown)"
)


@dataclass
class Usage:
    """What has been asked, refused and spent so far.

    Attributes:
        requests: made, those made again included.
        retries: requests that were made again.
        refused: things in answers that the text does not show.
        tokens_in: of the questions, as the server says; None when it did not say so of each.
        tokens_out: of the answers, the same.
    """

    requests: int = 0
    retries: int = 0
    refused: int = 0
    tokens_in: int | None = 0
    tokens_out: int | None = 0

    def spend(self, tokens_in: int | None, tokens_out: int | None) -> None:
        """Add the tokens of one answer; one that is unknown makes the sum unknown."""
        self.tokens_in = _sum(self.tokens_in, tokens_in)
        self.tokens_out = _sum(self.tokens_out, tokens_out)

    def add(self, other: "Usage") -> None:
        """Add what another reading cost."""
        self.requests += other.requests
        self.retries += other.retries
        self.refused += other.refused
        self.spend(other.tokens_in, other.tokens_out)

    def __str__(self) -> str:
        return (
            f"requests: {self.requests}; retries: {self.retries}; refused: {self.refused}; "
            f"tokens in: {_told(self.tokens_in)}; tokens out: {_told(self.tokens_out)}"
        )

    def issue(self, where: str) -> Issue:
        """The issue that tells it in a reading."""
        return Issue(COST, str(self), where, "Nothing is to be done; this is what it cost.")


def told_in(issues: Iterable[Issue]) -> Usage | None:
    """The cost that the issues of a reading tell, or None when they tell none."""
    for issue in issues:
        found = _FORM.search(issue.what) if issue.code in {COST, UNREAD} else None
        if found:
            requests, retries, refused = (int(found[number]) for number in (1, 2, 3))
            return Usage(requests, retries, refused, _read(found[4]), _read(found[5]))
    return None


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _told(count: int | None) -> str:
    return "unknown" if count is None else str(count)


def _read(count: str) -> int | None:
    return None if count == "unknown" else int(count)
