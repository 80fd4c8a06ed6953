import pytest
import yaml

from troth.read.agreements.tree import DEEPEST, read_tree


def whats(text: str) -> list[str]:
    return [trouble.what for trouble in read_tree(text).troubles]


@pytest.mark.parametrize(
    "word", ["no", "on", "NO", "19:30", "1.10", "0x1F", "2025-03-18", "1e3", "<<", "=", "true"]
)
def test_a_plain_word_is_the_text_that_stands_there(word: str) -> None:
    assert read_tree(f"- {word}\n").root == [word]


@pytest.mark.parametrize("word", ["", "~", "null"])
def test_nothing_is_nothing_unless_it_is_quoted(word: str) -> None:
    assert read_tree(f"a: {word}\nb: '{word}'\n").root == {"a": None, "b": word}


def test_every_value_has_its_line() -> None:
    tree = read_tree("a: 1\nb:\n  - c: 2\n\n  - d:\n      e: 3\n")
    assert tree.root == {"a": "1", "b": [{"c": "2"}, {"d": {"e": "3"}}]}
    assert [tree.line(path) for path in (("a",), ("b", 0, "c"), ("b", 1, "d", "e"))] == [1, 3, 6]


def test_what_is_missing_has_the_line_of_what_should_hold_it() -> None:
    assert read_tree("a: 1\nb:\n  c: 2\n").line(("b", "x", "y")) == 2


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: &x 1\n", "anchors are not used in agreements"),
        ("a: [1]\nb: *x\n", "aliases are not used in agreements"),
        ("a: !!python/object:os.system 1\n", "tags are not used in agreements"),
        ("a: !x 1\n", "tags are not used in agreements"),
        ("a: 1\n---\nb: 2\n", "a second document begins"),
        ("%YAML 1.1\n---\na: 1\n", "directives are not used in agreements"),
        ("a: 1\nb: 2\na: 3\n", "the key “a” stands twice, first in line 1"),
        ("[1, 2]: 3\n", "a key in line 1 is not one plain word"),
        ("a: [1\n", "is no YAML"),
        ("a: \x00\n", "is no YAML"),
    ],
)
def test_what_not_every_reader_takes_alike_is_refused(text: str, what: str) -> None:
    assert any(found.startswith(what) for found in whats(text)), whats(text)


def test_an_alias_is_refused() -> None:
    assert "aliases are not used in agreements" in whats("a: &x [1]\nb: *x\n")


def test_a_bomb_of_aliases_costs_nothing() -> None:
    rows = ["a0: &a0 [x]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)
    ]
    assert read_tree("\n".join(rows)).troubles


def test_depth_has_a_limit() -> None:
    assert not whats("[" * DEEPEST + "]" * DEEPEST)
    assert whats("[" * 100_000) == [f"lists and keys stand more than {DEEPEST} deep"]


def test_an_empty_file_has_nothing() -> None:
    assert read_tree("").root is None
    assert read_tree("# nothing\n").root is None


def test_without_the_parser_in_c_it_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: no\nb: [19:30, ~, '~', \"x\"]\nc: >-\n  two\n  lines\n"
    before = read_tree(text)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert read_tree(text) == before
