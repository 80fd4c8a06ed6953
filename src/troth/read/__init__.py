"""Step one: from sources to documents, and from documents to what they say.

Agreements, feeds of incidents and layers of places are read by packages of their own:
``agreements``, ``feeds`` and ``places``. They need no spaCy, and so do not load it: ``Reader`` is
loaded when it is first asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from troth.read.reader import Reader

__all__ = ["Reader"]


def __getattr__(name: str) -> Any:
    if name != "Reader":
        raise AttributeError(f"module 'troth.read' has no attribute {name!r}")
    from troth.read.reader import Reader  # noqa: PLC0415

    return Reader
