"""A practice of some size comes back whole, and `make prove` prints how long that took."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.history import services as history
from couples.models import Assignment, Couple, HistoryEntry, Submission
from couples.walls.entering import within
from tests.benchmarks.caseload import Caseload, enter_hand_ins, open_practice
from tests.patience import is_at_length, wait_for_hours
from tests.portal.backups.running import run, stamp

COUPLES, HAND_INS, LINES = (40, 100_000, 100_000) if is_at_length() else (2, 400, 400)
DAYS = 1300
"""Over which the hand-ins are spread, so that each has a day or a week of its own."""
AT_ONCE = 2_000

pytestmark = pytest.mark.on_both("each database is copied in its own way")


def test_it_comes_back_with_every_hand_in_and_every_line_of_its_history(
    app: Flask,
    elsewhere: Flask,
    identity: pyrage.x25519.Identity,
    identity_file: Path,
    tmp_path: Path,
    dialect: str,
    record_property: Callable[[str, object], None],
) -> None:
    if is_at_length():
        wait_for_hours()
    stamp(app)
    engine = app.extensions["database"]
    morgan = open_practice(engine, couples=COUPLES, hand_ins=0)
    enter_hand_ins(engine, morgan, HAND_INS, newest=clock.now(), days=DAYS)
    _write_lines(app, morgan)
    _write_a_note(app, morgan)
    practice_id = morgan.counselor.practice_id
    before = _counted(app, practice_id)
    assert min(before) >= HAND_INS

    began = time.monotonic()
    run(app, "backup", "--to", str(tmp_path / "b"), "--recipient", str(identity.to_public()))
    kept = time.monotonic()
    [path] = (tmp_path / "b").iterdir()
    run(elsewhere, "restore", str(path), "--identity", str(identity_file))
    back = time.monotonic()

    assert _counted(elsewhere, practice_id) == before
    said = {"hand_ins": before[0], "lines": before[1], "kept": kept - began, "back": back - kept}
    record_property("restored", {"on": dialect, **said})


def _write_lines(app: Flask, morgan: Caseload) -> None:
    engine = app.extensions["database"]
    for _batch in range(-(-LINES // AT_ONCE)):
        with (
            within(Session(for_writing(engine)), morgan.counselor.practice_id) as session,
            session.begin(),
        ):
            couple = session.get_one(Couple, next(iter(morgan.couples)))
            for _line in range(min(AT_ONCE, LINES)):
                history.record(session, morgan.counselor, "couple:look", couple)


def _write_a_note(app: Flask, morgan: Caseload) -> None:
    """The many hand-ins hold bytes that nobody sealed; by this, the keys are seen to fit."""
    engine = for_writing(app.extensions["database"])
    with within(Session(engine), morgan.counselor.practice_id) as session, session.begin():
        session.scalars(select(Assignment)).all()[0].note = "Take your time with it."


def _counted(app: Flask, practice_id: int) -> tuple[int, int]:
    with within(Session(app.extensions["database"]), practice_id) as session:
        found = (
            session.scalar(select(func.count()).select_from(each)) or 0
            for each in (Submission, HistoryEntry)
        )
        hand_ins, lines = found
        return hand_ins, lines
