"""The embedded case: dispatches on the peace talks of March 2025, written for this demonstration.

Facts and figures are those of the sources that each dispatch names; the words are the project's.
"""

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path


def dispatches() -> AbstractContextManager[Path]:
    """The folder of dispatches, for as long as the context lasts.

    Use it as ``with dispatches() as folder: …``; it is read like any other folder of texts.
    """
    return as_file(files(__name__).joinpath("dispatches"))
