import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.read.llm.model_servers import KEY, Asked, completion, model, status
from tests.read.sources.servers import Answer, endless, plain, redirect
from troth.errors import FetchError, LimitError, SourceError
from troth.read.llm.client import Client
from troth.read.llm.endpoint import Endpoint
from troth.read.llm.usage import Usage
from troth.read.sources.problem import UnreadableError
from troth.settings import ModelLimits

ASK = [{"role": "user", "content": "What?"}]


def test_it_asks_the_model_with_the_key_and_gives_its_words() -> None:
    usage = Usage()
    with model(completion("That.")) as asked:
        assert asked.client().ask(ASK, usage) == "That."
    assert asked.keys == [f"Bearer {KEY}"]
    assert asked.paths == ["/v1/chat/completions"]
    assert asked.bodies[0]["model"] == "tiny"
    assert asked.bodies[0]["messages"] == ASK
    assert usage == Usage(requests=1, tokens_in=100, tokens_out=20)


def test_a_server_that_is_busy_is_asked_again_when_it_says() -> None:
    usage = Usage()
    with model(status(429, Retry_After="7"), completion("That.")) as asked:
        assert asked.client().ask(ASK, usage) == "That."
    assert asked.pauses == [7.0]
    assert usage == Usage(requests=2, retries=1, tokens_in=100, tokens_out=20)


def test_a_moment_to_ask_again_at_is_understood() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    with model(status(503, Retry_After=moment), completion("That.")) as asked:
        asked.client().ask(ASK, Usage())
    assert 25 < asked.pauses[0] <= 30


def test_pauses_grow_and_come_to_an_end() -> None:
    usage = Usage()
    with model(status(500)) as asked, pytest.raises(FetchError, match="answered 500"):
        asked.client().ask(ASK, usage)
    assert asked.pauses == [1.0, 2.0, 4.0]
    assert (usage.requests, usage.retries, usage.tokens_in) == (4, 3, 0)


def test_a_server_that_asks_for_a_long_pause_is_given_up() -> None:
    with model(status(429, Retry_After="86400")) as asked, pytest.raises(FetchError, match="429"):
        asked.client().ask(ASK, Usage())
    assert asked.pauses == []


def test_a_refused_key_is_not_tried_again_and_what_the_server_says_is_not_repeated() -> None:
    """Guards against servers that repeat the key in what they say of it."""
    said = f"Incorrect key {KEY}".encode()
    with (
        model(status(401, said)) as asked,
        pytest.raises(FetchError, match="TROTH_LLM_KEY") as told,
    ):
        asked.client().ask(ASK, Usage())
    assert len(asked.bodies) == 1
    assert KEY not in str(told.value)


def test_a_server_without_optional_settings_is_asked_without_them() -> None:
    with model(status(400), completion("That.")) as asked:
        client = asked.client()
        assert client.ask(ASK, Usage()) == "That."
        client.ask(ASK, Usage())
    assert ["temperature" in body for body in asked.bodies] == [True, False, False]


def test_the_key_does_not_follow_a_redirect() -> None:
    with model(completion("Give me keys.")) as thief:
        to = f"http://localhost:{thief.port}/v1/chat/completions"
        with model(redirect(to)) as asked, pytest.raises(FetchError, match="sends on") as told:
            asked.client().ask(ASK, Usage())
    assert thief.keys == []
    assert str(thief.port) not in str(told.value)


def test_an_answer_without_an_end_is_given_up() -> None:
    usage = Usage()
    with model(endless(b"x" * 10_000, wait=0)) as asked, pytest.raises(LimitError, match="bytes"):
        asked.client(answer_bytes=100_000).ask(ASK, usage)
    assert (usage.requests, usage.tokens_in) == (1, None)


@pytest.mark.parametrize("head", [True, False])
def test_an_answer_that_drips_is_given_up_in_time(head: bool) -> None:
    begun = time.monotonic()
    with (
        model(endless(b" ", wait=0.01, head=head)) as asked,
        pytest.raises(LimitError, match=r"0\.2 seconds"),
    ):
        asked.client(total_seconds=0.2).ask(ASK, Usage())
    assert time.monotonic() - begun < 1


def test_a_server_that_says_nothing_is_given_up_in_time_and_not_asked_again() -> None:
    usage = Usage()
    with (
        model(lambda _: time.sleep(0.4)) as asked,
        pytest.raises(LimitError, match=r"0\.1 seconds"),
    ):
        asked.client(total_seconds=0.1).ask(ASK, usage)
    assert (usage.requests, usage.tokens_in) == (1, None)


def test_a_server_that_breaks_off_is_asked_again() -> None:
    usage = Usage()
    with model(lambda _: None, completion("That.")) as asked:
        assert asked.client().ask(ASK, usage) == "That."
    assert (usage.retries, usage.tokens_in) == (1, None)


def test_a_server_that_does_not_run_is_an_error_and_costs_nothing() -> None:
    usage = Usage()
    with model(completion("")) as asked:
        pass
    with pytest.raises(FetchError, match="TROTH_LLM_URL"):
        asked.client(retries=1).ask(ASK, usage)
    assert usage == Usage(requests=2, retries=1)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (plain(b"{broken"), "not JSON"),
        (plain(b"[" * 100_000), "not JSON"),
        (plain(b"\xff\xfe\x00"), "not JSON"),
        (plain(b"[]"), "no answer"),
        (plain(b'{"choices": []}'), "no answer"),
        (plain(b'{"choices": [{"message": "x"}]}'), "no answer"),
        (completion("  "), "no words"),
        (completion("Half of", ended="length"), "cut short"),
        (completion(f"The key is {KEY}"), "repeats the key"),
        (plain(b"xx", Content_Encoding="gzip"), "damaged"),
        (plain(b"xx", Content_Encoding="br"), "not supported"),
    ],
)
def test_what_is_no_answer_is_refused(answer: Answer, why: str) -> None:
    with model(answer) as asked, pytest.raises(UnreadableError, match=why) as told:
        asked.client().ask(ASK, Usage())
    assert KEY not in str(told.value)


@pytest.mark.parametrize("told", [None, {}, "much", {"prompt_tokens": -1}, {"prompt_tokens": True}])
def test_tokens_that_the_server_does_not_tell_stay_unknown(told: object) -> None:
    usage = Usage()
    with model(completion("That.", usage=told)) as asked:
        asked.client().ask(ASK, usage)
    assert (usage.tokens_in, usage.tokens_out) == (None, None)


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with model(completion("That.")) as asked:
        assert asked.client().ask(ASK, Usage()) == "That."


def test_an_error_shows_neither_address_nor_key() -> None:
    endpoint = Endpoint("http://nowhere.invalid/v1/chat/completions", "tiny", KEY)
    client = Client(endpoint, limits=ModelLimits(retries=0), sleep=Asked().pauses.append)
    with pytest.raises(SourceError) as told:
        client.ask(ASK, Usage())
    assert "nowhere" not in str(told.value)
    assert KEY not in str(told.value)
