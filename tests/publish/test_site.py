import json
import re
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.publish.sample import (
    LEARNED,
    TEXT,
    Ledger,
    judgement,
    sample_document,
    sample_ledger,
    sample_reading,
)
from tests.strategies import readings
from troth.errors import PublishError
from troth.model import KINDS, Entry, Judgement, Reading, Statement, to_form
from troth.publish import publish_site
from troth.publish.cards import cards
from troth.publish.site import file_name

HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> \u202egnp\x1b[31m 👩🏽‍⚕️ {{ 7 * 7 }}"
)


class Links(HTMLParser):
    """Collects every address that a page names, and every element and attribute."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.addresses: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.ids: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "action", "srcset", "data", "poster"):
                self.addresses.append((tag, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)


def without_ids(form: Any) -> Any:
    """A published form without the ids that stand before each record."""
    if isinstance(form, list):
        return [without_ids(item) for item in form]
    if isinstance(form, dict):
        return {key: without_ids(value) for key, value in form.items() if key != "id"}
    return form


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def page_of(index: Path, reading: Reading) -> Path:
    return index.parent / "documents" / f"{reading.document.id[:12]}.html"


def publish_one(folder: Path, reading: Reading, *judgements: object) -> str:
    entry = Entry(reading.document, reading, LEARNED, judgements)  # type: ignore[arg-type]
    index = publish_site(Ledger([entry]), folder)
    return page_of(index, reading).read_text(encoding="utf-8")


def test_the_index_is_returned_and_leads_to_every_document(tmp_path: Path) -> None:
    ledger = sample_ledger()
    index = publish_site(ledger, tmp_path / "site")
    linked = {address for _, address in Links(index).addresses}
    for entry in ledger.held:
        page = page_of(index, entry.reading)
        assert page.exists()
        assert str(page.relative_to(index.parent)) in linked


def test_every_link_inside_the_site_leads_somewhere(tmp_path: Path) -> None:
    index = publish_site(sample_ledger(), tmp_path / "site")
    for page in index.parent.rglob("*.html"):
        for _, address in Links(page).addresses:
            path, _, anchor = address.partition("#")
            if path.startswith(("http", "data:")):
                continue
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), (page, address)
            assert not anchor or anchor in Links(target).ids, (page, address)


def test_ids_are_unique_on_every_page(tmp_path: Path) -> None:
    index = publish_site(sample_ledger(), tmp_path / "site")
    for page in index.parent.rglob("*.html"):
        ids = Links(page).ids
        assert len(ids) == len(set(ids)), page


def test_nothing_outside_is_loaded_and_only_the_source_is_linked(tmp_path: Path) -> None:
    url = "https://example.org/kolm?a=1&b=2"
    reading = sample_reading(sample_document(url=url))
    index = publish_site(Ledger([Entry(reading.document, reading, LEARNED)]), tmp_path / "site")
    outside = [
        (tag, address)
        for page in index.parent.rglob("*.html")
        for tag, address in Links(page).addresses
        if re.match(r"[a-z]+:|//", address, re.IGNORECASE) and address != "data:,"
    ]
    assert outside == [("a", url)]


def test_an_address_that_is_not_of_the_web_is_shown_and_not_linked(tmp_path: Path) -> None:
    reading = sample_reading(sample_document(url="javascript:alert(1)"))
    publish_one(tmp_path / "site", reading)
    page = next((tmp_path / "site" / "documents").glob("*.html"))
    assert not [a for _, a in Links(page).addresses if a.startswith("javascript")]
    assert "javascript:alert(1)" in page.read_text(encoding="utf-8")


def test_hostile_text_stays_text_everywhere(tmp_path: Path) -> None:
    document = sample_document(
        HOSTILE,
        file=f"{HOSTILE}.txt",
        title=HOSTILE,
        publisher=HOSTILE,
        licence=HOSTILE,
        language='"><script>',
        url=f"https://example.org/{HOSTILE}",
    )
    harmless = sample_reading()
    span = document.span(0, len(HOSTILE))
    reading = Reading(
        document,
        HOSTILE,
        statements=(
            replace(
                harmless.statements[0],
                speaker=(HOSTILE,),
                speaker_text=span,
                cue=span,
                content=(span,),
            ),
        ),
        meetings=(
            replace(
                harmless.meetings[0], participants=(HOSTILE,), place=HOSTILE, on=HOSTILE, text=span
            ),
        ),
        commitments=(
            replace(
                harmless.commitments[0], by=(HOSTILE,), to=(HOSTILE,), conditions=(span,), text=span
            ),
        ),
        incidents=(
            replace(
                harmless.incidents[0], reported_by=(HOSTILE,), place=HOSTILE, target=span, text=span
            ),
        ),
        actors=(
            replace(
                harmless.actors[0], name=HOSTILE, forms=(HOSTILE,), offices=(), mentions=(span,)
            ),
        ),
        issues=(replace(harmless.issues[0], code=HOSTILE, what=HOSTILE, where=HOSTILE, text=span),),
    )
    judged = judgement(
        reading,
        "statement",
        reading.statements[0],
        reason=HOSTILE,
        by=HOSTILE,
        verdict="corrected",
        correction=json.dumps({"act": HOSTILE}),
    )
    entry = Entry(document, reading, LEARNED, (judged,))
    index = publish_site(Ledger([entry], reading.issues), tmp_path / "site", title=HOSTILE)
    for page in index.parent.rglob("*.html"):
        links = Links(page)
        content = page.read_text(encoding="utf-8")
        assert links.tags.count("script") == 1, page
        assert "img" not in links.tags
        assert links.handlers == []
        assert "\x1b" not in content
        assert "\u202e" not in content
        assert "49" not in re.findall(r"</script>.{0,40}", content)


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(reading=readings())
def test_every_reading_can_be_published(tmp_path: Path, reading: Reading) -> None:
    page = publish_one(tmp_path / "site", reading)
    assert page.count("<script>") == 1


def test_the_same_ledger_gives_the_same_bytes(tmp_path: Path) -> None:
    publish_site(sample_ledger(), tmp_path / "one")
    publish_site(sample_ledger(), tmp_path / "two")
    first = bytes_of(tmp_path / "two")
    publish_site(sample_ledger(), tmp_path / "two")
    assert bytes_of(tmp_path / "one") == first == bytes_of(tmp_path / "two")


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(PublishError, match="not a site that Troth made"):
        publish_site(sample_ledger(), tmp_path)


def test_a_past_moment_shows_what_was_known_then(tmp_path: Path) -> None:
    before = LEARNED - timedelta(days=1)
    index = publish_site(sample_ledger(), tmp_path / "site", as_of=before)
    words = index.read_text(encoding="utf-8")
    assert "As known on 8 May 2031, 08:30 UTC" in words
    assert "What 0 documents report" in words


def test_progress_is_told_after_each_document(tmp_path: Path) -> None:
    told: list[int] = []
    publish_site(sample_ledger(), tmp_path / "site", progress=told.append)
    assert told == [1, 2]


def test_no_title_is_invented(tmp_path: Path) -> None:
    words = publish_one(tmp_path / "site", sample_reading())
    assert re.search(r"<h1[^>]*>kolm\.txt</h1>", words)
    assert "The source gives no title." in words
    assert "The envoys met in Kolm on Tuesday.</q>" in words


def test_a_title_of_the_source_is_used(tmp_path: Path) -> None:
    words = publish_one(tmp_path / "site", sample_reading(sample_document(title="Talks in Kolm")))
    assert re.search(r"<h1[^>]*>Talks in Kolm</h1>", words)
    assert "The source gives no title." not in words


def test_a_judgement_stands_beside_what_the_machine_found(tmp_path: Path) -> None:
    reading = sample_reading()
    statement: Statement = reading.statements[0]
    correction = json.dumps({**to_form(reading)["statements"][0], "act": "promise"})
    judged = judgement(reading, "statement", statement, verdict="corrected", correction=correction)
    words = publish_one(tmp_path / "site", reading, judged)
    assert '<span class="badge">offer</span>' in words
    assert "Judged corrected" in words
    assert "machine: <bdi>offer</bdi>; person: <bdi>promise</bdi>" in words
    assert "plover" not in words


def test_a_record_can_be_judged_by_the_id_that_its_page_shows(tmp_path: Path) -> None:
    reading = sample_reading()
    words = publish_one(tmp_path / "site", reading)
    ids = re.findall(r'<code title="([0-9a-f]{64})">([0-9a-f]{12})</code>', words)
    records = [record for kind in KINDS for record in without_ids(to_form(reading))[kind]]
    assert len(ids) == len(records)
    whole, short = ids[5]
    assert whole.startswith(short)
    judged = Judgement(whole, "rejected", "Nobody offered that.", "R. Viewer", LEARNED)
    entry = publish_one(tmp_path / "site", reading, judged).split('<li class="card ')[6]
    assert f">{short}</code>" in entry
    assert "Nobody offered that." in entry


def test_the_list_of_commitments_and_incidents_shows_their_ids(tmp_path: Path) -> None:
    reading = sample_reading()
    publish_one(tmp_path / "site", reading)
    words = (tmp_path / "site" / "ledger.html").read_text(encoding="utf-8")
    for kind in ("commitment", "incident"):
        for card in cards(reading)[kind]:
            assert f'<code title="{card.record}">{card.short_record}</code>' in words


def test_a_judgement_of_an_older_reading_is_not_dropped(tmp_path: Path) -> None:
    reading = sample_reading()
    judged = judgement(reading, "statement", replace(reading.statements[0], on="1999"))
    words = publish_one(tmp_path / "site", reading, judged)
    assert "Judgements of older readings" in words
    assert "Heard the recording." in words


def test_a_document_without_entries_says_so(tmp_path: Path) -> None:
    words = publish_one(tmp_path / "site", Reading(sample_document("Quiet."), "sample 1"))
    for kind in ("statement", "meeting", "commitment", "incident"):
        assert f"No {kind} found in this text." in words


def test_an_empty_ledger_gives_pages_that_say_so(tmp_path: Path) -> None:
    index = publish_site(Ledger(), tmp_path / "site")
    assert "There is no document here yet." in index.read_text(encoding="utf-8")
    words = (index.parent / "ledger.html").read_text(encoding="utf-8")
    assert "No commitment found." in words
    assert "No incident found." in words


def test_a_site_holds_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    ledger = sample_ledger()
    index = publish_site(ledger, tmp_path / "site")
    names = [entry.document.id[:12] for entry in ledger.held]
    assert set(bytes_of(index.parent)) == {
        *("index.html", "ledger.html", "troth-site.json", "data/readings.jsonl"),
        *(f"documents/{name}.html" for name in names),
        *(f"data/texts/{name}.txt" for name in names),
        *(f"data/{kind}/{name}.json" for kind in ("readings", "annotations") for name in names),
    }
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_sources_that_gave_no_document_are_listed(tmp_path: Path) -> None:
    words = publish_site(sample_ledger(), tmp_path / "site").read_text(encoding="utf-8")
    assert "torn.pdf" in words
    assert "the file ends too early" in words


def test_the_data_holds_the_form_and_the_text_of_every_reading(tmp_path: Path) -> None:
    ledger = sample_ledger()
    data = publish_site(ledger, tmp_path / "site").parent / "data"
    lines = (data / "readings.jsonl").read_text(encoding="utf-8").splitlines()
    found = [without_ids(json.loads(line)) for line in lines]
    assert found == [to_form(each.reading) for each in ledger.held]
    for entry, line in zip(ledger.held, lines, strict=True):
        name = entry.document.id[:12]
        alone = (data / "readings" / f"{name}.json").read_text(encoding="utf-8")
        assert json.loads(alone) == json.loads(line)
        content = (data / "texts" / f"{name}.txt").read_bytes()
        assert sha256(content).hexdigest() == entry.document.id


def test_commitments_and_incidents_stand_together_with_unknown_days_last(tmp_path: Path) -> None:
    index = publish_site(sample_ledger(), tmp_path / "site")
    words = (index.parent / "ledger.html").read_text(encoding="utf-8")
    incidents = words[words.index('id="incidents"') :]
    assert incidents.index("5 May 2031") < incidents.index("day not known")
    assert "Aid, promised by" in words


def test_a_short_name_that_is_taken_becomes_longer(tmp_path: Path) -> None:
    document_id = "0123456789abcdef"
    assert file_name(document_id, tmp_path) == "0123456789ab"
    (tmp_path / "0123456789ab.html").touch()
    assert file_name(document_id, tmp_path) == "0123456789abc"


def test_a_document_given_twice_is_refused(tmp_path: Path) -> None:
    held = sample_ledger().held
    many = [replace(held[0])] * 54
    with pytest.raises(PublishError, match="gave this document twice"):
        publish_site(Ledger(many), tmp_path / "site")


def test_the_text_of_a_page_is_the_text_of_the_document(tmp_path: Path) -> None:
    words = publish_one(tmp_path / "site", sample_reading())
    body = words[words.index('<div class="text"') : words.index("</article>")]
    shown = re.sub(r"<[^>]*>", "", body).strip()
    assert shown.replace("&#34;", '"').replace("&#39;", "'") == TEXT.strip()
