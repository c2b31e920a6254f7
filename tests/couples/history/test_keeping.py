"""The database itself refuses to change the history."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from couples.caseload.services import found_practice
from couples.history import services as history
from couples.history.models import HistoryEntry
from couples.models import Person
from tests.cast import Cast


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_entry SET event = 'x:y'",
        "UPDATE history_entry SET place = 'x' WHERE position = 2",
        "UPDATE history_entry SET position = NULL, mark = NULL WHERE position = 2",
        "UPDATE history_entry SET position = position + 1000",
        "DELETE FROM history_entry WHERE position = 1",
        "DELETE FROM history_entry",
        "UPDATE practice SET is_demo = true",
    ],
)
def test_a_line_is_neither_changed_nor_removed(
    session: Session, cast: Cast, statement: str
) -> None:
    history.record(
        session, cast.morgan.identity, "couple:see", session.get_one(Person, cast.sam.id)
    )
    session.commit()
    with pytest.raises(DBAPIError, match="The history is only added to"):
        session.execute(text(statement))


def test_a_demo_goes_back_to_how_it_began_with_all_of_its_lines(session: Session) -> None:
    practice = found_practice(session, name="Demo", time_zone="UTC")
    practice.is_demo = True
    session.flush()
    line = HistoryEntry(practice_id=practice.id, event="couple:see", subject_id="-")
    session.add(line)
    session.flush()

    session.execute(delete(HistoryEntry).where(HistoryEntry.practice_id == practice.id))

    assert session.get(HistoryEntry, line.id) is None
