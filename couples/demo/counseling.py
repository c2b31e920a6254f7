"""What the counselor does in a demo story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from couples.appointments import services as appointments
from couples.appraisals.services import appraise
from couples.assignments import services as assignments
from couples.assignments.queries import list_of_batch
from couples.assignments.services import Order
from couples.demo.lives import BOTH, Life
from couples.demo.scenes import Scene, answers_to
from couples.exercises.definition import Cadence, Doer
from couples.history import services as history
from couples.submissions import on_behalf, reviewing
from couples.submissions.queries import list_for_review


@dataclass(frozen=True)
class Scheduled(Scene):
    """The counselor enters a session that will be held, or was by now."""

    held_ago: int
    held_at: str
    minutes: int = 50

    def happen(self, life: Life) -> None:
        """Enter it."""
        life.meetings[self.held_ago] = appointments.schedule(
            life.session,
            life.counselor,
            life.couple.public_id,
            starts_at=life.moment(self.held_ago, self.held_at),
            minutes=self.minutes,
        )


@dataclass(frozen=True)
class Cancelled(Scene):
    """The counselor takes a session out of the calendar."""

    held_ago: int

    def happen(self, life: Life) -> None:
        """Cancel it."""
        meeting = life.meetings[self.held_ago]
        appointments.cancel(life.session, life.counselor, meeting.public_id)


@dataclass(frozen=True)
class Moved(Scene):
    """The counselor moves a session to another day."""

    held_ago: int
    to_ago: int
    to_at: str

    def happen(self, life: Life) -> None:
        """Move it, as long as it was."""
        meeting = life.meetings[self.held_ago]
        appointments.move(
            life.session,
            life.counselor,
            meeting.public_id,
            starts_at=life.moment(self.to_ago, self.to_at),
            minutes=meeting.minutes,
        )


@dataclass(frozen=True)
class Assigned(Scene):
    """The counselor gives homework to the couple, or to one of them."""

    exercise: str
    doer: Doer
    cadence: Cadence = Cadence.ONCE
    only: int | None = BOTH
    days: tuple[str, ...] = ()
    times_a_week: int | None = None
    due_in: int | None = None
    before_next_session: bool = False
    note: str = ""
    in_spite_of_a_gate: str = ""
    in_session: bool = False

    def happen(self, life: Life) -> None:
        """Assign it, starting that day."""
        couple = life.couple.public_id
        doing = None if self.only is BOTH else life.couple.partners[self.only]
        due_on = None if self.due_in is None else life.day(self.ago - self.due_in)
        order = Order(
            exercise_id=life.library[self.exercise],
            couple_ids=(couple,),
            doer=self.doer,
            cadence=self.cadence,
            people={couple: doing.public_id} if doing else {},
            reasons={couple: self.in_spite_of_a_gate} if self.in_spite_of_a_gate else {},
            days=self.days,
            times_a_week=self.times_a_week,
            starts_on=life.day(self.ago),
            due_on=due_on,
            before_next_session=self.before_next_session,
            note=self.note,
        )
        batch = assignments.assign(life.session, life.counselor, order, token=life.press())
        (given,) = list_of_batch(life.session, life.counselor, batch)
        given.given_in_session = self.in_session
        life.homework[self.exercise, self.only] = given


@dataclass(frozen=True)
class Closed(Scene):
    """The counselor ends homework that has done its work."""

    exercise: str
    only: int | None = BOTH

    def happen(self, life: Life) -> None:
        """Close it."""
        given = life.homework.pop((self.exercise, self.only))
        assignments.close(life.session, life.counselor, given.public_id)


@dataclass(frozen=True)
class Reviewed(Scene):
    """The counselor looks through everything of this couple that waits, and it is done."""

    def happen(self, life: Life) -> None:
        """Clear the queue of this couple."""
        for waiting in list_for_review(life.session, life.counselor):
            if waiting.couple_id == life.couple.id:
                history.record_look(
                    life.session,
                    life.counselor,
                    place="counselor.review_item",
                    subject_id=waiting.public_id,
                    couple_id=waiting.couple_id,
                    about_id=waiting.author_id,
                )
                reviewing.mark_reviewed(life.session, life.counselor, waiting.public_id)


@dataclass(frozen=True)
class Replied(Scene):
    """The counselor writes back to what a partner handed in last."""

    exercise: str
    who: int
    words: str

    def happen(self, life: Life) -> None:
        """Send the reply."""
        submission = life.handed_in[self.exercise, self.who]
        reviewing.reply(life.session, life.counselor, submission.public_id, words=self.words)


@dataclass(frozen=True)
class Returned(Replied):
    """The counselor asks for another attempt."""

    def happen(self, life: Life) -> None:
        """Give it back."""
        submission = life.handed_in[self.exercise, self.who]
        reviewing.return_for_another_attempt(
            life.session, life.counselor, submission.public_id, words=self.words
        )


@dataclass(frozen=True)
class Appraised(Scene):
    """The counselor notes for their own file how one partner's homework went."""

    exercise: str
    who: int
    how_well: int | None = None
    in_the_way: str = ""

    def happen(self, life: Life) -> None:
        """Note it."""
        appraise(
            life.session,
            life.counselor,
            life.given(self.exercise, self.who).public_id,
            life.couple.partners[self.who].id,
            how_well=self.how_well,
            in_the_way=self.in_the_way,
        )


@dataclass(frozen=True)
class Opened(Scene):
    """The counselor opens, in session, an answer that was written for that."""

    exercise: str
    who: int
    fields: tuple[str, ...]

    def happen(self, life: Life) -> None:
        """Release the answers to these fields."""
        for answer_id in answers_to(life, self.exercise, self.who, self.fields):
            reviewing.release(life.session, life.counselor, answer_id)


@dataclass(frozen=True)
class TypedFor(Scene):
    """In session, the counselor types what one partner says, as theirs and marked so."""

    exercise: str
    who: int
    answers: Mapping[str, Any]

    def happen(self, life: Life) -> None:
        """Hand it in on their behalf."""
        given = life.given(self.exercise, self.who)
        person = life.couple.partners[self.who].public_id
        author = on_behalf.author_for(given, person)
        opening = on_behalf.opening_for(life.session, author, given)
        life.handed_in[self.exercise, self.who] = on_behalf.hand_in_for(
            life.session,
            life.counselor,
            given.public_id,
            person,
            answers=life.typed(self.answers, self.ago),
            audiences={},
            occurrence=opening.key,
            key=life.press(),
        )
