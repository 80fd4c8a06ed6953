"""A language is told when it is sure, and left open when it is not."""

from pathlib import Path

import pytest

from troth.read.sources.language import language_of

NEWS = Path(__file__).parents[4] / "shared" / "news"

SAMPLES = {
    "en": "The two delegations agreed on Thursday to exchange prisoners before the end of May.",
    "de": "Die beiden Delegationen einigten sich am Donnerstag darauf, Gefangene auszutauschen.",
    "fr": "Les deux délégations ont convenu jeudi d'échanger des prisonniers avant la fin de mai.",
    "ru": "Обе делегации договорились в четверг обменяться пленными до конца мая, сказал посол.",
    "uk": "Обидві делегації домовилися у четвер обмінятися полоненими до кінця травня.",
    "ar": "اتفق الوفدان يوم الخميس على تبادل الأسرى قبل نهاية شهر مايو، كما قال السفير للصحفيين",
    "he": "שתי המשלחות הסכימו ביום חמישי להחליף שבויים לפני סוף חודש מאי, אמר השגריר",
    "es": "Las dos delegaciones acordaron el jueves intercambiar prisioneros antes de fin de mayo.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_a_sentence_tells_its_language(code: str) -> None:
    assert language_of(SAMPLES[code]) == code


@pytest.mark.parametrize("text", ["", "OK.", "12 345", "🙂🙂🙂", "Macron met Zelensky in Paris."])
def test_too_little_text_tells_none(text: str) -> None:
    assert language_of(text) is None


def test_no_press_text_in_english_is_taken_for_another_language() -> None:
    if not NEWS.is_dir():
        pytest.skip("the test corpora are not beside this checkout")
    told = {path: language_of(path.read_text(encoding="utf-8")) for path in NEWS.glob("*/*.txt")}
    assert {path.name for path, code in told.items() if code not in {"en", None}} == set()
