"""The agreements that come with Troth: one file for each version, written by the project.

Facts and dates are those of the sources that each file names; the words are the project's.
"""

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path


def agreements() -> AbstractContextManager[Path]:
    """The folder of agreements, for as long as the context lasts.

    Use it as ``with agreements() as folder: …``; every ``*.yaml`` in it is one version.
    """
    return as_file(files(__name__))
