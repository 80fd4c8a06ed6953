"""Numbers as news writes them: digits, words and scales."""

import re

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "mn": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "b": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "tn": 1_000_000_000_000,
}
WORD = "|".join([*UNITS, *TENS, "hundred", "thousand", "million", "billion", "trillion"])
WORDS = rf"(?:{WORD})\b(?:[- ](?:and )?(?:{WORD})\b){{0,11}}[- ]?"
DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?!,?\d)|\d{1,15}(?:\.\d{1,6})?(?!\d)"
NUMBER = rf"(?<![\d,])(?:(?:{DIGITS})|{WORDS}|an?(?= (?:million|billion|hundred|thousand)))"
SCALE = r"(?:hundred|thousand|million|billion|trillion|mn|bn|tn|m|b)\b"


def number(text: str) -> int | float | None:
    """The value of a number in digits or words, with any scale behind it; None when it is none."""
    words = re.sub(r"(?<=\d),(?=\d{3})", "", text.lower())
    words = re.sub(r"(?<=\d)(?=[a-z])", " ", words)
    parts = [part for part in re.split(r"[\s-]+", words) if part and part != "and"]
    total: int | float = 0
    current: int | float | None = None
    for part in parts:
        if re.fullmatch(r"[0-9]{1,18}", part):
            current = (current or 0) + int(part)
        elif re.fullmatch(r"[0-9]{1,18}\.[0-9]{1,9}", part):
            current = (current or 0) + float(part)
        elif part in UNITS or part in TENS:
            current = (current or 0) + UNITS.get(part, TENS.get(part, 0))
        elif part in {"a", "an"}:
            current = 1
        elif part == "hundred":
            current = (1 if current is None else current) * 100
        elif part in SCALES:
            total += (1 if current is None else current) * SCALES[part]
            current = None
        else:
            return None
    if not parts:
        return None
    value = total + (current or 0)
    if isinstance(value, float):
        value = round(value, 6)
        return int(value) if value == int(value) else value
    return value
