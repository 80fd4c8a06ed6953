"""Content-hash ids: the same content has the same id, wherever and whenever it is made."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: equal values give equal bytes."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def content_id(kind: str, form: Mapping[str, Any], *, of: str = "") -> str:
    """SHA-256, in hexadecimal, of a record's kind, the id of what it belongs to, and its form."""
    return sha256(canonical([kind, of, form])).hexdigest()
