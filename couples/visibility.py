"""
Who may see what: the privacy policy, once, as SQL conditions.

Reading is filtering. Every query puts one of these conditions into `where`,
so what a viewer may not see cannot be loaded, and a page, a count and a report
cannot disagree. `known_…` is what a viewer may know to exist; `readable_…` is
whose words they may read. `docs/privacy.md` says the same in words.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from couples.admissions.running import couples_let_into
from couples.appointments.models import Appointment
from couples.assignments.models import Assignment, AssignmentBatch
from couples.audiences import Audience
from couples.caseload import ids
from couples.caseload.models import Couple, CouplePartner
from couples.exercises.definition import Part, Variant
from couples.exercises.models import Exercise, ExerciseDraft
from couples.identity import Identity, Role
from couples.own_pages import own_answers, own_submissions
from couples.people.models import Person
from couples.preparations.models import Preparation
from couples.programmes.models import Enrolment, Programme
from couples.submissions.arriving import arrives_too_late, meets_too_late
from couples.submissions.models import Answer, Draft, Standing, Submission


def couples_of(viewer: Identity) -> Select[int]:
    """The ids of the couples that the viewer belongs to, asked anew on every request."""
    match viewer.role:
        case Role.COUNSELOR:
            return ids.of_counselor(viewer.practice_id, viewer.person_id)
        case Role.PARTNER:
            return ids.of_partner(viewer.practice_id, viewer.person_id)
        case Role.GUEST:
            return couples_let_into(viewer)
        case Role.COUPLE:
            caseload = ids.of_counselor(viewer.practice_id, viewer.person_id)
            return caseload.where(Couple.id == viewer.couple_id)


def known_couples(viewer: Identity) -> ColumnElement[bool]:
    """The couples of the viewer's caseload, or their own."""
    return Couple.id.in_(couples_of(viewer))


def known_people(viewer: Identity) -> ColumnElement[bool]:
    """The viewer, both partners of their couples, and the counselor of those."""
    partners = select(CouplePartner.person_id).where(
        CouplePartner.couple_id.in_(couples_of(viewer))
    )
    counselors = select(Couple.counselor_id).where(Couple.id.in_(couples_of(viewer)))
    return or_(Person.id == viewer.person_id, Person.id.in_(partners), Person.id.in_(counselors))


def known_appointments(viewer: Identity) -> ColumnElement[bool]:
    """The appointments of the viewer's couples."""
    return Appointment.couple_id.in_(couples_of(viewer))


def known_exercises(viewer: Identity) -> ColumnElement[bool]:
    """
    The library of the practice, for counselors; a partner meets it only as homework.

    What was tailored for one couple is known to that couple's counselor alone.
    """
    for_anybody = or_(Exercise.couple_id.is_(None), Exercise.couple_id.in_(couples_of(viewer)))
    return _for_counselors(viewer, Exercise.practice_id == viewer.practice_id, for_anybody)


def readable_exercise_drafts(viewer: Identity) -> ColumnElement[bool]:
    """What a counselor has typed of an exercise is theirs until they publish it."""
    of_their_couples = ExerciseDraft.couple_id.in_(couples_of(viewer))
    return _for_counselors(
        viewer,
        ExerciseDraft.practice_id == viewer.practice_id,
        ExerciseDraft.author_id == viewer.person_id,
        or_(ExerciseDraft.couple_id.is_(None), of_their_couples),
    )


def known_batches(viewer: Identity) -> ColumnElement[bool]:
    """What the viewer assigned themselves, as a counselor."""
    return _for_counselors(
        viewer,
        AssignmentBatch.practice_id == viewer.practice_id,
        AssignmentBatch.assigned_by_id == viewer.person_id,
    )


def known_assignments(viewer: Identity) -> ColumnElement[bool]:
    """
    The homework that the viewer may know to have been given.

    A partner does not know of homework that only the other partner was given, nor of
    what they are to follow in before they can read what the other wrote.
    Withdrawn homework is gone for everybody.
    """
    of_their_couples = and_(
        Assignment.couple_id.in_(couples_of(viewer)), Assignment.withdrawn_at.is_(None)
    )
    match viewer.role:
        case Role.COUNSELOR | Role.GUEST:
            return of_their_couples
        case Role.PARTNER:
            for_them = or_(
                Assignment.for_person_id.is_(None), Assignment.for_person_id == viewer.person_id
            )
            is_ahead = or_(Assignment.follows.is_(None), _leads(viewer.person_id))
            return and_(of_their_couples, for_them, or_(is_ahead, _has_led()))
        case Role.COUPLE:
            both_know = or_(Assignment.follows.is_(None), _has_led())
            return and_(of_their_couples, Assignment.for_person_id.is_(None), both_know)


def _leads(person_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Somebody has the part that the other one follows."""
    has_first = Assignment.first_person_id == person_id
    return case((Assignment.follows == Variant.FIRST, not_(has_first)), else_=has_first)


@cache
def _has_led() -> ColumnElement[bool]:
    """Something of it, from whoever leads, is shared between the partners."""
    work = aliased(Submission)
    return exists(
        select(Answer.id)
        .join(work, work.id == Answer.submission_id)
        .where(work.assignment_id == Assignment.id, work.part != Part.SESSION)
        .where(_leads(work.author_id), _shared_between_partners())
    )


def opened_to_follow() -> ColumnElement[bool]:
    """What somebody wrote who leads, of which whoever follows can read something by now."""
    of_it = exists(
        select(Answer.id).where(Answer.submission_id == Submission.id, _shared_between_partners())
    )
    return and_(Assignment.follows.is_not(None), _leads(Submission.author_id), of_it)


def known_drafts(viewer: Identity) -> ColumnElement[bool]:
    """
    The drafts that the viewer may know to exist.

    A counselor may know that somebody started. The other partner may not. One that was
    set aside is as if nobody had started.
    """
    match viewer.role:
        case Role.COUNSELOR | Role.GUEST:
            return and_(Draft.couple_id.in_(couples_of(viewer)), Draft.set_aside_with_id.is_(None))
        case Role.PARTNER | Role.COUPLE:
            return readable_drafts(viewer)


def readable_drafts(viewer: Identity) -> ColumnElement[bool]:
    """A draft is its author's alone, and nobody's while it is set aside."""
    match viewer.role:
        case Role.PARTNER:
            return and_(Draft.author_id == viewer.person_id, Draft.set_aside_with_id.is_(None))
        case Role.COUNSELOR | Role.COUPLE | Role.GUEST:
            return false()


@cache
def _stands() -> ColumnElement[bool]:
    """The answer belongs to something that was not set aside."""
    whole = aliased(Submission)
    return exists(
        select(whole.id).where(whole.id == Answer.submission_id, whole.standing == Standing.STANDS)
    )


@cache
def _both_handed_in() -> ColumnElement[bool]:
    """
    The author and the other partner both handed in this occurrence of the assignment.

    It is derived each time: a flag would be missed by two partners who hand in
    at the same moment. What one of them hands in during a pause waits for its end, and
    while a gate of fear is held, or after they parted, it is as if one of them had not.
    """
    mine, theirs = aliased(Submission), aliased(Submission)
    waits = meets_too_late(mine, theirs)
    return exists(
        select(theirs.id)
        .join(
            mine,
            and_(
                mine.assignment_id == theirs.assignment_id,
                mine.part == theirs.part,
                mine.occurrence == theirs.occurrence,
                mine.author_id != theirs.author_id,
            ),
        )
        .where(mine.id == Answer.submission_id, theirs.standing == Standing.STANDS, not_(waits))
    )


@cache
def _shared_between_partners() -> ColumnElement[bool]:
    """The answers whose promise allows the other partner to read them by now."""
    return and_(
        or_(
            Answer.audience == Audience.COUPLE,
            and_(Answer.audience == Audience.SEALED, _both_handed_in()),
            and_(Answer.audience == Audience.SESSION, Answer.released_at.is_not(None)),
        ),
        not_(arrives_too_late()),
    )


def readable_answers(viewer: Identity) -> ColumnElement[bool]:
    """
    The answers that the viewer may read. An answer exists only once it is handed in.

    A partner reads their own, and what the other shared, once its promise
    allows. Of what they keep off their own pages they read there only what the other
    partner can read too. A counselor reads everything but what its author kept to themselves.
    A copy for both holds only what both may read. Nobody reads what was set aside.
    """
    of_their_couples = and_(Answer.couple_id.in_(couples_of(viewer)), _stands())
    match viewer.role:
        case Role.COUNSELOR | Role.GUEST:
            return and_(of_their_couples, Answer.audience != Audience.ME)
        case Role.PARTNER:
            return and_(of_their_couples, or_(own_answers(viewer), _shared_between_partners()))
        case Role.COUPLE:
            return and_(of_their_couples, _shared_between_partners())


def known_submissions(viewer: Identity) -> ColumnElement[bool]:
    """
    The submissions that the viewer may know to have been handed in.

    Between partners this is no more than what they can read of it: where no
    answer is theirs to read, there is nothing to know. What was set aside is as if it
    had not been handed in: see `couples.set_aside`.
    """
    of_their_couples = and_(
        Submission.couple_id.in_(couples_of(viewer)), Submission.standing == Standing.STANDS
    )
    something_to_read = exists(
        select(Answer.id).where(Answer.submission_id == Submission.id, readable_answers(viewer))
    )
    match viewer.role:
        case Role.COUNSELOR | Role.GUEST:
            return of_their_couples
        case Role.PARTNER:
            return and_(of_their_couples, or_(own_submissions(viewer), something_to_read))
        case Role.COUPLE:
            return and_(of_their_couples, something_to_read)


def known_programmes(viewer: Identity) -> ColumnElement[bool]:
    """The programmes of the practice, for counselors; a partner meets only homework."""
    return _for_counselors(viewer, Programme.practice_id == viewer.practice_id)


def known_enrolments(viewer: Identity) -> ColumnElement[bool]:
    """Courses, which say what a step waits for: the counselor's alone."""
    return of_the_counselors_couples(viewer, Enrolment.couple_id)


def known_preparations(viewer: Identity) -> ColumnElement[bool]:
    """Briefs that were prepared: for whoever hands them out, the couple's own copy included."""
    return of_the_counselors_couples(viewer, Preparation.couple_id)


def of_the_counselors_couples(
    viewer: Identity, couple_id: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """What belongs to one couple and is for their counselor alone."""
    return _for_counselors(viewer, couple_id.in_(couples_of(viewer)))


def _for_counselors(viewer: Identity, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """What no partner, copy or guest may know of, and a counselor only within limits."""
    match viewer.role:
        case Role.COUNSELOR:
            return and_(*conditions)
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()
