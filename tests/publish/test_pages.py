import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from markupsafe import Markup

from tests.publish.sample import sample_ledger
from troth.publish import publish_site
from troth.publish.pages import exact, names_data


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    index = publish_site(sample_ledger(), tmp_path_factory.mktemp("pages") / "site")
    return [path.read_text(encoding="utf-8") for path in sorted(index.parent.rglob("*.html"))]


def digest(content: str) -> str:
    return b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii")


def test_the_policy_allows_this_style_and_this_script_alone(pages: list[str]) -> None:
    for page in pages:
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
        style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
        script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
        assert policy is not None
        assert style is not None
        assert script is not None
        allowed = policy[1].replace("&#39;", "'")
        assert allowed.startswith("default-src 'none';")
        assert f"style-src 'sha256-{digest(style[1])}'" in allowed
        assert f"script-src 'sha256-{digest(script[1])}'" in allowed
        assert "unsafe" not in allowed


def test_every_page_names_its_language(pages: list[str]) -> None:
    assert all(page.startswith('<!doctype html>\n<html lang="en">') for page in pages)


def test_nothing_is_written_in_the_words_of_a_template(pages: list[str]) -> None:
    assert not [page for page in pages if "{{" in page or "{%" in page]


def test_the_text_of_a_document_keeps_its_line_ends() -> None:
    assert exact("a\r\n<b>\x00") == Markup("a&#13;\n&lt;b&gt;␀")


def test_names_for_the_script_are_those_that_the_page_shows() -> None:
    assert names_data(["é\x1b", '"']) == '["é␛", "\\""]'


def test_static_files_are_shipped_and_end_no_element_early() -> None:
    folder = Path(__file__).parents[2] / "src" / "troth" / "publish" / "static"
    for path in folder.iterdir():
        assert "</" not in path.read_text(encoding="utf-8"), path
