"""Agreements of any shape that a file may have, for tests that hold for all of them."""

from datetime import date, datetime, time, timedelta, timezone

from hypothesis import strategies as st

from troth.model.agreement import (
    Agreement,
    Area,
    AreaKind,
    Citation,
    Condition,
    Extension,
    Party,
    Pledge,
    Side,
    Suspension,
    Target,
    Term,
    TermKind,
    TermReading,
    Window,
)
from troth.model.kinds import acts, targets
from troth.model.reading import Amount
from troth.model.truth import Truth

PARTIES = ("norland", "sudland", "envoy")
SOURCES = ("text", "speech")

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30
).filter(str.strip)
metres = st.one_of(st.integers(1, 10_000), st.floats(0.5, 9_999.5)).map(float)
days = st.dates(date(1990, 1, 1), date(2040, 1, 1))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
offset_moments = moments.map(lambda moment: moment.replace(tzinfo=timezone(timedelta(hours=3))))
sources = st.one_of(st.none(), st.sampled_from(SOURCES))


def some_of(values: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the values, each once."""
    return st.lists(st.sampled_from(values), min_size=least, unique=True).map(tuple)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Windows in UTC, whose clocks are never changed, with bounds of one kind in order."""
    bounds = draw(st.lists(st.one_of(days), min_size=6, max_size=6, unique=True).map(sorted))
    if draw(st.booleans()):
        kind = draw(st.sampled_from([moments, offset_moments]))
        bounds = draw(st.lists(kind, min_size=6, max_size=6, unique=True).map(sorted))
    start, since, until, end, later, last = bounds
    with_end = draw(st.booleans())
    ends = st.sampled_from([(), (Extension(later, "text"), Extension(last))])
    return Window(
        start=draw(st.sampled_from([None, start])),
        until=end if with_end else None,
        day_ends=draw(st.sampled_from([None, time(19, 30)])),
        extensions=draw(ends) if with_end else (),
        suspensions=draw(st.sampled_from([(), (Suspension(since, until, "text"),)])),
    )


def _square(west: float, south: float, size: float) -> tuple[tuple[float, float], ...]:
    return (
        (west, south),
        (west + size, south),
        (west + size, south + size),
        (west, south + size),
        (west, south),
    )


@st.composite
def areas(draw: st.DrawFn) -> Area:
    """Every kind of area, polygons with and without a hole."""
    of = draw(st.sampled_from(AreaKind))
    west, south = draw(st.floats(-170, 170)), draw(st.floats(-80, 80))
    if of is AreaKind.PLACE:
        return Area(of, layer=draw(words), name=draw(words), within_m=draw(metres))
    if of is AreaKind.LAYER:
        return Area(of, layer=draw(words))
    if of is AreaKind.POLYGON:
        hole = (_square(west + 1, south + 1, 2),) if draw(st.booleans()) else ()
        return Area(of, rings=(_square(west, south, 4), *hole))
    line = ((west, south),) if of is AreaKind.POINT else ((west, south), (west + 1, south))
    side = draw(st.sampled_from(Side)) if of is AreaKind.LINE else Side.BOTH
    return Area(of, line=line, within_m=draw(metres), side=side)


targets_of_terms = st.one_of(
    st.builds(
        Target, classes=some_of(targets().codes, 1), names=st.lists(words, max_size=2).map(tuple)
    ),
    st.builds(Target, layer=words, within_m=metres, complete=st.booleans()),
)
conditions = st.lists(st.builds(Condition, words, st.sampled_from(Truth), sources), max_size=2).map(
    tuple
)
amounts = st.one_of(
    st.none(),
    st.builds(Amount, st.one_of(st.integers(0, 10**12), st.just(1.5)), st.just("EUR")),
)
readings = st.builds(
    TermReading,
    id=st.sampled_from(["early", "late"]),
    holder=st.sampled_from(PARTIES),
    source=sources,
    note=st.one_of(st.none(), words),
    act=st.one_of(st.none(), st.sampled_from(acts().codes)),
    target=st.one_of(st.none(), targets_of_terms),
    area=st.one_of(st.none(), st.lists(areas(), max_size=2).map(tuple)),
    window=st.one_of(st.none(), windows()),
    conditions=st.one_of(st.none(), conditions),
)


def terms(term_id: str) -> st.SearchStrategy[Term]:
    """Terms of that id."""
    return st.builds(
        Term,
        id=st.just(term_id),
        kind=st.sampled_from(TermKind),
        bearers=some_of(PARTIES, 1),
        act=st.sampled_from(acts().codes),
        text=words,
        beneficiaries=some_of(PARTIES),
        target=st.one_of(st.none(), targets_of_terms),
        area=st.lists(areas(), max_size=2).map(tuple),
        window=st.one_of(st.none(), windows()),
        conditions=conditions,
        needs=some_of(PARTIES),
        accepted_by=some_of(PARTIES),
        pledge=st.one_of(
            st.none(), st.builds(Pledge, amounts, amounts, amounts, st.one_of(st.none(), days))
        ),
        sources=some_of(SOURCES),
        readings=st.lists(readings, max_size=2, unique_by=lambda item: item.id).map(tuple),
    )


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Agreements between the same three parties, drafts among them."""
    parties = [Party(name, name.title() + " in full", (f"{name} army",)) for name in PARTIES]
    cited = [Citation("text", draw(words), None, None, draw(st.one_of(st.none(), days)))]
    cited.append(Citation("speech", "A speech", "https://a.example/b", "X", None, "0" * 64, (3, 9)))
    draft = draw(st.booleans())
    by = draw(st.one_of(st.none(), st.tuples(words, days)))
    return Agreement(
        id="kolm",
        version=draw(st.integers(1, 9)),
        title=draw(words),
        in_force=draw(st.one_of(st.none(), days)),
        parties=tuple(parties),
        sources=tuple(cited),
        terms=tuple(draw(terms(f"term-{number}")) for number in range(draw(st.integers(1, 2)))),
        draft=draft,
        accepted=None if draft else by,
    )
