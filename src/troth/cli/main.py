"""The way in and out of the command line: UTF-8 whatever the locale, one message for an error."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

from troth.cli.app import app
from troth.cli.console import complain
from troth.errors import TrothError, UsageError

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and leave the program with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(arguments)
    except UsageError as error:
        complain(str(error))
        sys.exit(WRONG_USAGE)
    except TrothError as error:
        # An agreement tells every fault of its file, each a line.
        for fault in getattr(error, "faults", (error,)):
            complain(str(fault))
        sys.exit(FAILED)
    except OSError as error:
        # A full disk, a folder without rights: nothing that a traceback would explain.
        complain(f"{error.filename or 'the system'}: {error.strerror or error}.")
        sys.exit(FAILED)
    except SystemExit as stop:
        if stop.code == INTERRUPTED:
            _leave_at_once()
        raise
    sys.exit()


def _leave_at_once() -> NoReturn:
    """Leave without waiting for a thread that may have a long text before it.

    Everything kept is on the disk by now; Python would wait for the thread to finish.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)
