"""Bytes become exactly the characters they stand for, or are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.sources.decode import decode, encoding_named
from troth.read.sources.problem import UnreadableError

QUOTED = "“We will meet in May,” the envoy said. The café was full; it’s over."


@given(st.text())
def test_utf8_is_decoded_exactly(text: str) -> None:
    assert decode(text.encode("utf-8"), where="x").text == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    assert decode(QUOTED.encode(encoding), where="x").text == QUOTED


def test_the_byte_order_mark_of_utf8_stays_in_the_text() -> None:
    assert decode(b"\xef\xbb\xbfText", where="x").text == "\ufeffText"


def test_a_declared_encoding_is_used() -> None:
    decoded = decode("Vučić met Škoda.".encode("cp1250"), declared="windows-1250", where="x")
    assert (decoded.text, decoded.encoding, decoded.detected) == (
        "Vučić met Škoda.",
        "cp1250",
        False,
    )


def test_valid_utf8_wins_over_a_western_declaration() -> None:
    assert decode("Élysée".encode(), declared="iso-8859-1", where="x").text == "Élysée"


@pytest.mark.parametrize(
    "label", ["unicode_escape", "utf-7", "idna", "zip", "rot13", "../x", "", "x" * 99, "\0"]
)
def test_what_is_no_safe_encoding_cannot_be_declared(label: str) -> None:
    assert encoding_named(label) is None


def test_an_undeclared_encoding_is_detected_and_said() -> None:
    decoded = decode(QUOTED.encode("cp1252"), where="x")
    assert (decoded.text, decoded.encoding, decoded.detected) == (QUOTED, "cp1252", True)


def test_cyrillic_is_detected() -> None:
    text = "Обе делегации договорились в четверг обменяться пленными до конца мая."
    assert decode(text.encode("cp1251"), where="x").text == text


def test_damaged_utf8_is_refused_rather_than_read_in_another_encoding() -> None:
    with pytest.raises(UnreadableError) as refused:
        decode(QUOTED.encode() + b"\xff and more", where="x.txt")
    assert (refused.value.code, refused.value.where) == ("encoding", "x.txt")


def test_a_false_byte_order_mark_is_refused() -> None:
    with pytest.raises(UnreadableError):
        decode(b"\xff\xfe\x00", where="x")


@given(st.binary(), st.sampled_from([None, "utf-8", "shift_jis", "gb18030", "utf-16", "big5"]))
def test_what_is_decoded_holds_no_replaced_and_no_half_characters(
    data: bytes, declared: str | None
) -> None:
    try:
        decoded = decode(data, declared=declared, where="x")
    except UnreadableError:
        return
    decoded.text.encode("utf-8")
    assert decoded.text == data.decode(decoded.encoding)
