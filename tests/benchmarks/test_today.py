"""What can be counted needs no clock: the first page asks as often for many couples as for few."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from couples.database import create_engine
from couples.identity import Identity
from couples.progress.today import todays_page
from tests.benchmarks.caseload import open_practice

FEW, MANY = 2, 9
# Ten for the homework of a caseload, and one each for what can move its days: sessions, breaks,
# gates, overrides, more time and changes made while it ran. docs/performance.md says why that is
# more than the bar of twelve.
MOST = 16


@pytest.fixture
def questions(new_database: Callable[[], str]) -> Callable[[int], int]:
    """How many statements the page costs with so many couples."""

    def count(couples: int) -> int:
        engine = create_engine(new_database())
        counselor = open_practice(engine, couples=couples, hand_ins=couples * 40).counselor
        asked = _asked(engine, counselor)
        engine.dispose()
        return asked

    return count


def _asked(engine: Engine, counselor: Identity) -> int:
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with Session(engine) as session:
        page = todays_page(session, counselor)
        assert page.caseload
    return len([statement for statement in asked if statement.startswith("SELECT")])


def test_more_couples_are_no_more_questions(questions: Callable[[int], int]) -> None:
    few, many = questions(FEW), questions(MANY)

    assert few == many
    assert many <= MOST
