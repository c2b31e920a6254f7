"""Homework that Alex and Sam were given, and what was handed in of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence, Doer, Part
from couples.submissions import reviewing
from couples.submissions.models import Submission
from tests import homework
from tests.cast import Cast, Member


@dataclass(frozen=True)
class Desk:
    """What the counselor and the two partners do away from the page that is being tested."""

    writing: Callable[[], Session]
    cast: Cast

    def give(self, exercise: str, **changes: Any) -> str:
        """Give Alex and Sam an exercise of the library; its public id."""
        usual: dict[str, Any] = {"doer": Doer.TOGETHER, "cadence": Cadence.ONCE}
        with self.writing() as session, session.begin():
            return homework.give(
                session, self.cast.alex_and_sam, exercise, **{**usual, **changes}
            ).public_id

    def give_feelings(self) -> str:
        """The emotion check-in, which is sealed until both handed it in."""
        with self.writing() as session, session.begin():
            return homework.give_feelings(session, self.cast.alex_and_sam).public_id

    def hand_in(
        self, author: Member, assignment_id: str, answers: dict[str, Any], **more: Any
    ) -> str:
        """Hand in as `author`; the public id of what was handed in."""
        with self.writing() as session, session.begin():
            found = session.scalars(
                select(Assignment).where(Assignment.public_id == assignment_id)
            ).one()
            return homework.hand_in(session, author, found, answers, **more).public_id

    def give_back(self, submission_id: str, words: str) -> None:
        """Ask for another attempt, as Morgan."""
        with self.writing() as session, session.begin():
            reviewing.return_for_another_attempt(
                session, self.cast.morgan.identity, submission_id, words=words
            )

    def reply(self, submission_id: str, words: str) -> None:
        """Write back, as Morgan."""
        with self.writing() as session, session.begin():
            reviewing.reply(session, self.cast.morgan.identity, submission_id, words=words)

    def count(self, author: Member, part: Part = Part.MAIN) -> int:
        """How many times somebody handed something in."""
        with self.writing() as session:
            rows = session.scalars(
                select(Submission).where(Submission.author_id == author.id, Submission.part == part)
            )
            return len(list(rows))


@pytest.fixture
def desk(writing: Callable[[], Session], cast: Cast) -> Desk:
    return Desk(writing, cast)
