"""Whoever changes the history from outside is found at the very line."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from couples.caseload.models import Practice
from couples.database import for_writing
from couples.history import chain
from couples.history import services as history
from couples.history.models import HistoryEntry
from couples.history.verifying import Break, Head, first_break, head_of
from couples.people.models import Person
from tests.cast import Cast, invite_cast
from tests.couples.history.tampering import tamper

THE_LAST = """
    DELETE FROM history_entry WHERE position = (SELECT max(position) FROM history_entry)
"""


@pytest.fixture
def cast(fresh_database: Engine) -> Cast:
    """Everybody has joined, and some lines were written."""
    with Session(for_writing(fresh_database)) as session, session.begin():
        cast = invite_cast(session)
    for event in ("couple:one", "couple:two", "couple:three"):
        write(fresh_database, cast, event)
    return cast


@pytest.fixture
def lines(fresh_database: Engine, cast: Cast) -> int:
    """How many lines there are so far."""
    return check_head(fresh_database).position


def check_head(engine: Engine) -> Head:
    with Session(engine) as session:
        return head_of(session, session.scalars(select(Practice)).one())


def check(engine: Engine, known: Head | None = None) -> Break | None:
    with Session(engine) as session:
        return first_break(session, session.scalars(select(Practice)).one(), known)


def write(engine: Engine, cast: Cast, event: str = "couple:see") -> None:
    with Session(for_writing(engine)) as session, session.begin():
        history.record(session, cast.morgan.identity, event, session.get_one(Person, cast.sam.id))


def test_every_line_has_its_place_and_the_whole_is_whole(
    fresh_database: Engine, lines: int
) -> None:
    with Session(fresh_database) as session:
        places = session.scalars(select(HistoryEntry.position).order_by(HistoryEntry.position))
        assert list(places) == list(range(1, lines + 1))
    assert lines > 5
    assert check(fresh_database) is None
    assert check(fresh_database, check_head(fresh_database)) is None


@pytest.mark.parametrize(
    ("statement", "position", "why"),
    [
        ("UPDATE history_entry SET event = 'x:y' WHERE position = 3", 3, "not as it was written"),
        ("UPDATE history_entry SET actor_id = NULL WHERE position = 2", 2, "not as it was"),
        ("UPDATE history_entry SET place = 'x' WHERE position = 4", 4, "not as it was"),
        ("DELETE FROM history_entry WHERE position = 3", 3, "is missing"),
        ("DELETE FROM history_entry WHERE position = 1", 1, "is missing"),
        ("UPDATE history_entry SET position = NULL, mark = NULL WHERE position = 3", 3, "missing"),
    ],
)
def test_the_first_line_that_was_changed_is_named(
    fresh_database: Engine, lines: int, statement: str, position: int, why: str
) -> None:
    with Session(fresh_database) as session:
        row = session.scalar(
            select(HistoryEntry.public_id).where(HistoryEntry.position == position)
        )

    tamper(fresh_database, statement)

    found = check(fresh_database)
    assert found is not None
    assert found.position == position
    assert why in found.why
    assert found.row == (None if "missing" in why else row)


def test_a_line_from_another_place_does_not_fit(fresh_database: Engine, lines: int) -> None:
    tamper(fresh_database, "UPDATE history_entry SET position = 1000 WHERE position = 2")
    tamper(fresh_database, "UPDATE history_entry SET position = 2 WHERE position = 4")
    tamper(fresh_database, "UPDATE history_entry SET position = 4 WHERE position = 1000")

    found = check(fresh_database)

    assert found is not None
    assert found.position == 2


def test_a_line_put_in_from_outside_is_named(
    fresh_database: Engine, cast: Cast, lines: int
) -> None:
    tamper(
        fresh_database,
        "INSERT INTO history_entry (public_id, created_at, practice_id, event, subject_id) "
        "SELECT 'forged', created_at, practice_id, event, subject_id FROM history_entry "
        "WHERE position = 1",
    )

    found = check(fresh_database)

    assert found is not None
    assert (found.row, found.why) == ("forged", "was put in from outside")


def test_a_missing_end_is_found_by_an_earlier_head(
    fresh_database: Engine, cast: Cast, lines: int
) -> None:
    write(fresh_database, cast)
    known = check_head(fresh_database)
    tamper(fresh_database, THE_LAST)
    assert check(fresh_database) is None, "The rest of it is whole."

    found = check(fresh_database, Head.from_text(str(known)))
    assert found is not None
    assert found.position == lines + 1

    # Another line in its place is not that line.
    write(fresh_database, cast, "couple:forget")
    found = check(fresh_database, known)
    assert found is not None
    assert (found.position, found.why) == (lines + 1, "is another one")


def test_what_was_undone_leaves_no_gap(fresh_database: Engine, cast: Cast, lines: int) -> None:
    morgan = cast.morgan.identity
    with Session(for_writing(fresh_database)) as session, session.begin():
        sam = session.get_one(Person, cast.sam.id)
        history.record(session, morgan, "couple:first", sam)
        savepoint = session.begin_nested()
        history.record(session, morgan, "couple:undone", sam)
        session.flush()
        savepoint.rollback()
        with session.begin_nested():
            history.record(session, morgan, "couple:second", sam)
    with Session(for_writing(fresh_database)) as session:
        history.record(session, morgan, "couple:never", session.get_one(Person, cast.sam.id))
        session.rollback()

    assert check(fresh_database) is None
    with Session(fresh_database) as session:
        events = session.scalars(
            select(HistoryEntry.event)
            .where(HistoryEntry.position > lines)
            .order_by(HistoryEntry.position)
        )
        assert list(events) == ["couple:first", "couple:second"]


def test_what_was_written_before_there_was_a_chain_joins_it(
    fresh_database: Engine, cast: Cast, lines: int
) -> None:
    tamper(fresh_database, "UPDATE history_entry SET position = NULL, mark = NULL")
    assert check(fresh_database) is not None

    with Session(for_writing(fresh_database)) as session, session.begin():
        sam = session.get_one(Person, cast.sam.id)
        history.record(session, cast.morgan.identity, "couple:new", sam)
        chain.seal_older(session)

    assert check(fresh_database) is None
    assert check_head(fresh_database).position == lines + 1


def at_once(count: int, act: Callable[[int], None]) -> None:
    barrier = Barrier(count)

    def one(number: int) -> None:
        barrier.wait()
        act(number)

    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(one, number) for number in range(count)]:
            done.result()


def test_many_who_write_at_the_same_moment_make_one_chain(
    fresh_database: Engine, cast: Cast, lines: int
) -> None:
    """Half of them also change rows in opposite orders of the lines they write."""

    def act(number: int) -> None:
        for turn in range(10):
            with Session(for_writing(fresh_database)) as session, session.begin():
                person = session.get_one(Person, (cast.sam, cast.kim)[number % 2].id)
                history.record(session, cast.morgan.identity, "couple:see", person)
                session.flush()
                person.locale = f"x{turn}"

    at_once(6, act)

    assert check(fresh_database) is None
    assert check_head(fresh_database).position == lines + 60
