"""What a source can be refused for, and the one place where a refusal becomes an issue."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from troth.errors import FetchError, LimitError, SourceError
from troth.model import Issue


class UnreadableError(SourceError):
    """A source that is there but cannot be understood; it never leaves this package.

    Args:
        code: the code of the issue that it becomes.
        what: the problem in plain words.
        where: the file, address or part of it.
        next_step: what a person can do about it.
    """

    def __init__(self, code: str, what: str, *, where: str = "", next_step: str = "") -> None:
        super().__init__(what, where=where, next_step=next_step)
        self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.code, self.what, self.where, self.next_step))


def _rebuild(code: str, what: str, where: str, next_step: str) -> UnreadableError:
    """Make an error again on the other side of a process boundary."""
    return UnreadableError(code, what, where=where, next_step=next_step)


def issue_of(error: SourceError, where: str) -> Issue:
    """The issue that says what an error said; ``where`` is used when the error names no place."""
    return Issue(
        code=_code(error),
        what=error.what,
        where=error.where or where,
        next_step=error.next_step,
    )


def _code(error: SourceError) -> str:
    if isinstance(error, UnreadableError):
        return error.code
    if isinstance(error, LimitError):
        return "limit"
    return "fetch" if isinstance(error, FetchError) else "source"


@contextmanager
def quiet(*loggers: str) -> Iterator[None]:
    """Keep the named libraries from logging about input whose faults we report ourselves."""
    found = [logging.getLogger(name) for name in loggers]
    levels = [logger.level for logger in found]
    for logger in found:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(found, levels, strict=True):
            logger.setLevel(level)
