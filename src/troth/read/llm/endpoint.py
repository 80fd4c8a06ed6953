"""Where a language model is asked: address, name and key, from the environment alone."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from troth.errors import UsageError
from troth.read.sources.fetch import HOST

URL, MODEL, KEY = "TROTH_LLM_URL", "TROTH_LLM_MODEL", "TROTH_LLM_KEY"
PATH = "/chat/completions"
LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1")
_KEY = re.compile(r"[!#-\[\]-~]+")
"""Visible ASCII without quotation mark and backslash: what JSON and a header write as it is."""

SECRET = 8
"""Characters from which on a key is taken for a secret; local servers take any word."""


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible server. Its address and key never show, not even in a traceback.

    Attributes:
        url: the address that chat completions are asked of.
        model: the model's name there.
        key: sent to that address alone; None when the server wants none.
    """

    url: str = field(repr=False)
    model: str
    key: str | None = field(default=None, repr=False)

    def is_told_in(self, text: str) -> bool:
        """Whether a text repeats the key."""
        return self.key is not None and len(self.key) >= SECRET and self.key in text


def from_environment(environment: Mapping[str, str] = os.environ) -> Endpoint:
    """The endpoint that the variables name.

    Raises:
        UsageError: a variable is missing, or is not what it should be.
    """
    missing = [name for name in (URL, MODEL) if not environment.get(name, "").strip()]
    if missing:
        raise UsageError(
            f"the language-model reader needs {' and '.join(missing)}",
            next_step=f"Set {URL} (such as http://localhost:11434/v1), {MODEL} and, where the "
            f"server wants one, {KEY}; or leave --reader out.",
        )
    key = environment.get(KEY, "").strip() or None
    if key and not _KEY.fullmatch(key):
        raise _wrong(KEY, "has characters that a key cannot have")
    model = environment[MODEL].strip()
    if not model.isprintable() or len(model) > 200:
        raise _wrong(MODEL, "is not the name of a model")
    return Endpoint(_address(environment[URL].strip(), key), model, key)


def _address(text: str, key: str | None) -> str:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError):
        raise _wrong(URL, "is not an address") from None
    if url.scheme not in {"http", "https"} or not HOST.fullmatch(url.host):
        raise _wrong(URL, "is not an http or https address")
    if url.userinfo:
        raise _wrong(URL, f"holds a user name or password; a key belongs into {KEY}")
    if key and url.scheme == "http" and not LOOPBACK.fullmatch(url.host):
        raise _wrong(URL, "is not encrypted, and the key would be sent to another machine")
    path = url.path.rstrip("/")
    return str(url.copy_with(path=path if path.endswith(PATH) else path + PATH, fragment=None))


def _wrong(name: str, what: str) -> UsageError:
    """What is wrong with a variable, without its value."""
    return UsageError(f"{name} {what}", next_step="Set it anew; Troth does not print its value.")
