"""A backup comes each night, old ones go, and a missed one is told to whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.services import add_person, found_practice
from couples.identity import Role
from couples.people import sign_in
from tests.cast import Cast, Member, joined
from tests.page import Visitor
from tests.portal.backups.running import run, stamp

PAGE = "/counselor/practice"

pytestmark = pytest.mark.on_both("each database is copied in its own way")


def test_each_night_one_is_added_and_only_old_ones_go(
    app: Flask, backup: Path, identity: pyrage.x25519.Identity
) -> None:
    folder = backup.parent
    (folder / "mendwell-2020-01-01T030000Z.age").write_text("long ago")
    (folder / "mendwell-notes.txt").write_text("somebody else's")
    (folder / "other-2020-01-01T030000Z.age").write_text("somebody else's")
    by_night = {
        "MENDWELL_BACKUP_TO": str(folder),
        "MENDWELL_BACKUP_RECIPIENT": str(identity.to_public()),
    }

    with clock.at(clock.now() + timedelta(days=1)):
        told = app.test_cli_runner().invoke(args=["backup", "--keep-days", "35"], env=by_night)
    assert told.exit_code == 0, told.output

    assert "Deleted" in told.output
    left = {path.name for path in folder.iterdir()}
    assert backup.name in left
    assert {"mendwell-notes.txt", "other-2020-01-01T030000Z.age"} < left
    assert "mendwell-2020-01-01T030000Z.age" not in left
    assert len(left) == 4


def test_an_old_one_that_cannot_be_deleted_is_named_and_the_others_go(
    app: Flask, backup: Path, identity: pyrage.x25519.Identity
) -> None:
    folder = backup.parent
    stays = folder / "mendwell-2020-01-01T030000Z.age"
    stays.mkdir()
    goes = folder / "mendwell-2020-01-02T030000Z.age"
    goes.write_text("long ago")

    with clock.at(clock.now() + timedelta(days=1)):
        words = ("--recipient", str(identity.to_public()), "--keep-days", "35")
        told = run(app, "backup", "--to", str(folder), *words)

    assert f"{stays} is older, and cannot be deleted: do so yourself." in told
    assert f"Deleted {goes}" in told
    assert stays.exists()
    assert not goes.exists()


def test_one_that_cannot_be_noted_is_made_all_the_same(
    app: Flask, backup: Path, identity: pyrage.x25519.Identity, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("and no folder")
    app.config["MENDWELL"] = replace(app.config["MENDWELL"], data=tmp_path / "a file")

    told = run(app, "backup", "--to", str(tmp_path / "b"), "--recipient", str(identity.to_public()))

    assert "could not be noted" in told
    [made] = (tmp_path / "b").iterdir()
    assert made.stat().st_size > 0


def test_whoever_owns_the_practice_is_told_of_a_night_without_one_and_nobody_else(
    app: Flask,
    cast: Cast,
    identity: pyrage.x25519.Identity,
    tmp_path: Path,
    sign_in_as: Callable[[Member], Visitor],
) -> None:
    stamp(app)
    start = clock.now()
    missing = "No backup was made lately"

    def told_at(hours: int, member: Member = cast.morgan) -> str:
        with clock.at(start + timedelta(hours=hours)):
            return sign_in_as(member).open("/counselor/today").text

    assert missing not in told_at(20)
    assert missing in told_at(40)
    assert missing not in told_at(40, cast.lee)
    with clock.at(start + timedelta(hours=40)):
        assert "None has been made on this machine." in sign_in_as(cast.morgan).open(PAGE).text
        run(app, "backup", "--to", str(tmp_path / "b"), "--recipient", str(identity.to_public()))
        assert "The last one was made on" in sign_in_as(cast.morgan).open(PAGE).text
    assert missing not in told_at(60)
    assert missing in told_at(80)
    (app.config["MENDWELL"].data / "last-backup").write_text("no moment")
    assert missing in told_at(80)
    (app.config["MENDWELL"].data / "last-backup").write_text("2096-11-23T17:00:00")
    assert missing in told_at(80), "A moment in no zone is none."


def test_a_demo_is_told_of_nothing_also_beside_an_old_note(
    app: Flask, cast: Cast, writing: Callable[[], Session], morgan: Visitor
) -> None:
    missing = "No backup was made lately"
    data: Path = app.config["MENDWELL"].data
    data.mkdir()
    (data / "last-backup").write_text("2020-01-01T03:00:00+00:00")
    with writing() as session, session.begin():
        demo = found_practice(session, name="Demo", time_zone="UTC")
        demo.is_demo = True
        payload = {"name": "Dr. Quinn", "email": "quinn@example.org", "time_zone": "UTC"}
        owner = add_person(session, demo, role=Role.COUNSELOR, **payload)
        joined(owner, "Quinn")
        token = sign_in.open_session(session, owner, device="Firefox", waits_for_code=False)
    quinn = Visitor(app)
    with quinn.client.session_transaction() as cookie:
        cookie["_user_id"] = token

    assert missing in morgan.open("/counselor/today").text
    assert missing not in quinn.open("/counselor/today").text
