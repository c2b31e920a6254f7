"""The revision that lets a gate hold seals alone changes nothing that was held or told before."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.exercises.definition import Gate
from couples.models import GateSetting, SafetyFlag
from couples.safety import services
from couples.safety.telling import tell_of_fear
from portal import schema
from tests.cast import Cast, invite_cast

BEFORE = "0044"
SETTINGS = text("SELECT id, public_id, gate, is_held, set_by_id FROM gate_setting ORDER BY id")
FLAGS = text("SELECT id, public_id, kind, person_id FROM safety_flag ORDER BY id")


def _all(empty: Engine) -> list[list[tuple[object, ...]]]:
    with empty.connect() as connection:
        return [[tuple(row) for row in connection.execute(each)] for each in (SETTINGS, FLAGS)]


def _told_aloud(empty: Engine) -> Cast:
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        tell_of_fear(session, cast.alex.identity, words="he reads my phone")
        id_, morgan = cast.alex_and_sam.public_id, cast.morgan.identity
        services.set_gate(session, morgan, id_, Gate.G1, held=False)
    return cast


def test_what_was_held_before_was_held_for_homework_to_rest(empty: Engine) -> None:
    schema.upgrade(empty)
    _told_aloud(empty)
    before = _all(empty)
    assert [len(rows) for rows in before] == [2, 1]

    schema.downgrade(empty, BEFORE)
    assert _all(empty) == before
    schema.upgrade(empty)

    assert _all(empty) == before
    with Session(empty) as session:
        assert session.scalars(select(GateSetting.is_quiet)).all() == [False, False]
        assert session.scalars(select(SafetyFlag.is_quiet)).all() == [False]


def test_it_does_not_go_back_where_homework_would_rest_for_a_quiet_word(empty: Engine) -> None:
    schema.upgrade(empty)
    cast = _told_aloud(empty)
    with Session(for_writing(empty)) as session, session.begin():
        tell_of_fear(session, cast.sam.identity, quietly=True)
    before = _all(empty)

    with pytest.raises(RuntimeError, match="1 times seals were held quietly"):
        schema.downgrade(empty, BEFORE)

    assert _all(empty) == before
    with Session(empty) as session:
        assert session.scalars(select(SafetyFlag.is_quiet)).all() == [False, True]
