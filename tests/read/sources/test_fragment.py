"""A fragment of HTML becomes its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.sources.fragment import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two", "One\nTwo"),
        ("<p>A <b>bold</b>\n  word</p>", "A bold word"),
        ("peace<em>ful</em> end", "peaceful end"),
        ("A&amp;B &#8220;said&#8221;", "A&B “said”"),
        ("<script>alert(1)</script>Text<style>p{}</style>", "Text"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("<p>never closed", "never closed"),
        ("</script></div>loose", "loose"),
    ],
)
def test_text(html: str, text: str) -> None:
    assert text_of(html) == text


@given(st.text())
def test_no_fragment_upsets_it(html: str) -> None:
    text_of(html)
    text_of(f"<p>{html}</p><!--{html}")
