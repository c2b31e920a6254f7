"""A misstep that its author writes down of their own accord is theirs until they hand it in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment, list_assignments
from couples.caseload.queries import get_couple
from couples.errors import NotAllowedError, NotFoundError
from couples.exercises.definition import Gate, Part, Variant
from couples.progress.material import Material, load_material
from couples.progress.status import list_statuses
from couples.progress.summaries import summarise
from couples.progress.summaries.figures import Total
from couples.progress.summaries.numbers import Share
from couples.progress.times import Period
from couples.progress.work import Work, load_work
from couples.safety.opening import NotScheduledError
from couples.submissions import drafts, handing_in, own_accord
from couples.submissions.models import Draft, Submission
from couples.submissions.openings import find_opening
from couples.submissions.own_accord import MISSTEP
from couples.submissions.queries import list_for_review, list_submissions
from couples.submissions.typed import Typed
from tests.cast import TIME_ZONE, Cast, Member
from tests.couples.pauses.test_waiting import EVENING, after, pause_for
from tests.couples.safety.scene import hold

WROTE = {"what_i_did": "I shouted", "no_excuses_check": "yes", "my_part": "My voice"}


def begun(session: Session, cast: Cast, key: str = "press") -> Draft:
    """Sam begins, and types."""
    sam = cast.sam.identity
    draft = own_accord.begin(session, sam, MISSTEP, key=key)
    if draft.revision == 0:
        drafts.save(session, sam, draft.public_id, typed=Typed(WROTE), revision=0)
    return draft


def told(session: Session, cast: Cast, key: str = "press") -> Assignment:
    """Sam begins, types and hands in."""
    draft = begun(session, cast, key)
    assignment = draft.assignment
    handing_in.submit(session, cast.sam.identity, draft.public_id, revision=1, key=f"in-{key}")
    return assignment


def answered(session: Session, member: Member, given: Assignment, answer: str) -> Submission:
    """The other says where they are with it."""
    draft = drafts.start(session, member.identity, given.public_id)
    typed = Typed({"partner_reply": answer})
    drafts.save(session, member.identity, draft.public_id, typed=typed, revision=0)
    return handing_in.submit(
        session, member.identity, draft.public_id, revision=1, key=f"answer-{given.id}"
    )


def noted(session: Session, cast: Cast, given: Assignment, done: str, key: str) -> Submission:
    """Sam notes whether it is put right."""
    return handing_in.check_in(
        session, cast.sam.identity, given.public_id, answers={"amends_done": done}, key=key
    )


def work_of(session: Session, cast: Cast) -> Work:
    """What the counselor counts of the couple."""
    couple = get_couple(session, cast.morgan.identity, cast.alex_and_sam.public_id)
    return load_work(session, cast.morgan.identity, [couple], since=clock.now() - timedelta(days=7))


def material_of(session: Session, cast: Cast) -> Material:
    """The same, with the answers."""
    couple = get_couple(session, cast.morgan.identity, cast.alex_and_sam.public_id)
    today = clock.today(TIME_ZONE)
    period = Period(today - timedelta(days=7), today, today)
    return load_material(session, cast.morgan.identity, couple, work_of(session, cast), period)


def test_nobody_else_knows_of_it_before_it_is_handed_in(session: Session, cast: Cast) -> None:
    draft = begun(session, cast)

    assert list_assignments(session, cast.alex.identity, begun=True) == []
    with pytest.raises(NotFoundError):
        get_assignment(session, cast.alex.identity, draft.assignment.public_id)
    assert list_for_review(session, cast.morgan.identity) == []
    assert work_of(session, cast).started == frozenset()


def test_one_press_begins_one_and_another_one_more(session: Session, cast: Cast) -> None:
    assert begun(session, cast).id == begun(session, cast).id
    assert begun(session, cast, "another").id != begun(session, cast).id

    assert session.scalar(select(func.count(Assignment.id))) == 2
    # The same name of a press, from somebody else, begins nothing and finds nothing of it.
    for neighbour in (cast.alex, cast.kim):
        with pytest.raises(NotScheduledError):
            own_accord.begin(session, neighbour.identity, MISSTEP, key="press")


def test_whoever_begins_is_the_one_who_slipped(session: Session, cast: Cast) -> None:
    given = begun(session, cast).assignment

    assert given.variant_of(cast.sam.id) is Variant.FIRST
    assert given.is_follower(cast.alex.id)


@pytest.mark.parametrize("answer", ["need-time", "no-reply-wanted"])
def test_the_other_answers_once_and_the_log_is_open_until_it_is_put_right(
    session: Session, cast: Cast, answer: str
) -> None:
    given = told(session, cast)
    assert find_opening(session, cast.sam.identity, given, Part.LOG)

    answered(session, cast.alex, given, answer)

    assert find_opening(session, cast.alex.identity, given, Part.MAIN) is None
    noted(session, cast, given, "no", "not-today")
    assert find_opening(session, cast.sam.identity, given, Part.LOG)
    noted(session, cast, given, "yes", "done")
    assert find_opening(session, cast.sam.identity, given, Part.LOG) is None
    with pytest.raises(NotScheduledError):
        own_accord.begin(session, cast.sam.identity, MISSTEP, key="press")


def test_the_other_can_answer_after_it_was_put_right(session: Session, cast: Cast) -> None:
    given = told(session, cast)
    noted(session, cast, given, "yes", "done")

    assert find_opening(session, cast.alex.identity, given, Part.MAIN)


def test_it_is_counted_in_what_was_owned_and_is_due_from_nobody(
    session: Session, cast: Cast
) -> None:
    given = told(session, cast)
    noted(session, cast, given, "yes", "done")

    material = material_of(session, cast)
    assert material.work.assignments == ()
    statuses = list_statuses(material.work, material.couple, material.period)
    assert list(statuses) == []
    [shown] = summarise(material)
    counted = {line.summary.label: dict(line.figures) for line in shown.lines}
    assert counted["Missteps owned"] == {cast.sam.id: Total(1)}
    assert counted["Put right"] == {cast.sam.id: Share(1, 1)}
    assert [s.author_id for s in list_for_review(session, cast.morgan.identity)] == [cast.sam.id]


def test_a_gate_holds_it_and_a_draft_can_still_be_deleted(session: Session, cast: Cast) -> None:
    draft = begun(session, cast)
    hold(session, cast.alex_and_sam, Gate.G1)

    with session.begin_nested() as undone:
        with pytest.raises(NotScheduledError):
            own_accord.begin(session, cast.sam.identity, MISSTEP, key="while held")
        undone.rollback()
    with pytest.raises(NotScheduledError):
        handing_in.submit(session, cast.sam.identity, draft.public_id, revision=1, key="in")
    own_accord.let_go(session, cast.sam.identity, draft.public_id)

    assert list_assignments(session, cast.sam.identity, begun=True) == []


def test_what_is_handed_in_during_a_time_out_arrives_after_it(session: Session, cast: Cast) -> None:
    with clock.at(EVENING):
        draft = begun(session, cast)
        given = draft.assignment
        pause_for(session, cast)
        handing_in.submit(session, cast.sam.identity, draft.public_id, revision=1, key="in")
        assert given not in list_assignments(session, cast.alex.identity, begun=True)
    with clock.at(after(31)):
        assert given in list_assignments(session, cast.alex.identity, begun=True)


def test_deleting_an_answer_takes_nothing_else_with_it(session: Session, cast: Cast) -> None:
    given = told(session, cast)
    answer = drafts.start(session, cast.alex.identity, given.public_id)
    with pytest.raises(NotFoundError):
        own_accord.let_go(session, cast.sam.identity, answer.public_id)

    own_accord.let_go(session, cast.alex.identity, answer.public_id)

    assert list_assignments(session, cast.alex.identity, begun=True) == [given]
    assert len(list_submissions(session, cast.alex.identity, assignments=[given])) == 1


def test_only_a_partner_begins_and_only_what_may_be_begun(session: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        own_accord.begin(session, cast.morgan.identity, MISSTEP, key="press")
    with pytest.raises(NotFoundError):
        own_accord.begin(session, cast.sam.identity, "calm-contract", key="press")
