"""A backup tells nobody anything, comes back whole into an empty place, and opens no old door."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from alembic.script import ScriptDirectory
from click.testing import Result
from flask import Flask
from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from couples import clock
from couples.copies.models import Reader
from couples.models import (
    Answer,
    Invitation,
    KeptCopy,
    Person,
    RecordYes,
    RecoveryCode,
    UserSession,
)
from couples.people import invitations
from couples.walls import building as walls
from couples.walls.entering import within
from portal import create_app
from portal.roles import as_owner
from tests.cast import Cast, Member
from tests.couples.copies.scene import hand_out, keep
from tests.databases import Databases
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.page import Visitor
from tests.postgres import APP, BACKUP
from tests.source import ROOT

pytestmark = pytest.mark.on_both("each database is copied in its own way")

WORDS = "canary of the backup"
PAGE = "/counselor/practice"


def run(app: Flask, *words: str, ends: int = 0) -> str:
    result: Result = app.test_cli_runner().invoke(args=list(words))
    assert result.exit_code == ends, f"{result.output}\n{result.exc_info}"
    return result.output


@pytest.fixture(autouse=True)
def _data_of_its_own(app: Flask, tmp_path: Path) -> None:
    app.config["MENDWELL"] = replace(app.config["MENDWELL"], data=tmp_path / "data")


@pytest.fixture
def identity(tmp_path: Path) -> pyrage.x25519.Identity:
    """What somebody keeps away from the server."""
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def identity_file(identity: pyrage.x25519.Identity, tmp_path: Path) -> Path:
    path = tmp_path / "identity.txt"
    path.write_text(f"# created: today\n{identity}\n")
    return path


@pytest.fixture
def backup(
    app: Flask,
    cast: Cast,
    writing: Callable[[], Session],
    alex: Visitor,
    identity: pyrage.x25519.Identity,
    tmp_path: Path,
) -> Path:
    """Alex handed something in and is signed in, Sam has an open invitation; then a backup."""
    with app.app_context(), as_owner() as owner, owner.begin() as connection:
        _stamp(connection)
    with writing() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam)
        hand_in(session, cast.alex, given, {**FEELINGS, "joy": WORDS})
        invitations.invite(session, cast.morgan.identity, session.get_one(Person, cast.sam.id))
        alex_of = {"practice_id": given.practice_id, "person_id": cast.alex.id}
        session.add(RecoveryCode(**alex_of, code_hash="a" * 64))
        session.add(RecordYes(**alex_of, couple_id=given.couple_id, text="What both may read"))
        hand_out(session, cast, Reader.PARTNER, cast.alex)
        keep(session, cast, Reader.COUNSELOR)
    cut_off = tmp_path / "out" / ".backup-cut-off"
    cut_off.mkdir(parents=True)
    (cut_off / "copy").write_text("Not encrypted yet")
    os.utime(cut_off, (0, 0))
    run(app, "backup", "--to", str(tmp_path / "out"), "--recipient", str(identity.to_public()))
    [path] = (tmp_path / "out").iterdir()
    return path


def _stamp(connection: Connection) -> None:
    """The tables of a test are made at once and not by revisions: say which they are like."""
    revisions = ScriptDirectory(str(ROOT / "migrations"))
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
    newest = {"newest": revisions.get_current_head()}
    connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), newest)
    walls.open_to(connection, app=APP, backup=BACKUP)


@pytest.fixture
def elsewhere(
    dialect: str, all_databases: Callable[[str], Databases], keys_folder: Path, app: Flask
) -> Iterator[Flask]:
    """Another machine: the keys were brought there, and there is no database."""
    databases = all_databases(dialect)
    url = databases.new_without_tables()
    other = create_app(databases.addresses(url).settings(keys_folder))
    other.testing = True
    yield other
    other.extensions["database"].dispose()
    databases.drop(url)


def test_it_comes_back_whole_and_opens_no_old_door(
    backup: Path, elsewhere: Flask, identity_file: Path, alex: Visitor, cast: Cast
) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    assert list(backup.parent.iterdir()) == [backup], "Nothing in the clear is left beside it."
    for words in (b"SQLite format", b"Riverside", b"answer", WORDS.encode()):
        assert words not in backup.read_bytes()

    told = run(elsewhere, "restore", str(backup), "--identity", str(identity_file))

    assert "Brought back" in told
    assert "The history is whole" in run(elsewhere, "history", "verify")
    with within(Session(elsewhere.extensions["database"]), cast.practice_id) as session:
        answers = session.scalars(select(Answer)).all()
        assert WORDS in {answer.words for answer in answers}
        assert session.scalar(select(func.count()).select_from(UserSession)) == 0
        open_links = select(Invitation).where(
            Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
        )
        assert session.scalars(open_links).all() == []
        assert session.scalars(select(RecoveryCode)).all() == []
        assert all(each.taken_back_at for each in session.scalars(select(RecordYes)))
        alexs, own = session.scalars(select(KeptCopy).order_by(KeptCopy.id))
        assert (alexs.is_out, alexs.printed, alexs.made_from) == (False, None, None)
        assert own.has_words, "What a counselor keeps was out to nobody."
    with alex.client.session_transaction() as cookie:
        token = cookie["_user_id"]
    again = Visitor(elsewhere)
    with again.client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert "Sign in" in again.open("/partner/this-week").text

    refused = run(elsewhere, "restore", str(backup), "--identity", str(identity_file), ends=1)
    assert "There is a database already" in refused


def test_a_flipped_bit_and_another_identity_open_nothing(
    backup: Path, elsewhere: Flask, identity_file: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.age"
    sealed = bytearray(backup.read_bytes())
    sealed[len(sealed) // 2] ^= 1
    damaged.write_bytes(sealed)
    assert "does not open" in run(
        elsewhere, "restore", str(damaged), "--identity", str(identity_file), ends=1
    )

    identity_file.write_text(str(pyrage.x25519.Identity.generate()))
    assert "does not open" in run(
        elsewhere, "restore", str(backup), "--identity", str(identity_file), ends=1
    )
    identity_file.write_text("no identity")
    assert "holds no identity" in run(
        elsewhere, "restore", str(backup), "--identity", str(identity_file), ends=1
    )


def test_a_recipient_that_is_none_is_refused(app: Flask, cast: Cast, tmp_path: Path) -> None:
    told = run(app, "backup", "--to", str(tmp_path), "--recipient", "age1nobody", ends=1)

    assert "A recipient looks like" in told
    assert list(tmp_path.glob("*.age")) == []


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
    with app.app_context(), as_owner() as owner, owner.begin() as connection:
        _stamp(connection)
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
