"""A folder with keys, new databases and portals on them, for one run of the benchmarks."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from couples import encryption
from couples.database import for_writing
from couples.encryption import Keyring
from couples.identity import Identity
from couples.people.models import Person
from portal import create_app
from portal.settings import Settings
from tests import postgres
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.storm.people import signed_in_browser


@dataclass(frozen=True)
class Workshop:
    """Where a run works. `is_long` asks for the sizes that the bars name, however long it takes."""

    folder: Path
    is_long: bool

    @cached_property
    def databases(self) -> SqliteDatabases:
        """Gives each portal a name of its own."""
        return SqliteDatabases(self.folder)

    @contextmanager
    def database(self, dialect: str) -> Iterator[Portal]:
        """A portal on a new database of either kind."""
        if dialect == "sqlite":
            yield self.portal()
            return
        folder = Path(tempfile.mkdtemp(prefix="mendwell-bench-"))
        folder.chmod(0o711)
        # The tests' own PostgreSQL leaves the disk out of it; here the disk is the point.
        postgres._SETTINGS |= {"fsync": "on", "full_page_writes": "on"}
        server = postgres.Server(folder)
        try:
            portal = self.portal(PostgresDatabases(folder, server.cluster).new())
            yield portal
            portal.engine.dispose()
        finally:
            server.stop()
            shutil.rmtree(folder, ignore_errors=True)

    def settings(self, url: str | None = None) -> Settings:
        """Settings for a portal, on a new SQLite database if on no other."""
        keys = self.folder / "keys"
        if not keys.exists():
            keys.mkdir()
            encryption.use(Keyring.generate())
            (keys / "secret-key").write_text("only for this run")
            (keys / "keyset.json").write_text(encryption.current().to_json())
        url = url or self.databases.new()
        return Settings(database_url=url, keys=keys, base_url="http://localhost")

    def portal(self, url: str | None = None) -> Portal:
        """A portal in this process, on a new SQLite database if on no other."""
        settings = self.settings(url)
        app = create_app(settings)
        return Portal(settings, app, app.extensions["database"])


@dataclass(frozen=True)
class Portal:
    """An app and its database."""

    settings: Settings
    app: Flask
    engine: Engine

    def cookie_of(self, who: Identity) -> str:
        """The cookie of a browser in which `who` is signed in."""
        with Session(for_writing(self.engine)) as session, session.begin():
            return signed_in_browser(session, self.app, session.get_one(Person, who.person_id))[0]

    def opener(self, who: Identity, path: str) -> Callable[[], str]:
        """A way to open `path` as `who`, without a network between."""
        client = self.app.test_client()
        name, _, value = self.cookie_of(who).partition("=")
        client.set_cookie(name, value)

        def open_page() -> str:
            answer = client.get(path)
            assert answer.status_code == 200, f"{path}: {answer.status}"
            return answer.get_data(as_text=True)

        return open_page

    def count_statements(self, deed: Callable[[], object]) -> int:
        """How many questions `deed` asks the database."""
        asked: list[str] = []

        def note(*call: object) -> None:
            if str(call[2]).lstrip().startswith("SELECT"):
                asked.append(str(call[2]))

        event.listen(self.engine, "before_cursor_execute", note)
        deed()
        event.remove(self.engine, "before_cursor_execute", note)
        return len(asked)
