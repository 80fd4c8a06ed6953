"""The site in a real browser: pointing both ways, keyboard, filters, phone, no network."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.publish.sample import LEARNED, Ledger, sample_document, sample_ledger, sample_reading
from troth.model import Entry, Reading
from troth.publish import publish_site
from troth.publish.visible import visible

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=360, height=740)

NAMELESS = """() => [...document.querySelectorAll('a, button, input, select, summary')]
  .filter((each) => ![each.ariaLabel, each.textContent, each.labels?.[0]?.textContent]
    .some((name) => name?.trim()))
  .map((each) => each.outerHTML)"""

CONTRASTS = """() => {
  const channel = (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((each) => channel(each / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, two) => {
    const [high, low] = [light(one), light(two)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  const kinds = ['statement', 'meeting', 'commitment', 'incident', 'actor', 'issue'];
  const pairs = [];
  for (const front of ['ink', 'soft', 'link', ...kinds]) {
    for (const back of ['paper', 'panel', 'card']) pairs.push([front, back]);
  }
  for (const kind of kinds) pairs.push(['ink', `${kind}-lit`]);
  pairs.push(['ink', 'statement-tint']);
  return pairs.map(([front, back]) => [`${front} on ${back}`, ratio(of(front), of(back))]);
}"""


@dataclass
class Watched:
    """A page with everything that went wrong on it and everything it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"no browser here; install one of {', '.join(BROWSERS)} to run these tests")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ledger = sample_ledger()
    strange = sample_document(
        "هدنة\r\n\r\n👩🏽‍⚕️ \u202eabc " + "long" * 200, file="strange.txt", language="ar"
    )
    held = [*ledger.held, Entry(strange, Reading(strange, "sample 1"), LEARNED)]
    return publish_site(Ledger(held, ledger.unread), tmp_path_factory.mktemp("browser") / "site")


def pages(index: Path) -> list[Path]:
    return sorted(index.parent.rglob("*.html"))


def opened(browser: Browser, path: Path, *, hash_: str = "", phone: bool = False) -> Watched:
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP, reduced_motion="reduce", has_touch=phone
    )
    watched = Watched(context.new_page())
    watched.page.goto(f"{path.as_uri()}{hash_}")
    return watched


@pytest.fixture
def document(browser: Browser, index: Path) -> Iterator[Page]:
    name = sample_reading().document.id[:12]
    watched = opened(browser, index.parent / "documents" / f"{name}.html")
    yield watched.page
    watched.page.context.close()
    assert watched.errors == []
    assert all(url.startswith(("file:", "data:")) for url in watched.requests)


def lit(page: Page) -> set[str]:
    found = page.evaluate("[...document.querySelectorAll('.card.lit')].map((each) => each.id)")
    return set(found)


def lit_text(page: Page) -> str:
    found = page.evaluate("[...document.querySelectorAll('.seg.lit')].map((e) => e.textContent)")
    return "".join(found)


def shown(page: Page) -> set[str]:
    cards = page.locator(":is(.statement, .meeting, .commitment, .incident).card:visible")
    return {card.get_attribute("id") or "" for card in cards.all()}


def test_pages_open_without_errors_and_ask_for_nothing_else(browser: Browser, index: Path) -> None:
    for path in pages(index):
        watched = opened(browser, path)
        assert watched.errors == [], path
        assert [url for url in watched.requests if not url.startswith("data:")] == [path.as_uri()]
        watched.page.context.close()


def test_the_text_in_the_browser_is_the_text_of_the_document(browser: Browser, index: Path) -> None:
    texts = {path.stem: path.read_bytes() for path in index.parent.glob("data/texts/*")}
    for path in index.parent.glob("documents/*.html"):
        page = opened(browser, path).page
        found = page.evaluate("document.getElementById('text').textContent")
        assert found == visible(texts[path.stem].decode("utf-8"))
        page.context.close()


def test_pointing_at_an_entry_lights_its_words(document: Page) -> None:
    document.locator("#i2").hover()
    assert lit(document) == {"i2"}
    assert lit_text(document) == "Drones struck a grain store near Vell last week"


def test_pointing_at_words_lights_every_entry_that_has_them(document: Page) -> None:
    document.locator(".seg", has_text="the guns stay silent").hover()
    assert lit(document) == {"s1", "c1"}
    document.wait_for_timeout(300)
    expect(document.locator("#c1")).to_be_in_viewport()


def test_pointing_elsewhere_puts_the_light_out(document: Page) -> None:
    document.locator("#i2").hover()
    document.locator("h1").hover()
    assert lit(document) == set()


def test_a_click_on_an_entry_keeps_it_lit_and_shows_its_words(document: Page) -> None:
    document.locator("#i2 blockquote").click()
    document.locator("h1").hover()
    assert lit(document) == {"i2"}
    expect(document.locator(".seg.lit").first).to_be_in_viewport()
    assert document.url.endswith("#i2")


def test_a_click_on_words_shows_the_entry(document: Page) -> None:
    document.locator(".seg", has_text="a grain store").click()
    document.locator("h1").hover()
    assert lit(document) == {"s4", "i2"}
    expect(document.locator("#i2")).to_be_in_viewport()


def test_escape_puts_out_the_light_and_then_the_filters(document: Page) -> None:
    document.locator("[name=kind]").select_option("incident")
    document.locator("#i2 blockquote").click()
    document.keyboard.press("Escape")
    document.locator("h1").hover()
    assert lit(document) == set()
    assert shown(document) == {"i1", "i2"}
    document.keyboard.press("Escape")
    expect(document.locator("#s1")).to_be_visible()


def test_the_keyboard_reaches_entries_and_their_words(document: Page) -> None:
    document.locator("#c2 .label").focus()
    assert lit(document) == {"c2"}
    assert lit_text(document) == "Norland would give 5 million crowns for repairs"
    document.keyboard.press("Enter")
    assert document.url.endswith("#t-c2")
    document.locator("#t-i1").focus()
    assert lit(document) == {"i1"}
    expect(document.locator("#i1")).to_be_in_viewport()


def test_the_first_stops_of_the_keyboard_skip_to_text_and_ledgers(document: Page) -> None:
    for words in ("Skip to the text", "Skip to the ledgers"):
        document.keyboard.press("Tab")
        link = document.locator(":focus")
        assert link.inner_text() == words
        expect(link).to_be_in_viewport()


def test_the_focus_can_be_seen(document: Page) -> None:
    for _ in range(40):
        document.keyboard.press("Tab")
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        if document.evaluate("document.activeElement !== document.body"):
            assert document.evaluate(outline) != "none"


def test_a_deep_link_lights_its_entry(browser: Browser, index: Path) -> None:
    name = sample_reading().document.id[:12]
    page = opened(browser, index.parent / "documents" / f"{name}.html", hash_="#i2").page
    assert lit(page) == {"i2"}
    expect(page.locator("#i2")).to_be_in_viewport()
    page.context.close()


@pytest.mark.parametrize(
    ("control", "value", "left"),
    [
        ("kind", "statement", {"s1", "s2", "s3", "s4"}),
        ("kind", "commitment/aid", {"c2"}),
        ("actor", "senior Sudland official", {"s3", "i1"}),
        ("act", "accuse", {"s4"}),
    ],
)
def test_filters_leave_what_fits_and_say_how_many(
    document: Page, control: str, value: str, left: set[str]
) -> None:
    document.locator(f"[name={control}]").select_option(value)
    assert shown(document) == left
    expect(document.get_by_role("status").first).to_have_text(f"{len(left)} of 9 entries shown")
    document.get_by_role("button", name="Clear").click()
    expect(document.get_by_role("status").first).to_have_text("9 entries")


def test_words_of_entries_that_are_filtered_out_are_not_marked(document: Page) -> None:
    document.locator("[name=kind]").select_option("incident")
    expect(document.locator(".text .ref.incident:visible")).to_have_count(2)
    expect(document.locator(".text .ref.statement:visible")).to_have_count(0)
    expect(document.locator(".text .s-content")).to_have_count(0)


def test_without_the_script_everything_can_be_read_and_followed(
    browser: Browser, index: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    page = context.new_page()
    page.goto((index.parent / "documents" / f"{sample_reading().document.id[:12]}.html").as_uri())
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".card:visible")).to_have_count(12)
    page.locator("#t-i2").click()
    assert page.url.endswith("#i2")
    expect(page.locator("#i2")).to_be_in_viewport()
    context.close()


def test_the_index_is_filtered_by_entries_across_documents(browser: Browser, index: Path) -> None:
    watched = opened(browser, index)
    page, status = watched.page, watched.page.get_by_role("status")
    expect(status).to_have_text("3 documents")
    page.locator("[name=actor]").fill("BRANDT")
    expect(status).to_have_text("1 of 3 documents shown")
    page.locator("[name=act]").select_option("accuse")
    expect(status).to_have_text("0 of 3 documents shown")
    page.keyboard.press("Escape")
    expect(status).to_have_text("3 documents")
    assert watched.errors == []
    page.context.close()


def test_the_index_is_sorted_with_unknown_days_last(browser: Browser, index: Path) -> None:
    page = opened(browser, index).page
    button = page.get_by_role("button", name="Published")
    for way in ("ascending", "descending"):
        button.click()
        assert page.locator("th[data-sort=published]").get_attribute("aria-sort") == way
        assert "quiet.md" in page.locator("tbody tr").last.inner_text()
    page.get_by_role("button", name="Statements").click()
    assert "kolm.txt" in page.locator("tbody tr").first.inner_text()
    page.context.close()


def test_a_phone_scrolls_down_only_and_has_the_ledgers_below(browser: Browser, index: Path) -> None:
    for path in pages(index):
        page = opened(browser, path, phone=True).page
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        if path.parent.name == "documents":
            top = "document.getElementById('{}').getBoundingClientRect().top"
            assert page.evaluate(top.format("text")) < page.evaluate(top.format("ledgers"))
        page.context.close()


def test_a_tap_on_a_phone_names_the_entries_without_leaving_the_text(
    browser: Browser, index: Path
) -> None:
    name = sample_reading().document.id[:12]
    page = opened(browser, index.parent / "documents" / f"{name}.html", phone=True).page
    page.locator(".seg", has_text="the guns stay silent").tap()
    assert page.locator(".peek a").all_inner_texts() == [
        "C1 · Access, offered by Norland",
        "S1 · Ada Brandt · offer · direct quotation",
    ]
    page.locator(".peek a").first.tap()
    expect(page.locator("#c1")).to_be_in_viewport()
    expect(page.locator(".peek")).to_be_hidden()
    page.context.close()


def test_headings_are_in_order_and_controls_have_names(browser: Browser, index: Path) -> None:
    for path in pages(index):
        page = opened(browser, path).page
        tags = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((e) => e.tagName)")
        levels = [int(tag[1]) for tag in tags]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert page.evaluate(NAMELESS) == [], path
        for landmark in ("main", "banner", "navigation"):
            expect(page.get_by_role(landmark)).to_have_count(1)
        page.context.close()


def test_references_by_id_lead_somewhere(browser: Browser, index: Path) -> None:
    for path in pages(index):
        page = opened(browser, path).page
        assert page.evaluate(
            "[...document.querySelectorAll('[aria-labelledby]')]"
            ".every((each) => document.getElementById(each.getAttribute('aria-labelledby')))"
        )
        page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_has_enough_contrast(
    browser: Browser, index: Path, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(index.as_uri())
    weak = [(pair, ratio) for pair, ratio in page.evaluate(CONTRASTS) if ratio < 4.5]
    assert weak == []
    context.close()


def test_on_paper_everything_is_there(document: Page) -> None:
    document.emulate_media(media="print")
    expect(document.locator(".filters")).to_be_hidden()
    expect(document.locator("#i2")).to_be_visible()
    assert document.evaluate("getComputedStyle(document.querySelector('.pane')).overflowY") == (
        "visible"
    )


def test_right_to_left_text_runs_its_own_way(browser: Browser, index: Path) -> None:
    path = next(p for p in index.parent.glob("documents/*.html") if "strange.txt" in p.read_text())
    page = opened(browser, path).page
    direction = "getComputedStyle(document.querySelector('.text p')).direction"
    assert page.evaluate(direction) == "rtl"
    assert re.search("ar", page.locator("#text").get_attribute("lang") or "")
    page.context.close()
