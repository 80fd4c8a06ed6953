"""The shipped reader, loaded once for all tests of reading."""

import pytest

from troth.read import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader with the packaged pipeline."""
    return Reader()
