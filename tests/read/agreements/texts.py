"""The file of an agreement, for tests to break."""

AGREEMENT = """\
agreement: kolm
version: 1
title: Truce of Kolm
in_force: 2025-03-18
parties:
  - {id: norland, name: Norland, names: [Norland army], voices: [Norland Radio]}
  - {id: sudland, name: Sudland}
sources:
  - {id: text, title: The text of Kolm}
terms:
  - id: quiet
    kind: prohibition
    bearers: [norland, sudland]
    act: strike
    text: Nobody strikes.
"""


def with_term(more: str) -> str:
    """The file with more keys in its one term; they begin in line 16."""
    return AGREEMENT + "".join(f"    {line}\n" for line in more.strip("\n").splitlines())
