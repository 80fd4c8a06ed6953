"""Language models of our own: servers on this machine that answer as a test tells them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.read.sources.servers import Answer, plain, serving
from troth.model import Issue, Reading
from troth.read.llm.client import Client
from troth.read.llm.endpoint import Endpoint
from troth.read.llm.reader import LlmReader
from troth.settings import ModelLimits

KEY = "sk-test-0123456789"
USAGE = {"prompt_tokens": 100, "completion_tokens": 20}


def completion(content: Any, *, usage: Any = USAGE, ended: str | None = "stop") -> Answer:
    """A chat completion with these words, or with this value as JSON."""
    words = content if isinstance(content, str) else json.dumps(content)
    body: dict[str, Any] = {
        "choices": [{"message": {"role": "assistant", "content": words}, "finish_reason": ended}]
    }
    if usage is not None:
        body["usage"] = usage
    return plain(json.dumps(body).encode(), Content_Type="application/json")


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    """A failure with this body."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


@dataclass
class Asked:
    """A model's server and what it was asked.

    Attributes:
        port: on this machine.
        bodies: of the requests, as JSON.
        keys: the header that carries the key, of each request.
        paths: of the requests.
        pauses: how long the client would have waited.
    """

    port: int = 0
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    @property
    def endpoint(self) -> Endpoint:
        """Where it is asked."""
        return Endpoint(f"http://127.0.0.1:{self.port}/v1/chat/completions", "tiny", KEY)

    def client(self, **limits: Any) -> Client:
        """A client that notes its pauses and makes none."""
        return Client(self.endpoint, limits=ModelLimits(**limits), sleep=self.pauses.append)

    def reader(self, **limits: Any) -> LlmReader:
        """A reader that asks it."""
        own = ModelLimits(**limits)
        return LlmReader(self.endpoint, limits=own, client=self.client(**limits))


@contextmanager
def model(*answers: Answer) -> Iterator[Asked]:
    """A server that gives these answers in turn, and the last one from then on."""
    asked = Asked()

    def answer(request: BaseHTTPRequestHandler) -> None:
        number = len(asked.bodies)
        asked.keys.append(request.headers["Authorization"])
        asked.paths.append(request.path)
        length = int(request.headers["Content-Length"])
        asked.bodies.append(json.loads(request.rfile.read(length)))
        answers[min(number, len(answers) - 1)](request)

    with serving(answer) as port:
        asked.port = port
        yield asked


def reading(result: Reading | Issue) -> Reading:
    """What was read, where something was."""
    assert isinstance(result, Reading), result
    return result


def issue(result: Reading | Issue) -> Issue:
    """Why nothing was read."""
    assert isinstance(result, Issue)
    return result


def codes(result: Reading) -> list[str]:
    """The codes of a reading's issues, but for its cost."""
    return [item.code for item in result.issues if item.code != "llm-cost"]
