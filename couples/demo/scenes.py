"""
What can happen in a demo couple's weeks.

A scene says how many days before the end it happens and what the couple's own
clocks show; it happens through the service that a page would have called.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from couples import clock
from couples.agreements import services as agreements
from couples.agreements.queries import list_agreements
from couples.appointments import services as appointments
from couples.assignments import services as assignments
from couples.assignments.queries import list_of_batch
from couples.assignments.services import Order
from couples.audiences import Audience
from couples.demo.lives import BOTH, Life
from couples.demo.people import accept
from couples.exercises.definition import Cadence, Doer
from couples.submissions import drafts, handing_in, reviewing, sharing
from couples.submissions.models import Draft
from couples.submissions.queries import list_answers, list_for_review
from couples.submissions.typed import Typed


@dataclass(frozen=True)
class Scene:
    """Something that happens, so many days `ago`, at a time of day."""

    ago: int
    at: str

    def happen(self, life: Life) -> None:
        """Let it happen now, through the services."""
        raise NotImplementedError


@dataclass(frozen=True)
class Joined(Scene):
    """A partner follows their invitation, reads what they agree to, and sets a password."""

    who: int

    def happen(self, life: Life) -> None:
        """Accept it."""
        accept(life.session, life.invitations[self.who])


@dataclass(frozen=True)
class Scheduled(Scene):
    """The counselor enters a session that will be held, or was by now."""

    held_ago: int
    held_at: str
    minutes: int = 50

    def happen(self, life: Life) -> None:
        """Enter it."""
        appointments.schedule(
            life.session,
            life.counselor,
            life.couple.public_id,
            starts_at=life.moment(self.held_ago, self.held_at),
            minutes=self.minutes,
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
            days=self.days,
            times_a_week=self.times_a_week,
            starts_on=life.day(self.ago),
            due_on=due_on,
            before_next_session=self.before_next_session,
            note=self.note,
        )
        batch = assignments.assign(life.session, life.counselor, order, token=life.press())
        (given,) = list_of_batch(life.session, life.counselor, batch)
        life.homework[self.exercise, self.only] = given


@dataclass(frozen=True)
class Closed(Scene):
    """The counselor ends homework that has done its work."""

    exercise: str
    only: int | None = BOTH

    def happen(self, life: Life) -> None:
        """Close it."""
        given = life.homework[self.exercise, self.only]
        assignments.close(life.session, life.counselor, given.public_id)


@dataclass(frozen=True)
class Begun(Scene):
    """A partner writes something and does not hand it in yet."""

    exercise: str
    who: int
    answers: Mapping[str, Any]
    audiences: Mapping[str, Audience] = field(default_factory=dict)

    def happen(self, life: Life) -> None:
        """Leave a draft behind."""
        self.write(life)

    def write(self, life: Life) -> Draft:
        """Begin the draft and keep what was typed."""
        me = life.partners[self.who]
        given = life.given(self.exercise, self.who)
        draft = drafts.start(life.session, me, given.public_id)
        typed = Typed(life.typed(self.answers, self.ago), dict(self.audiences))
        return drafts.save(life.session, me, draft.public_id, typed=typed, revision=draft.revision)


@dataclass(frozen=True)
class HandedIn(Begun):
    """A partner hands in what they wrote in the minutes before."""

    took: int = 10

    def happen(self, life: Life) -> None:
        """Write first, then check and send."""
        with clock.at(clock.now() - timedelta(minutes=self.took)):
            draft = self.write(life)
            life.session.flush()
        life.handed_in[self.exercise, self.who] = handing_in.submit(
            life.session,
            life.partners[self.who],
            draft.public_id,
            revision=draft.revision,
            key=life.press(),
        )


@dataclass(frozen=True)
class Noted(Scene):
    """A partner notes that a ritual happened or not, or adds to a tracker."""

    exercise: str
    who: int
    answers: Mapping[str, Any]

    def happen(self, life: Life) -> None:
        """Check in."""
        life.noted[self.exercise, self.who, self.ago] = handing_in.check_in(
            life.session,
            life.partners[self.who],
            life.given(self.exercise, self.who).public_id,
            answers=life.typed(self.answers, self.ago),
            key=life.press(),
        )


@dataclass(frozen=True)
class Reached(Scene):
    """The other partner says how something noted on the same day, or `later` days ago, felt."""

    exercise: str
    noted_by: int
    answers: Mapping[str, Any]
    later: int = 0

    def happen(self, life: Life) -> None:
        """Receive it."""
        noted = life.noted[self.exercise, self.noted_by, self.ago + self.later]
        handing_in.receive(
            life.session,
            life.partners[1 - self.noted_by],
            noted.public_id,
            answers=life.typed(self.answers, self.ago),
            key=life.press(),
        )


@dataclass(frozen=True)
class Signed(Scene):
    """A partner puts their name under the agreement as it reads now."""

    who: int

    def happen(self, life: Life) -> None:
        """Sign the newest wording."""
        me = life.partners[self.who]
        newest = list_agreements(life.session, me)[-1]
        agreements.sign(life.session, me, newest.id, version_id=newest.version_id)


@dataclass(frozen=True)
class Reviewed(Scene):
    """The counselor looks through everything of this couple that waits, and it is done."""

    def happen(self, life: Life) -> None:
        """Clear the queue of this couple."""
        for waiting in list_for_review(life.session, life.counselor):
            if waiting.couple_id == life.couple.id:
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
class Widened(Scene):
    """A partner lets more people read something of their own."""

    exercise: str
    who: int
    fields: tuple[str, ...]
    audience: Audience

    def happen(self, life: Life) -> None:
        """Widen the answers to these fields."""
        for answer_id in answers_to(life, self.exercise, self.who, self.fields):
            sharing.widen(life.session, life.partners[self.who], answer_id, audience=self.audience)


def answers_to(life: Life, exercise: str, who: int, fields: tuple[str, ...]) -> list[str]:
    """What `who` answered there last, by public ids, read as themselves."""
    submission = life.handed_in[exercise, who]
    answers = list_answers(life.session, life.partners[who], [submission])[submission.id]
    return [answer.public_id for answer in answers if answer.field in fields]
