"""What somebody should know before they begin: what, how long, by when, and who will see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from couples.assignments.calendar import load_calendar
from couples.assignments.models import Assignment
from couples.assignments.schedule import occurrences
from couples.assignments.spans import span_at
from couples.audiences import Audience
from couples.caseload.models import ConfidentialityPolicy
from couples.exercises.definition import Definition, Part
from couples.safety.opening import is_resting, not_scheduled
from couples.submissions.beginnings import list_beginnings
from couples.submissions.models import Draft, Submission
from couples.submissions.queries import list_answers, list_session_notes, list_submissions
from couples.submissions.reading import ToldAnswer, tell
from couples.submissions.references import referred_by
from portal.partner.cards import Card, card_of
from portal.partner.days import from_words, rest_words, until_words
from portal.partner.handed_in import HandedIn, lines_of, list_own
from portal.partner.taps import Tap, tap_for
from portal.partner.us import Us
from portal.partner.week import next_session
from portal.partner.work import list_work
from portal.promises import Promise, in_short

_AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Briefing:
    """The start page of one assignment."""

    assignment: Assignment
    promises: tuple[Promise, ...]
    cards: tuple[Card, ...]
    taps: Mapping[str, Tap]
    handed_in: tuple[HandedIn, ...]
    again: str | None
    may_be_raised: bool
    noted: tuple[ToldAnswer, ...]
    beginnings: tuple[Draft, ...]
    to_answer: Submission | None = None

    @property
    def definition(self) -> Definition:
        """What is asked."""
        return self.assignment.definition


def briefing_of(session: Session, us: Us, assignment: Assignment) -> Briefing:
    """Everything that the start page shows."""
    works = list_work(session, us, [assignment])
    _at, session_on = next_session(session, us)
    mine = [s for s in list_own(session, us) if s.assignment_id == assignment.id]
    part = Part.MAIN if assignment.definition.fields_of(Part.MAIN) else Part.LOG
    return Briefing(
        assignment=assignment,
        promises=in_short(
            assignment.definition, part, us.names, assignment.variant_of(us.viewer.person_id)
        ),
        cards=tuple(card_of(work, us.names, us.today, session_on) for work in works),
        taps={tap.work: tap for work in works if (tap := tap_for(work, us))},
        handed_in=tuple(lines_of(session, us, mine)),
        again=None if works else _again(session, us, assignment) or not_scheduled(),
        may_be_raised=_may_be_raised(us, assignment.definition),
        noted=_noted(session, us, assignment),
        beginnings=tuple(list_beginnings(session, us.viewer, assignment)),
        to_answer=_to_answer(session, us, assignment),
    )


def _to_answer(session: Session, us: Us, assignment: Assignment) -> Submission | None:
    """What the other wrote last, for whoever has the part that follows it."""
    if not assignment.is_follower(us.viewer.person_id):
        return None
    known = list_submissions(session, us.viewer, assignments=[assignment], parts=[Part.MAIN])
    theirs = [each for each in known if each.author_id != us.viewer.person_id]
    return theirs[-1] if theirs else None


def _noted(session: Session, us: Us, assignment: Assignment) -> tuple[ToldAnswer, ...]:
    """What the counselor noted in the last session for both to read, if anything."""
    definition = assignment.definition
    if not definition.fields_of(Part.SESSION):
        return ()
    notes = list_session_notes(session, us.viewer, [assignment])[-1:]
    answers = list_answers(session, us.viewer, notes)
    referred = referred_by(session, us.viewer, us.couple, definition.fields)
    return tuple(
        told for note in notes for told in tell(definition, answers[note.id], {}, referred)
    )


def _again(session: Session, us: Us, assignment: Assignment) -> str | None:
    """When there is something to do again, if one can know."""
    if assignment.closed_at is not None or is_resting(session, us.viewer, assignment):
        return None
    today = us.today
    calendar = load_calendar(session, us.viewer, [us.couple], [assignment])
    plan = calendar.plan(assignment, us.viewer.person_id)
    rest = span_at(plan.rests, today)
    if rest is not None:
        return rest_words(rest.last, us.names.counselor)
    all_of_it = occurrences(plan, today + _AHEAD)
    coming = [occurrence for occurrence in all_of_it if occurrence.opens_on > today]
    if coming:
        return from_words(coming[0].opens_on, today)
    cut_off_on = all_of_it[-1].cut_off_on if all_of_it else None
    return until_words(cut_off_on, today) + "." if cut_off_on and cut_off_on < today else None


def _may_be_raised(us: Us, definition: Definition) -> bool:
    """Whether the counselor may bring something into the room that they alone were told."""
    for_the_counselor = any(Audience.COUNSELOR in field.audiences for field in definition.fields)
    return us.couple.policy is ConfidentialityPolicy.NO_SECRETS and for_the_counselor
