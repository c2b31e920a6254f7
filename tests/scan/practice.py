"""A practice to be scanned: the world of every route, on a real server, in a passing folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import encryption
from couples.database import for_writing
from couples.people.models import Person, UserSession
from portal import create_app
from portal.settings import Settings
from tests.cast import Cast, Member, invite_cast
from tests.databases import SqliteDatabases
from tests.portal.test_routes import LEAVES, paths, rules
from tests.portal.world import NOT_HERE, World, build
from tests.storm.people import signed_in_browser
from tests.storm.server import HOST, Server

ASKED = ("copy", "find", "week", "weeks", "day", "from", "to", "next", "couple", "show", "sort")
"""What pages read from their address, and one thing that none does."""


@dataclass(frozen=True, slots=True)
class Practice:
    """Where it is served, who is in it, and what there is to open."""

    app: Flask
    address: str
    cast: Cast
    world: World
    folder: Path

    def cookie_of(self, member: Member) -> str:
        """The cookie of a browser in which somebody is signed in."""
        with Session(for_writing(self.app.extensions["database"])) as session, session.begin():
            person = session.get_one(Person, member.id)
            cookie, _token = signed_in_browser(session, self.app, person)
        return cookie

    def newest_device(self, member: Member) -> int:
        """
        The browser that they signed in at last, which says whether a scanner is signed in too.

        How many there are says nothing: a scanner also presses what ends all the others.
        """
        theirs = select(func.max(UserSession.id)).where(UserSession.person_id == member.id)
        with Session(self.app.extensions["database"]) as session:
            return session.scalar(theirs) or 0

    def pages_of(self, member: Member) -> list[str]:
        """The pages that they can open, one of each kind."""
        client, found = self.app.test_client(), []
        name, _, value = self.cookie_of(member).partition("=")
        client.set_cookie(name, value)
        for rule in rules(self.app):
            if "GET" not in (rule.methods or ()) or rule.endpoint in LEAVES:
                continue
            for path in paths(self.app, rule, self.world):
                answer = None if NOT_HERE in path else client.get(path)
                if answer is not None and answer.status_code == 200:
                    found.append(path)
                    break
        return found


@contextmanager
def opened() -> Iterator[Practice]:
    """Everything is gone behind the block."""
    with tempfile.TemporaryDirectory(prefix="mendwell-scan-") as place:
        folder = Path(place)
        encryption.use(encryption.Keyring.generate())
        keys = folder / "keys"
        keys.mkdir()
        (keys / "secret-key").write_text("only for this scan", encoding="utf-8")
        (keys / "keyset.json").write_text(encryption.current().to_json(), encoding="utf-8")
        url = SqliteDatabases(folder).new()
        settings = Settings(database_url=url, keys=keys, base_url="http://localhost")
        app = create_app(settings)
        database = app.extensions["database"]
        with Session(for_writing(database), expire_on_commit=False) as session, session.begin():
            cast = invite_cast(session)
            world = build(session, cast)
        with Server(settings, folder) as server:
            yield Practice(app, f"http://{HOST}:{server.port}", cast, world, folder)
        database.dispose()
