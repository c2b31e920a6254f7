"""What does not open where it lies rings also where nobody looks at a page."""

from __future__ import annotations

import re
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
from tests.reports.paper import printed

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
def moved(writing: Writing, cast: Cast, soon: str) -> None:
    """A session is soon, and the name of one of the two is another's."""
    swap(writing, cast, "name_sealed")


@pytest.mark.usefixtures("moved")
def test_it_rings_where_the_runner_prepares_a_brief(app: Flask, alarm: Path) -> None:
    do_what_is_due(app)

    assert alarm.exists()


@pytest.mark.usefixtures("moved")
def test_it_rings_where_an_operator_writes_briefs_and_the_next_couple_gets_theirs(
    app: Flask, writing: Writing, cast: Cast, alarm: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with writing() as session, session.begin():
        who, couple = cast.lee.identity, cast.noor_and_jo.public_id
        at = clock.now() + timedelta(hours=7)
        appointments.schedule(session, who, couple, starts_at=at)

    failed = app.test_cli_runner().invoke(args=["brief", "--out", str(out)])

    assert failed.exit_code == 1
    assert alarm.exists()
    [written] = out.iterdir()
    assert "Noor and Jo" in printed(written.read_bytes())
    missing = rf"brief-[0-9-]{{15}}-1\.pdf was not made: .*\|{cast.alex.public_id}\|-\n"
    assert re.search(missing, failed.output)
    assert "1 brief could not be made." in failed.output
    assert not [each.name for each in cast.everybody if each.name in failed.output]


def test_it_rings_where_reminders_are_sent_and_the_next_person_gets_theirs(
    app: Flask,
    writing: Writing,
    cast: Cast,
    alarm: Path,
    mailbox: Mailbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    smtp = f"smtp://{mailbox.host}:{mailbox.port}"
    app.config["MENDWELL"] = replace(app.config["MENDWELL"], smtp_url=smtp)
    with writing() as session, session.begin():
        give_feelings(session, cast.alex_and_sam)
        for member in (cast.alex, cast.sam):
            choose(session, member.identity, Choice(Often.DAILY, quiet_from=0, quiet_until=0))
    swap(writing, cast, "email_sealed")

    failed = app.test_cli_runner().invoke(args=["notices", "send"])

    assert failed.exit_code == 1
    assert "Reminders sent: 1\n" in failed.output
    assert "because something did not open where it lies: 1\n" in failed.output
    assert f"person.email_sealed|{cast.alex.public_id}|-" in caplog.text
    assert cast.alex.email not in failed.output + caplog.text
    assert alarm.exists()
    assert [letter["To"] for letter in mailbox.letters] == [cast.sam.email]
    alarm.unlink()
    do_what_is_due(app)
    assert alarm.exists()


def test_whoever_verifies_the_words_rings_it_and_ends_it(
    app: Flask, writing: Writing, cast: Cast, alarm: Path
) -> None:
    swap(writing, cast, "name_sealed")
    assert app.test_cli_runner().invoke(args=["words", "verify"]).exit_code == 1
    assert alarm.exists()

    swap(writing, cast, "name_sealed")
    assert app.test_cli_runner().invoke(args=["words", "verify"]).exit_code == 0
    assert not alarm.exists()
