"""
What every test stands on: keys, databases of both kinds, a browser, a mailbox.

A test that asks for `session`, `database_url` or `fresh_database` runs twice, on
SQLite and on PostgreSQL. What is above the practice asks the database nothing itself,
so that its pages and papers take turns: each story is told on one of the two, always
the same. `--database both` tells all on both, `--database sqlite` all on one.
"""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples import clock, encryption
from couples.database import create_engine, for_writing
from tests.browser import open_chromium
from tests.cast import Cast, invite_cast
from tests.databases import (
    DIALECTS,
    Databases,
    PostgresDatabases,
    SqliteDatabases,
    dialects_of,
    once,
    share_statements,
)
from tests.mailbox import Mailbox, expect_no_mail, open_mailbox
from tests.network import stay_on_this_machine
from tests.postgres import Cluster, Server
from tests.server import serving

_workshop = pytest.StashKey[Path]()
_server = pytest.StashKey[Server]()


# One run, one workshop: the process that starts the run owns it and what runs in it.
# Its xdist workers are told where it is.


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person choose one database while they work."""
    parser.addoption(
        "--database",
        choices=[*DIALECTS, "both", "turns"],
        default="turns",
        help="which databases to test on",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Close the network, and open the workshop of the run."""
    stay_on_this_machine()
    workerinput = getattr(config, "workerinput", None)
    if workerinput is not None:
        config.stash[_workshop] = Path(workerinput["workshop"])
        return
    workshop = Path(tempfile.mkdtemp(prefix="mendwell-tests-"))
    # PostgreSQL's account passes through it, and sees nothing on its way.
    workshop.chmod(0o711)
    config.stash[_workshop] = workshop


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell an xdist worker where the workshop is, in which PostgreSQL is starting up."""
    if node.config.option.database != "sqlite":
        _start_postgres(node.config)
    node.workerinput["workshop"] = str(node.config.stash[_workshop])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop PostgreSQL and clear the workshop, whatever became of the workers."""
    if hasattr(config, "workerinput"):
        return
    if _server in config.stash:
        config.stash[_server].stop()
    if _workshop in config.stash:
        shutil.rmtree(config.stash[_workshop], ignore_errors=True)


def _start_postgres(config: pytest.Config) -> None:
    if _server not in config.stash:
        config.stash[_server] = Server(config.stash[_workshop])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_collection_finish() -> None:
    """Leave what was imported alone: going through it again and again took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


# Databases


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what touches a database on each of the two, on one in turn, or on a chosen one."""
    if "dialect" not in metafunc.fixturenames:
        return
    chosen = metafunc.config.getoption("--database")
    metafunc.parametrize("dialect", dialects_of(metafunc.definition, chosen), indirect=True)


@pytest.fixture
def dialect(request: pytest.FixtureRequest) -> str:
    """The database that this test runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def all_databases(pytestconfig: pytest.Config) -> Callable[[str], Databases]:
    workshop = pytestconfig.stash[_workshop]
    known: dict[str, Databases] = {}

    def of(dialect: str) -> Databases:
        if dialect not in known:
            if dialect == "sqlite":
                known[dialect] = SqliteDatabases(workshop)
            else:
                if not hasattr(pytestconfig, "workerinput"):
                    _start_postgres(pytestconfig)
                known[dialect] = PostgresDatabases(workshop, Cluster(workshop / "postgres"))
        return known[dialect]

    return of


@pytest.fixture(scope="session")
def practice_with_cast(
    all_databases: Callable[[str], Databases],
) -> Callable[[str, date], tuple[str, Cast]]:
    """A database in which everybody joined on a day, made once and copied for each test."""

    def fill(url: str) -> Cast:
        engine = create_engine(url)
        with Session(for_writing(engine), expire_on_commit=False) as session, session.begin():
            cast = invite_cast(session)
        engine.dispose()
        return cast

    return cache(lambda dialect, _day: all_databases(dialect).prepare(fill))


@pytest.fixture
def prepared(
    dialect: str, practice_with_cast: Callable[[str, date], tuple[str, Cast]]
) -> tuple[str, Cast]:
    """Which database to copy, and the cast that joined there today, on the clock of the test."""
    return practice_with_cast(dialect, clock.now().date())


@pytest.fixture
def new_database(
    dialect: str, all_databases: Callable[[str], Databases]
) -> Iterator[Callable[[], str]]:
    """As many new databases as a test likes: each call gives the URL of one more."""
    databases = all_databases(dialect)
    urls: list[str] = []

    def new() -> str:
        urls.append(databases.new())
        return urls[-1]

    yield new
    for url in urls:
        databases.drop(url)


@pytest.fixture
def database_url(new_database: Callable[[], str]) -> str:
    """The URL of a database of this test's own: all tables, no rows."""
    return new_database()


@pytest.fixture
def fresh_database(database_url: str) -> Iterator[Engine]:
    """An engine on a database of this test's own, for tests that commit."""
    engine = create_engine(database_url)
    share_statements(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def empty_database_url(dialect: str, all_databases: Callable[[str], Databases]) -> Iterator[str]:
    """The URL of a database without any tables, for migrations."""
    databases = all_databases(dialect)
    url = databases.new_without_tables()
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def _shared_engines(
    all_databases: Callable[[str], Databases],
) -> Iterator[Callable[[str, str | None], Engine]]:
    opened: list[Engine] = []

    @cache
    def of(dialect: str, template: str | None) -> Engine:
        databases = all_databases(dialect)
        url = databases.copy_of(template) if template else databases.new()
        opened.append(create_engine(url))
        share_statements(opened[-1])
        return opened[-1]

    yield of
    for engine in opened:
        engine.dispose()


@pytest.fixture
def joined_cast(prepared: tuple[str, Cast]) -> Cast:
    """Everybody has joined the practice before the test begins; its `session` knows them."""
    return prepared[1]


@pytest.fixture
def session(
    request: pytest.FixtureRequest,
    dialect: str,
    _shared_engines: Callable[[str, str | None], Engine],
) -> Iterator[Session]:
    """A real session whose commits are savepoints: all of it is undone after the test."""
    has_cast = "joined_cast" in request.fixturenames
    template = request.getfixturevalue("prepared")[0] if has_cast else None
    engine = _shared_engines(dialect, template)
    with for_writing(engine).connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


# The rest of the world


@pytest.fixture(scope="session", autouse=True)
def _keys(pytestconfig: pytest.Config) -> None:
    """The keys that seal every word of this run, whichever process of it writes or reads."""
    kept = pytestconfig.stash[_workshop] / "keyset.json"
    once(kept, lambda: kept.write_text(encryption.Keyring.generate().to_json()))
    encryption.use(encryption.Keyring.from_json(kept.read_text()))


@pytest.fixture(autouse=True)
def _no_unexpected_mail(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "mailbox" not in request.fixturenames:
        expect_no_mail(monkeypatch)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server on this machine, and the letters that reach it."""
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser for this process; open a context of your own for each person."""
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def serve() -> Iterator[Callable[[Flask], str]]:
    """Serve an app until the test ends: `serve(app)` gives its address."""
    with ExitStack() as servers:
        yield lambda app: servers.enter_context(serving(app))


@pytest.fixture
def live_server(app: Flask, serve: Callable[[Flask], str]) -> str:
    """The address at which the `app` of this test answers."""
    return serve(app)
