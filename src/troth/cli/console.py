"""Where the command line writes: results to standard output, everything else to standard error."""

from rich.console import Console
from rich.text import Text

from troth.spelling import printable


def results() -> Console:
    """Standard output; coloured on a terminal only."""
    return Console(soft_wrap=False, highlight=False, emoji=False)


def messages() -> Console:
    """Standard error; coloured on a terminal only."""
    return Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)


def complain(message: str) -> None:
    """One error, on one line however long."""
    messages().print(Text.assemble(("Error: ", "bold red"), one_line(message)))


def doubt(message: str) -> None:
    """One issue: something in the data that could not be used, or only in part."""
    messages().print(Text.assemble(("Issue: ", "bold yellow"), one_line(message)))


def note(message: str) -> None:
    """Something that went as it should, or nearly."""
    messages().print(Text(one_line(message)))


def one_line(message: str) -> str:
    """A message that no text in it can break up or use to steer the terminal."""
    return "".join(
        character if character.isprintable() else repr(character)[1:-1]
        for character in printable(message)
    )
