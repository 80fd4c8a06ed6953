import os

from hypothesis import given
from hypothesis import strategies as st

from troth.spelling import printable


def test_a_name_that_is_text_stays_as_it_is() -> None:
    assert printable("Запис 🕊.txt") == "Запис 🕊.txt"


def test_a_name_that_the_locale_kept_from_being_understood_is_understood() -> None:
    assert printable("é.txt".encode().decode("ascii", "surrogateescape")) == "é.txt"


def test_a_byte_that_is_no_text_is_spelt_out() -> None:
    assert printable(os.fsdecode(b"caf\xe9.txt")) == "caf\\xe9.txt"


@given(st.binary())
def test_any_name_can_be_written(name: bytes) -> None:
    printable(name.decode("utf-8", "surrogateescape")).encode("utf-8")
