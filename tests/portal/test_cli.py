"""What an operator does at a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import FlaskGroup
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.orm import Session

from couples import clock, encryption
from couples.database import Base, create_engine, for_writing
from couples.demo.people import PASSWORD, address
from couples.people import passwords
from couples.people.models import Person
from couples.walls import entering as walls
from couples.walls.building import WITHOUT
from portal import create_app
from portal import keys as key_files
from portal.settings import ConfigurationError
from tests import source
from tests.databases import PRACTICE, Addresses, Databases
from tests.page import Visitor

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Each installation here has keys of its own; the other tests go on with theirs."""
    before = encryption.current()
    yield
    encryption.use(before)


@pytest.fixture
def addresses(
    empty_database_url: str, dialect: str, all_databases: Callable[[str], Databases]
) -> Addresses:
    """Where a new installation finds its database."""
    return all_databases(dialect).addresses(empty_database_url)


@pytest.fixture
def run(addresses: Addresses, tmp_path: Path) -> Iterator[Run]:
    """Run a command on a new installation, which has neither tables nor keys."""
    engines = []

    def run(*words: str, keys: str = "keys", ends: int = 0, at: Addresses | None = None) -> Result:
        settings = (at or addresses).settings(tmp_path / keys)

        def start() -> Flask:
            app = create_app(settings)
            engines.append(app.extensions["database"])
            return app

        result = CliRunner().invoke(FlaskGroup(create_app=start), words)
        assert result.exit_code == ends, f"{result.output}\n{result.exc_info}"
        return result

    yield run
    for engine in engines:
        engine.dispose()


@pytest.fixture
def started(run: Run, addresses: Addresses, tmp_path: Path) -> Iterator[Callable[[], Flask]]:
    """The portal of that installation, as a server starts it."""
    apps: list[Flask] = []

    def start() -> Flask:
        apps.append(create_app(addresses.settings(tmp_path / "keys")))
        return apps[-1]

    yield start
    for app in apps:
        app.extensions["database"].dispose()


class TestSetup:
    def test_it_makes_keys_and_tables_and_no_practice(
        self, run: Run, started: Callable[[], Flask], tmp_path: Path
    ) -> None:
        run("setup", "--without-demo")

        assert (tmp_path / "keys" / "keyset.json").exists()
        database = started().extensions["database"]
        assert inspect(database).has_table("answer")
        with Session(database) as session:
            assert walls.list_practices(session) == []

    def test_afterwards_nobody_comes_in_not_even_with_what_opens_the_demo(
        self, run: Run, started: Callable[[], Flask]
    ) -> None:
        run("setup", "--without-demo")

        app = started()
        for name in ("morgan", "alex", "admin"):
            typed = {"Email address": address(name), "Password": PASSWORD}
            Visitor(app).open("/sign-in").press("Sign in", typed, status=422)
        with Session(app.extensions["database"]) as session:
            assert walls.list_practices(session) == []
        assert "setup --without-demo" in source.text(Path("deploy/serve"))

    def test_a_second_time_changes_nothing(self, run: Run, tmp_path: Path) -> None:
        run("setup", "--without-demo")
        before = (tmp_path / "keys" / "keyset.json").read_text()

        run("setup", "--without-demo")

        assert (tmp_path / "keys" / "keyset.json").read_text() == before

    def test_lost_keys_are_not_replaced_under_a_practice(self, run: Run, tmp_path: Path) -> None:
        run("setup", "--without-demo")
        run(*CREATE)

        refused = run("setup", "--without-demo", keys="others", ends=1)

        assert "its keys are not in" in refused.output
        assert not (tmp_path / "others").exists()

    def test_keys_of_another_installation_are_told_apart(self, run: Run, tmp_path: Path) -> None:
        run("setup", "--without-demo")
        run(*CREATE)
        key_files.make_missing(tmp_path / "others")

        refused = run("setup", "--without-demo", keys="others", ends=1)

        assert "These are not the keys" in refused.output

    @pytest.mark.slow
    def test_the_first_start_brings_the_demo_and_says_how_to_come_in(
        self, run: Run, started: Callable[[], Flask]
    ) -> None:
        told = run("setup").output

        email, password = re.findall(r"(\S+@\S+)\s+(\S+)", told)[0]
        page = Visitor(started()).open("/sign-in")
        inside = page.press("Sign in", {"Email address": email, "Password": password})
        assert inside.path == "/counselor/today"


AGE = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
CREATE = (
    *("practice", "create", "--name", "Riverside", "--counselor", "Dr. Morgan"),
    *("--email", "morgan@example.org", "--time-zone", "America/New_York"),
)


@pytest.mark.only_on("postgresql", reason="SQLite has no roles")
class TestRoles:
    def test_one_role_for_all_is_told_how_to_go_over_and_can(
        self, run: Run, addresses: Addresses, started: Callable[[], Flask]
    ) -> None:
        run("setup", "--without-demo")
        run(*CREATE)
        owner = create_engine(addresses.owner or "")
        with owner.begin() as connection:
            _as_before_there_were_walls(connection)

        one = Addresses(app=addresses.owner or "")
        refused = run("setup", "--without-demo", at=one, ends=1).output
        assert "set MENDWELL_DATABASE_OWNER_URL" in refused
        assert "also for an installation that has had one" in refused
        twice = replace(one, owner=addresses.owner)
        assert "owns its tables" in run("setup", "--without-demo", at=twice, ends=1).output
        with pytest.raises(ConfigurationError, match="owns its tables"):
            create_app(twice.settings(started().config["MENDWELL"].keys))
        assert (
            "set MENDWELL_DATABASE_BACKUP_URL"
            in run(*("backup", "--to", "nowhere", "--recipient", AGE), at=twice, ends=1).output
        )

        with owner.begin() as connection:
            _as_before_there_were_walls(connection)
        with pytest.raises(ConfigurationError, match="Nothing keeps practices apart"):
            started()
        owner.dispose()
        run("setup", "--without-demo")
        Visitor(started()).open("/sign-in")
        run("practice", "add-counselor", "--counselor", "Lee", "--email", "lee@example.org")

    def test_neither_server_nor_runner_works_where_a_power_cut_takes_words_along(
        self, run: Run, addresses: Addresses, started: Callable[[], Flask]
    ) -> None:
        run("setup", "--without-demo")
        hasty = replace(addresses, app=f"{addresses.app}&options=-csynchronous_commit%3Doff")

        for command in ("run", "once"):
            refused = run("jobs", command, at=hasty, ends=1).output
            assert "set “synchronous_commit” to “on”" in refused
        with pytest.raises(ConfigurationError, match="before its disk has it"):
            create_app(hasty.settings(started().config["MENDWELL"].keys))

    def test_the_runner_works_in_no_role_that_the_walls_do_not_hold(
        self, run: Run, addresses: Addresses
    ) -> None:
        run("setup", "--without-demo")
        owning = replace(addresses, app=addresses.owner or "")

        assert "owns its tables" in run("jobs", "once", at=owning, ends=1).output


def _as_before_there_were_walls(connection: Connection) -> None:
    for table in sorted(set(Base.metadata.tables) - set(WITHOUT)):
        connection.execute(text(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY'))
        connection.execute(text(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY'))
        connection.execute(text(f'DROP POLICY wall ON "{table}"'))


class TestPractice:
    def test_its_first_counselor_joins_by_the_printed_link(
        self, run: Run, started: Callable[[], Flask]
    ) -> None:
        run("setup", "--without-demo")

        link = run(*CREATE).output.split()[-1]

        page = Visitor(started()).open(urlsplit(link).path)
        password = "the kettle sings at seven"
        typed = {"New password": password, "The same password again": password}
        page.press("Join", typed)
        with walls.within(Session(started().extensions["database"]), PRACTICE) as session:
            assert session.scalars(select(Person)).one().joined_at is not None

    def test_another_counselor_joins_the_same_practice(
        self, run: Run, started: Callable[[], Flask]
    ) -> None:
        run("setup", "--without-demo")
        run(*CREATE)

        told = run("practice", "add-counselor", "--counselor", "Lee", "--email", "lee@example.org")

        page = Visitor(started()).open(urlsplit(told.output.split()[-1]).path)
        assert "You join as Lee With Riverside" in page.text

    def test_without_a_practice_nobody_can_be_added(self, run: Run) -> None:
        run("setup", "--without-demo")

        run(
            *("practice", "add-counselor", "--counselor", "Lee", "--email", "lee@example.org"),
            ends=1,
        )

    def test_who_lost_their_phone_comes_in_by_password_again(
        self, run: Run, started: Callable[[], Flask]
    ) -> None:
        run("setup", "--without-demo")
        run(*CREATE)
        database = for_writing(started().extensions["database"])
        with walls.within(Session(database), PRACTICE) as own, own.begin():
            person = own.scalars(select(Person)).one()
            person.password_hash = passwords.hash_password("the kettle sings at seven")
            person.totp_confirmed_at = clock.now()

        run("practice", "forget-code", "--email", "morgan@example.org")

        typed = {
            "Email address": "morgan@example.org",
            "Password": "the kettle sings at seven",
        }
        inside = Visitor(started()).open("/sign-in").press("Sign in", typed)
        assert inside.path == "/counselor/today"

    def test_the_demo_never_replaces_it(self, run: Run) -> None:
        run("setup", "--without-demo")
        run(*CREATE)

        refused = run("demo", "--reset", ends=1)

        assert "nothing was touched" in refused.output


class TestStart:
    def test_without_keys_a_server_does_not_start(self, started: Callable[[], Flask]) -> None:
        with pytest.raises(Exception, match="There are no keys to read"):
            started()
