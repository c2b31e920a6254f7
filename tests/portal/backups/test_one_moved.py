"""One sealed text that somebody moved keeps nobody from making a backup; wrong keys do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from couples.encryption import Purpose, current
from couples.models import Person
from tests.cast import Cast, Member
from tests.portal.backups.running import run

pytestmark = pytest.mark.on_both("each database is copied in its own way")

Move = Callable[[Member], None]


@pytest.fixture
def move_secret(writing: Callable[[], Session]) -> Move:
    """Put the secret of an authenticator app where it was not sealed for."""

    def move(member: Member) -> None:
        with writing() as session, session.begin():
            elsewhere = current().seal(Purpose.FACTORS, "a secret", "elsewhere")
            session.get_one(Person, member.id).totp_secret_sealed = elsewhere

    return move


@pytest.mark.usefixtures("backup")
def test_a_single_secret_that_was_moved_stops_no_backup_and_no_restore_and_is_warned_of(
    app: Flask,
    cast: Cast,
    move_secret: Move,
    elsewhere: Flask,
    identity: pyrage.x25519.Identity,
    identity_file: Path,
    tmp_path: Path,
) -> None:
    move_secret(cast.alex)
    warned = "is the only one that is sealed for: factors. “words verify” names it."

    words = ("--to", str(tmp_path / "again"), "--recipient", str(identity.to_public()))
    assert warned in run(app, "backup", *words)

    [made] = (tmp_path / "again").iterdir()
    told = run(elsewhere, "restore", str(made), "--identity", str(identity_file))
    assert warned in told
    assert "Brought back" in told


@pytest.mark.usefixtures("backup")
def test_where_two_do_not_open_and_none_does_no_backup_is_made(
    app: Flask,
    cast: Cast,
    move_secret: Move,
    identity: pyrage.x25519.Identity,
    tmp_path: Path,
) -> None:
    move_secret(cast.alex)
    move_secret(cast.sam)

    words = ("--to", str(tmp_path / "again"), "--recipient", str(identity.to_public()))
    told = run(app, "backup", *words, ends=1)

    assert "What does not open is sealed for: factors." in told
    assert list((tmp_path / "again").iterdir()) == []
