"""A backup tells nobody anything, comes back whole into an empty place, and opens no old door."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.models import (
    Answer,
    Invitation,
    KeptCopy,
    RecordYes,
    RecoveryCode,
    UserSession,
)
from couples.walls.entering import within
from tests.cast import Cast
from tests.page import Visitor
from tests.portal.backups.conftest import WORDS
from tests.portal.backups.running import run

pytestmark = pytest.mark.on_both("each database is copied in its own way")


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
