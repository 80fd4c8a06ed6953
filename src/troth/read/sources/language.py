"""Language: which one a text is in, told only when it is sure.

py3langid carries its model with it and needs no network. Over every sentence of 217 English
press texts it gave no wrong answer at or above SURE; below it, short headlines full of names do
come out as other languages.
"""

from functools import lru_cache

from py3langid.langid import (  # type: ignore[import-untyped]
    MODEL_FILE,
    LanguageIdentifier,
)

SURE = 0.8
"""Least probability at which the answer is given."""

LETTERS = 12
"""Fewest letters of a text whose language is told."""

SAMPLE = 20_000
"""How many characters are looked at."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, or None where it cannot be told surely."""
    sample = text[:SAMPLE]
    if sum(char.isalpha() for char in sample) < LETTERS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SURE else None
