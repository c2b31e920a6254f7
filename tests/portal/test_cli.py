"""What an operator does at a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import FlaskGroup
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from couples import clock, encryption
from couples.caseload.models import Practice
from couples.database import for_writing
from couples.people import passwords
from couples.people.models import Person
from portal import create_app
from portal import keys as key_files
from portal.settings import Settings
from tests.page import Visitor

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Each installation here has keys of its own; the other tests go on with theirs."""
    before = encryption.current()
    yield
    encryption.use(before)


@pytest.fixture
def run(empty_database_url: str, tmp_path: Path) -> Iterator[Run]:
    """Run a command on a new installation, which has neither tables nor keys."""
    engines = []

    def run(*words: str, keys: str = "keys", ends: int = 0) -> Result:
        settings = Settings(
            database_url=empty_database_url,
            keys=tmp_path / keys,
            base_url="http://localhost",
        )

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
def started(run: Run, empty_database_url: str, tmp_path: Path) -> Iterator[Callable[[], Flask]]:
    """The portal of that installation, as a server starts it."""
    apps: list[Flask] = []

    def start() -> Flask:
        apps.append(
            create_app(
                Settings(
                    database_url=empty_database_url,
                    keys=tmp_path / "keys",
                    base_url="http://localhost",
                )
            )
        )
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
            assert session.scalars(select(Practice)).all() == []

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


CREATE = (
    *("practice", "create", "--name", "Riverside", "--counselor", "Dr. Morgan"),
    *("--email", "morgan@example.org", "--time-zone", "America/New_York"),
)


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
        with Session(started().extensions["database"]) as session:
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
        with Session(for_writing(started().extensions["database"])) as own, own.begin():
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
