"""What does not open where it lies rings also where nobody looks at a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.notices.models import Often
from couples.notices.services import Choice, choose
from couples.people.models import Person
from portal.jobs import do_what_is_due
from portal.settings import Settings
from tests.cast import Cast
from tests.homework import give_feelings
from tests.mailbox import Mailbox

Writing = Callable[[], Session]


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """A practice with a folder of its own."""
    return replace(settings, data=tmp_path / "data")


@pytest.fixture
def alarm(settings: Settings) -> Path:
    """What is there once it rang."""
    return settings.data / "last-unopened"


def swap(writing: Writing, cast: Cast, column: str) -> None:
    """Let something of Alex lie where it belongs to Kim, and the other way round."""
    with writing() as session, session.begin():
        alex, kim = (session.get_one(Person, each.id) for each in (cast.alex, cast.kim))
        theirs = getattr(kim, column)
        setattr(kim, column, getattr(alex, column))
        setattr(alex, column, theirs)


@pytest.fixture
def moved(writing: Writing, cast: Cast) -> None:
    """A session is soon, and the name of one of the two is another's."""
    with writing() as session, session.begin():
        who, couple = cast.morgan.identity, cast.alex_and_sam.public_id
        at = clock.now() + timedelta(hours=6)
        appointments.schedule(session, who, couple, starts_at=at)
    swap(writing, cast, "name_sealed")


@pytest.mark.usefixtures("moved")
def test_it_rings_where_the_runner_prepares_a_brief(app: Flask, alarm: Path) -> None:
    do_what_is_due(app)

    assert alarm.exists()


@pytest.mark.usefixtures("moved")
def test_it_rings_where_an_operator_writes_briefs(app: Flask, alarm: Path, tmp_path: Path) -> None:
    failed = app.test_cli_runner().invoke(args=["brief", "--out", str(tmp_path / "out")])

    assert failed.exit_code == 1
    assert alarm.exists()
    assert list((tmp_path / "out").iterdir()) == []


def test_it_rings_where_reminders_are_sent(
    app: Flask, writing: Writing, cast: Cast, alarm: Path, mailbox: Mailbox
) -> None:
    smtp = f"smtp://{mailbox.host}:{mailbox.port}"
    app.config["MENDWELL"] = replace(app.config["MENDWELL"], smtp_url=smtp)
    with writing() as session, session.begin():
        give_feelings(session, cast.alex_and_sam)
        choose(session, cast.alex.identity, Choice(Often.DAILY, quiet_from=0, quiet_until=0))
    swap(writing, cast, "email_sealed")

    failed = app.test_cli_runner().invoke(args=["notices", "send"])

    assert failed.exit_code == 1
    assert alarm.exists()
    assert mailbox.letters == []


def test_whoever_verifies_the_words_rings_it_and_ends_it(
    app: Flask, writing: Writing, cast: Cast, alarm: Path
) -> None:
    swap(writing, cast, "name_sealed")
    assert app.test_cli_runner().invoke(args=["words", "verify"]).exit_code == 1
    assert alarm.exists()

    swap(writing, cast, "name_sealed")
    assert app.test_cli_runner().invoke(args=["words", "verify"]).exit_code == 0
    assert not alarm.exists()
