"""The scene of the visibility table: who looks, and what Alex wrote, straight in the tables."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from couples import clock, set_aside, visibility
from couples.admissions.models import Admission, Way
from couples.assignments.models import Assignment, AssignmentBatch
from couples.audiences import Audience
from couples.exercises.definition import Cadence, Doer, Part
from couples.exercises.models import Exercise, ExerciseVersion
from couples.identity import Identity
from couples.measures.instrument import About
from couples.measures.models import MeasureScore
from couples.measures.scoring import Status
from couples.partings.models import Parting
from couples.submissions.models import Answer, Standing, Submission
from couples.submissions.moving import move
from couples.submissions.sharing import WIDER
from tests.cast import Cast, Member
from tests.couples.exercises.making import field_of, make_definition
from tests.couples.visibility_table import (
    ALEX,
    COPY,
    GUEST,
    GUEST_BEFORE,
    KIM,
    LEE,
    LEES_COPY,
    MORGAN,
    OTHER_COPY,
    OTHER_GUEST,
    SAM,
    Stage,
)

STANDINGS = {
    Stage.QUARANTINED: Standing.QUARANTINED,
    Stage.OFFERED: Standing.OFFERED,
    Stage.VOID: Standing.VOID,
}
ALEX_ALONE = {
    *(Stage.ALEX_HANDED_IN, Stage.RELEASED, Stage.OFFERED, Stage.CLAIMED),
    *(Stage.LEFT_SHOWN, Stage.LEFT_CLAIMED, Stage.KEPT_OFF),
}
"""Where Sam hands in nothing."""


def everybody(cast: Cast) -> dict[str, Identity]:
    couple = cast.alex_and_sam.id
    return {
        ALEX: cast.alex.identity,
        SAM: cast.sam.identity,
        MORGAN: cast.morgan.identity,
        COPY: cast.morgan.identity.for_copy_of(couple),
        KIM: cast.kim.identity,
        LEE: cast.lee.identity,
        OTHER_COPY: cast.morgan.identity.for_copy_of(cast.kim_and_robin.id),
        LEES_COPY: cast.lee.identity.for_copy_of(couple),
        GUEST: cast.lee.identity.as_guest_of(couple),
        GUEST_BEFORE: cast.morgan.identity.as_guest_of(couple),
        OTHER_GUEST: cast.lee.identity.as_guest_of(cast.kim_and_robin.id),
    }


def give(session: Session, cast: Cast, for_person: Member | None = None) -> Assignment:
    """Some homework for Alex and Sam, put straight into the tables."""
    practice = cast.practice_id
    definition = make_definition(field_of("short-text", key="words", audience="me"))
    exercise = Exercise(practice_id=practice, key=definition.id)
    session.add(exercise)
    session.flush()
    version = ExerciseVersion(
        practice_id=practice,
        exercise_id=exercise.id,
        number=1,
        content=definition.to_json(),
        digest=definition.digest,
    )
    batch = AssignmentBatch(practice_id=practice, assigned_by_id=cast.morgan.id, token="once")
    session.add_all([version, batch])
    session.flush()
    assignment = Assignment(
        practice_id=practice,
        batch_id=batch.id,
        couple_id=cast.alex_and_sam.id,
        exercise_version_id=version.id,
        doer=Doer.ONE if for_person else Doer.EACH,
        for_person_id=for_person.id if for_person else None,
        cadence=Cadence.ONCE,
        starts_on=date(2026, 11, 2),
    )
    session.add(assignment)
    session.flush()
    return assignment


def hand_in(
    session: Session, assignment: Assignment, author: Member, occurrence: str = "once"
) -> Submission:
    submission = Submission(
        practice_id=assignment.practice_id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        author_id=author.id,
        part=Part.MAIN,
        occurrence=occurrence,
        occurs_on=date(2026, 11, 3),
        attempt=1,
        submitted_at=clock.now(),
        idempotency_key=f"{author.name}-{occurrence}",
    )
    session.add(submission)
    session.flush()
    return submission


def answer(session: Session, submission: Submission, audience: Audience) -> Answer:
    written = Answer(
        practice_id=submission.practice_id,
        couple_id=submission.couple_id,
        submission_id=submission.id,
        author_id=submission.author_id,
        field="words",
        audience=audience,
        words="what Alex wrote",
    )
    session.add(written)
    session.flush()
    return written


def let_in(session: Session, cast: Cast) -> None:
    """Lee reads both couples of Dr. Morgan along; Dr. Morgan’s own reading is over."""
    now = clock.now()
    for reader, couple_id, ended_at in (
        (cast.lee, cast.alex_and_sam.id, None),
        (cast.lee, cast.kim_and_robin.id, None),
        (cast.morgan, cast.alex_and_sam.id, now),
    ):
        session.add(
            Admission(
                practice_id=cast.practice_id,
                couple_id=couple_id,
                counselor_id=cast.morgan.id,
                reader_id=reader.id,
                way=Way.GIVEN,
                until=now + timedelta(days=1),
                ended_at=ended_at,
            )
        )
    session.flush()


def part(session: Session, cast: Cast) -> None:
    """Sam has left what the two do here."""
    parting = Parting(
        practice_id=cast.practice_id,
        couple_id=cast.alex_and_sam.id,
        left_by_id=cast.sam.id,
        frozen_from=clock.now(),
        open_key="parted",
    )
    session.add(parting)
    session.flush()


def score_of(submission: Submission, about: About) -> MeasureScore:
    """What a submission came to, about the relationship or about its author."""
    return MeasureScore(
        practice_id=submission.practice_id,
        couple_id=submission.couple_id,
        submission_id=submission.id,
        measure="csi4",
        about=about,
        status=Status.COMPLETE,
        total=9,
        flags="",
        subscales="{}",
        missing="",
    )


def arrange(
    session: Session, cast: Cast, assignment: Assignment, audience: Audience, stage: Stage
) -> Answer:
    """Alex’s answer for `audience`, at `stage`, while a colleague reads along."""
    let_in(session, cast)
    if stage is Stage.LEFT_BEFORE:
        part(session, cast)
    written = answer(session, hand_in(session, assignment, cast.alex), audience)
    if stage in {Stage.LEFT_BETWEEN, Stage.LEFT_SHOWN, Stage.LEFT_CLAIMED}:
        part(session, cast)
    if stage not in ALEX_ALONE:
        hand_in(session, assignment, cast.sam)
    is_kept_off = stage in {Stage.KEPT_OFF, Stage.KEPT_OFF_BOTH}
    written.submission.kept_off_at = clock.now() if is_kept_off else None
    session.flush()
    if stage in {Stage.LEFT_AFTER, Stage.LEFT_ASIDE}:
        part(session, cast)
    if stage is Stage.LEFT_ASIDE:
        written.submission.set_aside_at = written.created_at
        written.submission.restored_at = clock.now()
        session.flush()
    if stage in STANDINGS:
        written.submission.standing = STANDINGS[stage]
        written.submission.disowned_at = clock.now()
        session.flush()
    if stage in {Stage.CLAIMED, Stage.LEFT_CLAIMED}:
        move(session, written.submission, cast.sam.id)
        session.flush()
    if stage is Stage.RELEASED or (stage is Stage.LEFT_BETWEEN and audience is Audience.SESSION):
        written.released_at = clock.now()
        session.flush()
    if stage is Stage.LEFT_SHOWN and Audience.COUPLE in WIDER[audience]:
        written.audience, written.shown_at = Audience.COUPLE, clock.now()
        session.flush()
    return written


def who_reads(session: Session, cast: Cast, written: Answer) -> frozenset[str]:
    """The names of everybody whose query finds the answer."""
    return frozenset(
        name
        for name, viewer in everybody(cast).items()
        if session.scalar(
            select(Answer.id).where(
                or_(visibility.readable_answers(viewer), set_aside.readable_set_aside(viewer)),
                Answer.id == written.id,
            )
        )
    )
