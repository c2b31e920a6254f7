"""Something is put back when nothing opens any more: it opens nothing either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.exercises.definition import Gate
from couples.partings import services as partings
from couples.pauses import services as pauses
from couples.safety.telling import tell_of_fear
from couples.submissions import attribution
from couples.submissions.queries import list_answers, list_submissions
from tests.cast import Cast, Member
from tests.couples.safety.scene import ALEXS, SAMS, lift, sealed_for, write
from tests.homework import RULES, give, hand_in


def later(minutes: int, deed: Callable[[], object]) -> None:
    """Let something happen so many minutes from now."""
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        deed()


def read_by(session: Session, member: Member, given: Assignment) -> set[str]:
    """The words in it that somebody finds."""
    found = list_submissions(session, member.identity, assignments=[given])
    answers = list_answers(session, member.identity, found)
    return {each.words or "" for answered in answers.values() for each in answered}


def leave(session: Session, cast: Cast) -> None:
    partings.leave(session, cast.sam.identity)


def tell(session: Session, cast: Cast) -> None:
    tell_of_fear(session, cast.sam.identity)


def pause(session: Session, cast: Cast) -> None:
    pauses.start(session, cast.sam.identity, session.get_one(Couple, cast.alex_and_sam.id), 30)


@pytest.mark.parametrize("close", [leave, tell, pause])
@pytest.mark.parametrize("is_open_before", [True, False])
def test_what_is_put_back_opens_no_seal_that_is_to_stay_closed(
    session: Session,
    cast: Cast,
    close: Callable[[Session, Cast], None],
    is_open_before: bool,
) -> None:
    given = sealed_for(session, cast)
    sams = write(session, cast.sam, given)
    if is_open_before:
        write(session, cast.alex, given)
        assert read_by(session, cast.alex, given) == {ALEXS, SAMS}
    attribution.quarantine(session, cast.morgan.identity, sams.public_id)
    if not is_open_before:
        write(session, cast.alex, given)

    later(1, lambda: close(session, cast))
    later(2, lambda: attribution.restore(session, cast.morgan.identity, sams.public_id))

    with clock.at(clock.now() + timedelta(minutes=3)):
        assert read_by(session, cast.alex, given) == {ALEXS}
        assert read_by(session, cast.sam, given) == {SAMS}
        assert read_by(session, cast.morgan, given) == {ALEXS, SAMS}
    if close is tell:
        later(4, lambda: lift(session, cast.alex_and_sam, Gate.G1))
    if close is not leave:
        with clock.at(clock.now() + timedelta(minutes=50)):
            assert read_by(session, cast.alex, given) == {ALEXS, SAMS}
            assert read_by(session, cast.sam, given) == {ALEXS, SAMS}


def test_what_was_for_both_is_put_back_for_its_author_where_they_have_parted(
    session: Session, cast: Cast
) -> None:
    given = give(session, cast.alex_and_sam, "calm-contract")
    sams = hand_in(session, cast.sam, given, RULES)
    assert RULES["pause_word"] in read_by(session, cast.alex, given)
    attribution.quarantine(session, cast.morgan.identity, sams.public_id)

    later(1, lambda: leave(session, cast))
    later(2, lambda: attribution.restore(session, cast.morgan.identity, sams.public_id))

    assert read_by(session, cast.alex, given) == set()
    assert RULES["pause_word"] in read_by(session, cast.sam, given)
