import traceback

import pytest

from tests.read.llm.model_servers import KEY
from troth.errors import UsageError
from troth.read.llm.endpoint import from_environment

HERE = {"TROTH_LLM_URL": "http://localhost:11434/v1", "TROTH_LLM_MODEL": "tiny"}


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions"),
        ("https://a.example/v1/", "https://a.example/v1/chat/completions"),
        ("https://a.example/chat/completions?v=2", "https://a.example/chat/completions?v=2"),
        ("https://a.example/x?v=2", "https://a.example/x/chat/completions?v=2"),
    ],
)
def test_chat_completions_are_asked_of_the_address(url: str, asked: str) -> None:
    assert from_environment({**HERE, "TROTH_LLM_URL": url}).url == asked


def test_a_key_is_optional() -> None:
    assert from_environment(HERE).key is None
    assert from_environment({**HERE, "TROTH_LLM_KEY": KEY}).key == KEY


@pytest.mark.parametrize("name", ["TROTH_LLM_URL", "TROTH_LLM_MODEL"])
def test_a_missing_variable_is_named(name: str) -> None:
    with pytest.raises(UsageError, match=name):
        from_environment({**HERE, name: " "})


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example", "a.example/v1", "https://me:secret@a.example", "http://[", "https://"],
)
def test_what_is_no_address_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(UsageError, match="TROTH_LLM_URL") as refused:
        from_environment({**HERE, "TROTH_LLM_URL": url})
    assert "secret" not in "".join(traceback.format_exception(refused.value))


def test_a_key_is_not_sent_unencrypted_to_another_machine() -> None:
    given = {**HERE, "TROTH_LLM_URL": "http://a.example/v1", "TROTH_LLM_KEY": KEY}
    with pytest.raises(UsageError, match="not encrypted"):
        from_environment(given)


@pytest.mark.parametrize("key", ["two words", 'quo"te', "líne", "a\nb"])
def test_what_cannot_be_a_key_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(UsageError, match="TROTH_LLM_KEY") as refused:
        from_environment({**HERE, "TROTH_LLM_KEY": key})
    assert key not in str(refused.value)


def test_an_endpoint_does_not_show_its_address_or_key() -> None:
    endpoint = from_environment({**HERE, "TROTH_LLM_KEY": KEY})
    assert KEY not in repr(endpoint)
    assert "localhost" not in repr(endpoint)
