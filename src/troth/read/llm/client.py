"""Asking a language model over HTTP: within limits, one host, and never again without an end.

Redirects are not followed, so the key reaches the host that the user named and no other. Nothing
that the server writes of its failure is repeated, because some servers repeat the key in it.
"""

import json
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpcore
import httpx

from troth.errors import FetchError, LimitError, SourceError
from troth.read.llm.answer import ANSWER
from troth.read.llm.endpoint import Endpoint
from troth.read.llm.prompt import Message
from troth.read.llm.usage import Usage
from troth.read.sources.fetch import user_agent
from troth.read.sources.network import GuardedTransport, Network
from troth.read.sources.problem import UnreadableError
from troth.read.sources.unpack import inflate
from troth.settings import DEFAULT_MODEL_LIMITS, Limits, ModelLimits

BUSY = frozenset((408, 429, 500, 502, 503, 504, 529))
"""Answers after which the same request may succeed."""

PARTICULAR = frozenset((400, 422))
"""Answers of a server that knows no optional settings, among other things."""

OPTIONAL: dict[str, Any] = {"temperature": 0, "response_format": {"type": "json_object"}}
WHERE = "the language model's server"
ANYWHERE = Network(allows=lambda _: True)
"""The user names the server, which may well be on this machine."""

MOST_TOKENS = 10**12

MakeTransport = Callable[[ModelLimits], httpx.BaseTransport]


def guarded(limits: ModelLimits) -> httpx.BaseTransport:
    """A transport for one request, on which nothing can be waited for after its time."""
    return GuardedTransport(Limits(total_seconds=limits.total_seconds), network=ANYWHERE)


class Client:
    """Asks one model at one endpoint.

    Args:
        endpoint: where.
        limits: how much, how long, how often.
        make_transport: in the place of the network.
        sleep: waits for some seconds.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        limits: ModelLimits = DEFAULT_MODEL_LIMITS,
        make_transport: MakeTransport = guarded,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._endpoint = endpoint
        self._limits = limits
        self._make_transport = make_transport
        self._sleep = sleep
        self._optional = OPTIONAL

    def ask(self, messages: list[Message], usage: Usage) -> str:
        """The words of the model's answer.

        Args:
            messages: the question.
            usage: takes what it costs, also when there is no answer.

        Raises:
            FetchError: the server cannot be asked, or does not answer.
            LimitError: the answer is too large, or takes too long.
            UnreadableError: what it answers is none, or is cut short.
        """
        for turn in range(self._limits.retries + 1):
            if turn:
                usage.retries += 1
            wait = 2.0**turn
            try:
                answer = self._once(messages, usage)
            except httpx.TransportError as error:
                problem = _unreached(error)
            else:
                if isinstance(answer, bytes):
                    return _content(answer, usage, self._endpoint)
                problem = _failed(answer.status_code)
                if answer.status_code in PARTICULAR and self._optional:
                    self._optional = {}
                    continue
                if answer.status_code not in BUSY:
                    raise problem
                wait = _asked_wait(answer.headers.get("Retry-After", ""), wait)
            if turn == self._limits.retries or wait > self._limits.longest_wait:
                raise problem
            self._sleep(wait)
        raise problem

    def _once(self, messages: list[Message], usage: Usage) -> bytes | httpx.Response:
        """The body of an answer, or a failure without its body.

        Raises:
            httpx.TransportError: the server could not be reached, or broke off.
            LimitError: the answer is too large, or takes too long.
        """
        usage.requests += 1
        transport = self._make_transport(self._limits)
        try:
            response = transport.handle_request(self._request(messages))
            try:
                return self._body(response) if response.status_code == 200 else response
            finally:
                response.close()
        except (SourceError, httpx.TransportError, OSError, ssl.SSLError) as error:
            if not isinstance(error.__cause__, httpcore.ConnectError | httpcore.ConnectTimeout):
                usage.spend(None, None)
            if isinstance(error, LimitError):
                raise _limit(error) from error
            if isinstance(error, SourceError | httpx.TransportError):
                raise
            raise httpx.TransportError(type(error).__name__) from error
        finally:
            transport.close()

    def _request(self, messages: list[Message]) -> httpx.Request:
        asked = {"model": self._endpoint.model, "messages": messages, "stream": False}
        headers = {
            "User-Agent": user_agent(),
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
        if self._endpoint.key:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        seconds = self._limits
        timeout = httpx.Timeout(seconds.total_seconds, connect=seconds.connect_seconds)
        return httpx.Request(
            "POST",
            self._endpoint.url,
            headers=headers,
            content=json.dumps({**asked, **self._optional}).encode("ascii"),
            extensions={"timeout": timeout.as_dict()},
        )

    def _body(self, response: httpx.Response) -> bytes:
        encoding = response.headers.get("Content-Encoding", "")
        most = self._limits.answer_bytes
        return inflate(_counted(response, most), encoding=encoding, limit=most, where=WHERE)


def _counted(response: httpx.Response, most: int) -> Iterator[bytes]:
    """The bytes as they come, until they are too many."""
    stream: Any = response.stream
    chunks: Iterable[bytes] = stream
    arrived = 0
    for chunk in chunks:
        arrived += len(chunk)
        if arrived > most:
            raise LimitError(f"the answer has more than {most:,} bytes", where=WHERE)
        yield chunk


def _content(body: bytes, usage: Usage, endpoint: Endpoint) -> str:
    """What the model says, out of the answer's body.

    Raises:
        UnreadableError: the body is no answer, is cut short, or repeats the key.
    """
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        usage.spend(None, None)
        raise _no_answer("is not JSON") from error
    told = answer.get("usage") if isinstance(answer, dict) else None
    tokens = told if isinstance(told, dict) else {}
    usage.spend(_count(tokens.get("prompt_tokens")), _count(tokens.get("completion_tokens")))
    try:
        choice = answer["choices"][0]
        content, ended = choice["message"]["content"], choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise _no_answer("has no answer in it") from error
    if not isinstance(content, str) or not content.strip():
        raise _no_answer("has no words in it")
    if ended is not None and ended != "stop":
        raise _no_answer("was cut short")
    if endpoint.is_told_in(content):
        raise _no_answer("repeats the key, and is not used")
    return content


def _no_answer(why: str) -> UnreadableError:
    return UnreadableError(
        ANSWER,
        f"what the language model's server gave {why}",
        next_step="Read the text again, or with another model or server.",
    )


def _count(tokens: object) -> int | None:
    return tokens if type(tokens) is int and 0 <= tokens <= MOST_TOKENS else None


def _asked_wait(header: str, otherwise: float) -> float:
    """The seconds that a server asks for, as a number or as a moment."""
    if header.strip().isdecimal() and len(header) < 10:
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, OverflowError, TypeError):
        return otherwise
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _failed(status: int) -> SourceError:
    if status in {301, 302, 303, 307, 308}:
        return FetchError(
            "the server sends on to another address, and the key does not follow",
            where=WHERE,
            next_step="Set TROTH_LLM_URL to the address where it ends, if you trust that.",
        )
    name = HTTPStatus(status).phrase if status in {*HTTPStatus} else ""
    advice = "Check TROTH_LLM_URL and TROTH_LLM_MODEL."
    if status in {401, 403}:
        advice = "Check TROTH_LLM_KEY."
    if status in BUSY:
        advice = "Try again later."
    return FetchError(f"the server answered {status} {name}".strip(), where=WHERE, next_step=advice)


def _unreached(error: httpx.TransportError) -> SourceError:
    return FetchError(
        f"the server cannot be reached, or broke off ({type(error.__cause__ or error).__name__})",
        where=WHERE,
        next_step="Check TROTH_LLM_URL and whether the server runs.",
    )


def _limit(error: LimitError) -> SourceError:
    return LimitError(
        error.what,
        where=WHERE,
        next_step="Ask a faster model, or read the text in parts.",
    )
