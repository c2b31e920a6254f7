"""Enrolling a whole caseload costs a few statements a couple, however long its history is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload import services as caseload
from couples.caseload.models import ConfidentialityPolicy
from couples.caseload.queries import list_couples
from couples.caseload.services import NewPartner
from couples.programmes import enrolling
from couples.programmes.board import list_positions
from couples.programmes.rehearsing import Wish
from tests.cast import TIME_ZONE, Cast, Pair
from tests.courses import enrol, wish
from tests.homework import FEELINGS, give_feelings, hand_in

COUPLES = 40
MOST_A_COUPLE = 40
MONDAY = datetime(2026, 11, 2, 15, tzinfo=UTC)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """Every statement that reaches the database meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(connection, "before_cursor_execute", note)


@pytest.fixture
def caseload_of_forty(session: Session, cast: Cast) -> list[str]:
    """The public ids of forty couples of Dr. Morgan’s."""
    ids = [cast.alex_and_sam.public_id, cast.kim_and_robin.public_id]
    for number in range(COUPLES - len(ids)):
        couple = caseload.add_couple(
            session,
            cast.morgan.identity,
            partners=(
                NewPartner(f"One {number}", f"one{number}@example.org"),
                NewPartner(f"Other {number}", f"other{number}@example.org"),
            ),
            policy=ConfidentialityPolicy.NO_SECRETS,
            time_zone=TIME_ZONE,
        )
        ids.append(couple.public_id)
    return ids


def with_a_past(session: Session, pair: Pair, weeks: int) -> None:
    """Let a couple have handed in a check-in each week for long."""
    for week in range(weeks, 0, -1):
        with clock.at(MONDAY - timedelta(weeks=week)):
            given = give_feelings(session, pair)
            for partner in pair.partners:
                hand_in(session, partner, given, FEELINGS)
            given.closed_at, given.open_key = clock.now(), None


def count(session: Session, cast: Cast, ids: list[str]) -> int:
    """The statements of enrolling all of them, with what is due before and after it."""
    firsts = {
        couple.public_id: couple.partners[0].public_id
        for couple in list_couples(session, cast.morgan.identity)
    }
    usual = wish(session, "calm-and-repair", cast.alex_and_sam)
    asked = Wish(usual.programme_id, tuple(ids), first=firsts, may_be_heavy=True)
    session.flush()
    session.expire_all()
    with counted(session) as statements:
        enrolling.enrol(session, cast.morgan.identity, asked, token="all of them")
        session.flush()
    return len(statements)


@pytest.mark.parametrize("weeks", [0, 30])
def test_forty_couples_begin_in_under_forty_statements_each(
    session: Session, cast: Cast, caseload_of_forty: list[str], weeks: int
) -> None:
    with_a_past(session, cast.alex_and_sam, weeks)
    with clock.at(MONDAY):
        statements = count(session, cast, caseload_of_forty)

        assert len(list_positions(session, cast.morgan.identity)) == COUPLES
    assert statements < COUPLES * MOST_A_COUPLE


def test_the_history_adds_no_statement(
    session: Session, cast: Cast, caseload_of_forty: list[str]
) -> None:
    found = []
    for weeks in (0, 20):
        with session.begin_nested() as savepoint:
            with_a_past(session, cast.alex_and_sam, weeks)
            with clock.at(MONDAY):
                found.append(count(session, cast, caseload_of_forty))
            savepoint.rollback()

    assert found[0] == found[1]


def test_the_board_asks_the_same_for_one_couple_and_for_forty(
    session: Session, cast: Cast, caseload_of_forty: list[str]
) -> None:
    found = []
    with clock.at(MONDAY):
        enrol(session, "calm-and-repair", cast.alex_and_sam)
        for _ in range(2):
            session.flush()
            session.expire_all()
            with counted(session) as statements:
                list_positions(session, cast.morgan.identity)
            found.append(len(statements))
            if len(found) == 1:
                count(session, cast, caseload_of_forty)

    assert found[0] == found[1]
