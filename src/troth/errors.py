"""Everything Troth raises on purpose, one tree.

TrothError                what went wrong, where, and what to do next
├── AnchorError           a span whose text is not what the document says there
├── UsageError            a command or call that cannot be carried out as given
├── SourceError           a source that cannot be opened or understood
│   ├── FetchError        … because of the network or what the network gave
│   └── LimitError        … because it is larger than the stated limit
├── PipelineError         a reader pipeline that is missing or lacks a component
├── RecordError           a record folder that cannot be used
│   └── VerifyError       … because its bytes are not what it says they are
└── PublishError          a site that cannot be written
"""


class TrothError(Exception):
    """What went wrong, where, and what to do next.

    Args:
        what: the problem in plain words.
        where: the file, address or place in a text.
        next_step: what the reader of the message can do about it.
    """

    def __init__(self, what: str, *, where: str = "", next_step: str = "") -> None:
        self.what = what
        self.where = where
        self.next_step = next_step
        super().__init__(what, where, next_step)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.next_step}" if self.next_step else ""
        return f"{place}{self.what}.{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.where, self.next_step))


def _rebuild(kind: type[TrothError], what: str, where: str, next_step: str) -> TrothError:
    """Make an error again on the other side of a process boundary."""
    return kind(what, where=where, next_step=next_step)


class AnchorError(TrothError):
    """A span whose text is not what the document says at that place."""


class UsageError(TrothError):
    """A command or call that cannot be carried out as given."""


class SourceError(TrothError):
    """A source that cannot be opened or understood."""


class FetchError(SourceError):
    """A source that the network did not give, or that must not be fetched."""


class LimitError(SourceError):
    """A source larger than the stated limit."""


class PipelineError(TrothError):
    """A reader pipeline that is not installed or lacks a component."""


class RecordError(TrothError):
    """A record folder that cannot be used."""


class VerifyError(RecordError):
    """A record whose bytes are not what it says they are."""


class PublishError(TrothError):
    """A site that cannot be written."""
