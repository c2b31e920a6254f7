"""The portal on a database of its own, and everybody of the cast at their own browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from datetime import timedelta
from pathlib import Path
from threading import enumerate as enumerate_threads

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from couples import clock, encryption
from couples.appointments import services as appointments
from couples.database import for_writing
from couples.people import sign_in
from couples.people.models import Person
from couples.walls.entering import within
from portal import create_app
from portal import database as portal_database
from portal.settings import Settings
from tests.cast import Cast, Member
from tests.databases import PRACTICE, Databases, share_statements
from tests.page import Visitor


@pytest.fixture(scope="session")
def keys_folder(tmp_path_factory: pytest.TempPathFactory, _keys: None) -> Path:
    """The keys of this run, in files as a server reads them."""
    folder = tmp_path_factory.mktemp("keys")
    (folder / "secret-key").write_text("only for this run of the tests")
    (folder / "keyset.json").write_text(encryption.current().to_json())
    return folder


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest,
    dialect: str,
    all_databases: Callable[[str], Databases],
) -> Iterator[str]:
    """The URL of a database of this test's own, with the cast in it if the test asks for it."""
    databases = all_databases(dialect)
    if "cast" in request.fixturenames:
        url = databases.copy_of(request.getfixturevalue("prepared")[0])
    else:
        url = databases.new()
    yield url
    databases.drop(url)


@pytest.fixture
def cast(prepared: tuple[str, Cast]) -> Cast:
    """Everybody has joined."""
    return prepared[1]


@pytest.fixture
def settings(
    database_url: str,
    dialect: str,
    all_databases: Callable[[str], Databases],
    keys_folder: Path,
) -> Settings:
    """What the app of this test is told."""
    return all_databases(dialect).addresses(database_url).settings(keys_folder)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """An app of one test need not read all templates again."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def own_app(settings: Settings, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The portal, for a test that adds something to it."""
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled_templates
    share_statements(app.extensions["database"])
    yield app
    app.extensions["database"].dispose()


@pytest.fixture(scope="session")
def _shared_app(keys_folder: Path) -> Flask:
    nowhere = Settings("sqlite://", keys=keys_folder, base_url="http://localhost")
    app = create_app(nowhere)
    app.testing = True
    # A test waits for its pages; those of the page that does not wait say so.
    app.config["PATIENCE_FOR_PAPER"] = 60
    return app


@pytest.fixture
def app(settings: Settings, _shared_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """
    The portal on a database of its own, with nobody in it until `cast` is asked for.

    Making an app takes longer than opening a page of it, so that all tests of a process
    share one, each with its own settings and its own database.
    """
    monkeypatch.setattr(_shared_app, "config", copy(_shared_app.config))
    _shared_app.config["MENDWELL"] = settings
    monkeypatch.setattr(_shared_app, "extensions", dict(_shared_app.extensions))
    portal_database.connect(_shared_app, settings.database_url)
    share_statements(_shared_app.extensions["database"])
    yield _shared_app
    # A letter that leaves beside an answer must not leave from the next test's practice.
    for thread in enumerate_threads():
        if thread.name == "reset":
            thread.join()
    _shared_app.extensions["database"].dispose()


@pytest.fixture
def writing(app: Flask) -> Callable[[], Session]:
    """Sessions on the app’s database, apart from it: `with writing() as s, s.begin(): …`."""

    def session() -> Session:
        own = Session(for_writing(app.extensions["database"]), expire_on_commit=False)
        return within(own, PRACTICE)

    return session


@pytest.fixture
def soon(writing: Callable[[], Session], cast: Cast) -> str:
    """A session of Alex and Sam in six hours."""
    who, couple = cast.morgan.identity, cast.alex_and_sam.public_id
    at = clock.now() + timedelta(hours=6)
    with writing() as session, session.begin():
        return appointments.schedule(session, who, couple, starts_at=at).public_id


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who is not signed in."""
    return Visitor(app)


@pytest.fixture
def sign_in_as(app: Flask, writing: Callable[[], Session]) -> Callable[[Member], Visitor]:
    """A new browser of somebody, signed in; tests of signing in go through the page."""

    def signed_in(member: Member) -> Visitor:
        visitor = Visitor(app)
        with within(writing(), member.identity.practice_id) as session, session.begin():
            person = session.get_one(Person, member.id)
            token = sign_in.open_session(
                session, person, device="Firefox on Linux", waits_for_code=False
            )
        with visitor.client.session_transaction() as cookie:
            cookie["_user_id"] = token
        return visitor

    return signed_in


@pytest.fixture
def morgan(sign_in_as: Callable[[Member], Visitor], cast: Cast) -> Visitor:
    """The counselor of Alex and Sam and of Kim and Robin, signed in."""
    return sign_in_as(cast.morgan)


@pytest.fixture
def lee(sign_in_as: Callable[[Member], Visitor], cast: Cast) -> Visitor:
    """Another counselor of the practice, signed in."""
    return sign_in_as(cast.lee)


@pytest.fixture
def alex(sign_in_as: Callable[[Member], Visitor], cast: Cast) -> Visitor:
    """Sam’s partner, signed in."""
    return sign_in_as(cast.alex)


@pytest.fixture
def sam(sign_in_as: Callable[[Member], Visitor], cast: Cast) -> Visitor:
    """Alex’s partner, signed in."""
    return sign_in_as(cast.sam)


@pytest.fixture
def kim(sign_in_as: Callable[[Member], Visitor], cast: Cast) -> Visitor:
    """Robin’s partner, signed in."""
    return sign_in_as(cast.kim)


@pytest.fixture
def robin(sign_in_as: Callable[[Member], Visitor], cast: Cast) -> Visitor:
    """Kim’s partner, signed in."""
    return sign_in_as(cast.robin)
