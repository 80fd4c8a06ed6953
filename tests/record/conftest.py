"""Records to test with, in SQLite and, where it is installed, in PostgreSQL."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import URL, create_engine, text

from troth.record import Ledger

OpenLedger = Callable[[], Ledger]


class Clock:
    """Tells a time that a test sets; each look at it takes a second."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 3, 27, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Has records keep their rows in a database of this kind, empty at first."""
    if request.param == "postgresql":
        monkeypatch.setenv("TROTH_DATABASE_URL", request.getfixturevalue("fresh_postgresql"))
    else:
        monkeypatch.delenv("TROTH_DATABASE_URL", raising=False)
    return str(request.param)


@pytest.fixture
def open_ledger(database: str, tmp_path: Path, clock: Clock) -> OpenLedger:
    """Opens the same record again and again."""
    return lambda: Ledger.open(tmp_path / "record", create=True, clock=clock)


@pytest.fixture
def ledger(open_ledger: OpenLedger) -> Iterator[Ledger]:
    with open_ledger() as opened:
        yield opened


@pytest.fixture
def fresh_postgresql(postgresql: URL, request: pytest.FixtureRequest) -> str:
    """The address of a new database."""
    name = f"t{abs(hash(request.node.nodeid))}"
    engine = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    address = postgresql.set(database=name, drivername="postgresql")
    return address.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """A server of our own, on a socket in a folder; skips where PostgreSQL is not installed."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here (no initdb that can be run)")
    # Not pytest's folder: another user has to reach it, and a socket's path must be short.
    home = Path(mkdtemp(prefix="troth-pg-"))
    try:
        _give_away(home)
        _run(programs / "initdb", "-D", home / "data", "-U", "troth", "-A", "trust", "-E", "UTF8")
        with _server(programs / "pg_ctl", home):
            address = URL.create("postgresql+psycopg", username="troth", database="postgres")
            yield address.update_query_dict({"host": str(home)})
    finally:
        shutil.rmtree(home)


@contextmanager
def _server(control: Path, home: Path) -> Iterator[None]:
    options = f"-c listen_addresses='' -k {home} -c fsync=off -c max_connections=40"
    data: list[str | Path] = ["-D", home / "data"]
    _run(control, *data, "-w", "-l", home / "log", "-o", options, "start")
    try:
        yield
    finally:
        _run(control, *data, "-m", "immediate", "stop")


def _programs() -> Path | None:
    """The folder of the server's programs, if there is one and it can be run."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        return None
    found = shutil.which("initdb")
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *([Path(found).parent] if found else [])]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")


def _run(*command: str | Path) -> None:
    # The server refuses to run as root, as which tests often run in containers.
    user = ["setpriv", "--reuid", "nobody", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run(
        [*user, *map(str, command)], check=True, stdout=subprocess.DEVNULL, timeout=120, cwd="/"
    )
