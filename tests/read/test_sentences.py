import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.sentences import starts


def sentences(text: str) -> list[str]:
    """The sentences of words that are already apart."""
    words = text.split()
    parts: list[list[str]] = []
    for word, begins in zip(words, starts(words), strict=True):
        if begins:
            parts.append([])
        parts[-1].append(word)
    return [" ".join(part) for part in parts]


@pytest.mark.parametrize(
    "text",
    [
        "The truce holds . | Nobody fired .",
        "Does it hold ? | It does .",
        "It holds ! | Nobody fired .",
        '" It holds . " | Nobody fired .',
        "“ It holds . ” | Nobody fired .",
        "It holds . | “ Nobody fired , ” she said .",
        '" It holds . | Nobody fired , " she said .',
        'She said so . | " It holds , " he said .',
        "It holds . | 300 people went home .",
        "It ends at 5 p.m. | The guns fall silent .",
        "The talks are in the U.S. | They go on .",
    ],
)
def test_a_sentence_ends_at(text: str) -> None:
    assert sentences(text.replace("| ", "")) == [part.strip() for part in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Diaz met Gen. Moe .",
        "Mr . Diaz met Gen . Moe .",
        "J . R . Lee met Omar Diaz .",
        "The U.S. Senate met .",
        "It met on Mar. 3 in Geneva .",
        "It met on Sept . 3 in Geneva .",
        "It holds . . . for now .",
        "They asked whether it holds ? and left .",
        "It holds ( The mission counts . )",
        "No. 5 Brigade left .",
    ],
)
def test_a_sentence_goes_on_in(text: str) -> None:
    assert sentences(text) == [text]


def test_no_words_are_no_sentences() -> None:
    assert starts([]) == []


@given(st.lists(st.sampled_from([*"ABc.!?\"'“”()-", "Mr", "U.S.", "…", "5"]) | st.text(min_size=1)))
def test_there_is_one_answer_for_each_word_and_the_first_begins(words: list[str]) -> None:
    begins = starts(words)
    assert len(begins) == len(words)
    assert not words or begins[0]
