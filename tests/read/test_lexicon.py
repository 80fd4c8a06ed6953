import re
from collections import defaultdict
from importlib.resources import files

import pytest

from troth.model import Act, CommitmentKind, IncidentKind, MeetingKind
from troth.read import lexicon

TABLES = (
    "commitment_kinds", "cues", "currencies", "incident_words", "irregular_verbs", "light",
    "meeting_words", "nouns", "role_nouns", "states", "acts", "groups", "patterns", "regions",
)  # fmt: skip
LISTS = ("men", "speakers", "titles", "women")


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("warn", {"warn", "warns", "warning", "warned"}),
        ("agree", {"agree", "agrees", "agreeing", "agreed"}),
        ("urge", {"urge", "urges", "urging", "urged"}),
        ("deny", {"deny", "denies", "denying", "denied"}),
        ("stress", {"stress", "stresses", "stressing", "stressed"}),
        ("vow", {"vow", "vows", "vowing", "vowed"}),
        ("admit", {"admit", "admits", "admitting", "admitted"}),
        ("visit", {"visit", "visits", "visiting", "visited"}),
        ("die", {"die", "dies", "dying", "died"}),
        ("say", {"say", "says", "saying", "said"}),
        ("tell", {"tell", "tells", "telling", "told"}),
        ("write", {"write", "writes", "writing", "wrote", "written"}),
    ],
)
def test_a_verb_has_its_forms(base: str, forms: set[str]) -> None:
    assert lexicon.verb_forms(base) == forms


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_table_fits_its_header(table: str) -> None:
    rows = list(lexicon.rows(f"{table}.tsv"))
    assert rows
    header = set(rows[0])
    assert all(set(row) == header for row in rows)
    assert all(next(iter(row.values())) for row in rows)


@pytest.mark.parametrize("name", [*(f"{t}.tsv" for t in TABLES), *(f"{t}.txt" for t in LISTS)])
def test_every_table_says_what_it_is(name: str) -> None:
    text = files("troth.read.lexicon").joinpath(name).read_text(encoding="utf-8")
    assert text.startswith("# ")


@pytest.mark.parametrize("name", [f"{name}.txt" for name in LISTS])
def test_a_list_is_in_lower_case(name: str) -> None:
    assert all(word == word.lower().strip() for word in lexicon.words(name))


def test_every_act_and_kind_is_one() -> None:
    assert {cue.act for cue in lexicon.cues().values()} <= {None, *Act}
    assert {noun.act for noun in lexicon.light_nouns().values()} <= set(Act)
    assert {noun.act for noun in lexicon.cue_nouns().values()} <= {None, *Act}
    assert set(lexicon.meeting_nouns().values()) <= set(MeetingKind)
    assert {kind for _, kind in lexicon.meeting_verbs().values()} <= set(MeetingKind)
    for pos in ("n", "v"):
        assert {word.kind for word in lexicon.force_words(pos).values()} <= set(IncidentKind)
    assert {kind for kind, _ in lexicon.commitment_kinds()} <= set(CommitmentKind)


def test_every_kind_of_commitment_but_other_has_its_words() -> None:
    kinds = {kind for kind, _ in lexicon.commitment_kinds()}
    assert set(CommitmentKind) - {CommitmentKind.OTHER} <= kinds


def test_every_frame_of_a_cue_is_known() -> None:
    frames = {frame for cue in lexicon.cues().values() for frame in cue.frames}
    assert all(re.fullmatch(r"[SNTOAQKCDIJGWVH]|[BFKPR]:[a-z]+", frame) for frame in frames), frames


def test_the_prepositions_of_a_frame_are_its_own() -> None:
    accuse = lexicon.cues()["accused"]
    assert (accuse.verb, accuse.act) == ("accuse", Act.ACCUSE)
    assert accuse.prepositions("B") == {"of"}
    assert accuse.prepositions("R") == frozenset()


def test_every_form_of_a_state_has_its_beginnings() -> None:
    assert lexicon.state_beginnings() >= set(lexicon.states())
    assert {"Guinea", "Guinea-Bissau", "N"} <= lexicon.state_beginnings()
    assert not {"", "uinea", "spoke"} & lexicon.state_beginnings()


def test_a_contact_is_known_by_the_last_word_of_its_noun() -> None:
    assert {noun for noun in lexicon.meeting_nouns() if " " not in noun} <= lexicon.meeting_heads()
    assert {noun.split()[-1] for noun in lexicon.meeting_nouns()} == lexicon.meeting_heads()


def test_no_name_belongs_to_two_states() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.rows("states.tsv"):
        for name in filter(None, [row["name"], *row["other"].split("|")]):
            owners[name].add(row["name"])
    assert {name: states for name, states in owners.items() if len(states) > 1} == {}


@pytest.mark.parametrize(
    ("form", "state", "role"),
    [
        ("Norway", "Norway", "name"),
        ("Norwegian", "Norway", "demonym"),
        ("Norwegians", "Norway", "people"),
        ("Oslo", "Norway", "capital"),
        ("French", "France", "demonym"),
        ("Pakistanis", "Pakistan", "people"),
    ],
)
def test_a_form_of_a_state_gives_the_state(form: str, state: str, role: str) -> None:
    assert lexicon.states()[form] == lexicon.StateForm(state, role)


def test_currencies_are_codes_of_three_letters() -> None:
    assert all(re.fullmatch("[A-Z]{3}", code) for code in lexicon.currencies().values())
    assert all(form == form.lower() for form in lexicon.currencies())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("lift the sanctions", CommitmentKind.SANCTIONS_RELIEF),
        ("new sanctions", CommitmentKind.SANCTIONS),
        ("a 30-day ceasefire", CommitmentKind.CEASEFIRE),
        ("withdraw its forces", CommitmentKind.WITHDRAWAL),
        ("release all prisoners", CommitmentKind.RELEASE),
        ("send troops", CommitmentKind.DEPLOYMENT),
        ("security guarantees", CommitmentKind.GUARANTEE),
        ("a package of aid", CommitmentKind.AID),
    ],
)
def test_the_first_kind_with_a_matching_word_wins(text: str, kind: CommitmentKind) -> None:
    assert next(k for k, pattern in lexicon.commitment_kinds() if pattern.search(text)) is kind
