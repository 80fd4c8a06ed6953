import inspect
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from troth import errors
from troth.errors import FetchError, RecordError, SourceError, TrothError, VerifyError

KINDS = [
    kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, TrothError)
]


def fetch_nothing() -> None:
    raise FetchError("no answer", where="https://example.org/a", next_step="Try again later.")


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_what_where_and_what_next(kind: type[TrothError]) -> None:
    error = kind("it is empty", where="a.txt", next_step="Name another file.")
    assert str(error) == "a.txt: it is empty. Name another file."


def test_an_error_without_a_place_says_what() -> None:
    assert str(TrothError("it is empty")) == "it is empty."


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_pickling(kind: type[TrothError]) -> None:
    error = kind("it is empty", where="a.txt", next_step="Name another file.")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert (copy.what, copy.where, copy.next_step) == (error.what, error.where, error.next_step)


def test_an_error_crosses_a_process_boundary() -> None:
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
        pytest.raises(FetchError, match="no answer") as caught,
    ):
        pool.submit(fetch_nothing).result()
    assert caught.value.where == "https://example.org/a"


def test_the_tree_is_the_one_that_the_docstring_draws() -> None:
    assert errors.__doc__ is not None
    for kind in KINDS:
        assert kind.__name__ in errors.__doc__
    assert issubclass(FetchError, SourceError)
    assert issubclass(VerifyError, RecordError)
