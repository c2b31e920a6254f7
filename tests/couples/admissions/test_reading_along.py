"""A colleague reads along until a day, what the counselor can read, and is let no further."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.models import Admission
from couples.admissions.queries import get_own_admission, list_over, list_own, list_running
from couples.admissions.services import MOST_DAYS, REST, let_in, let_no_longer
from couples.admissions.standing_in import stand_in
from couples.audiences import Audience
from couples.caseload.handing_over import hand_over
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple, get_own_couple
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.history.queries import list_of_couple
from couples.identity import Identity
from couples.partings import services as partings
from couples.people import closing
from couples.people.models import Person
from couples.submissions import drafts, reviewing
from couples.submissions.queries import list_answers, list_replies, list_submissions
from tests.cast import TIME_ZONE, Cast
from tests.homework import give, hand_in

GRIEVANCE = {"hurts_now": "7", "ask_of_partner": "hear"}


def in_days(days: int) -> date:
    return clock.today(TIME_ZONE) + timedelta(days=days)


def admit(session: Session, cast: Cast, days: int = 7) -> Admission:
    """Lee reads Alex and Sam along, as Dr. Morgan wants it."""
    id_, lee = cast.alex_and_sam.public_id, cast.lee.public_id
    return let_in(session, cast.morgan.identity, id_, lee, in_days(days))


def lee_as_guest(cast: Cast) -> Identity:
    return cast.lee.identity.as_guest_of(cast.alex_and_sam.id)


def words_for(session: Session, viewer: Identity) -> set[str]:
    found = list_answers(session, viewer, list_submissions(session, viewer))
    return {answer.words for each in found.values() for answer in each if answer.words}


def wrote(session: Session, cast: Cast) -> None:
    """Alex wrote for themselves, for their counselor, and was answered."""
    given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
    words = {**GRIEVANCE, "what_happened": "mine alone", "when": "for Dr. Morgan"}
    audiences = {"what_happened": Audience.ME.value, "when": Audience.COUNSELOR.value}
    work = hand_in(session, cast.alex, given, words, audiences=audiences)
    reviewing.reply(session, cast.morgan.identity, work.public_id, words="I read it")


def test_a_guest_reads_what_the_counselor_can_and_their_own_side_is_as_before(
    session: Session, cast: Cast
) -> None:
    wrote(session, cast)
    guest, lee, couple_id = lee_as_guest(cast), cast.lee.identity, cast.alex_and_sam.public_id
    assert words_for(session, guest) == set()

    made = admit(session, cast)

    assert "for Dr. Morgan" in words_for(session, guest)
    assert words_for(session, guest) == words_for(session, cast.morgan.identity)
    works = list_submissions(session, guest)
    replies = [r.words for each in list_replies(session, guest, works).values() for r in each]
    assert replies == ["I read it"]
    assert [each.id for each in list_own(session, lee)] == [made.id]
    # As themselves Lee knows as little of them as before, and so does everybody else.
    assert "for Dr. Morgan" not in words_for(session, lee)
    with pytest.raises(NotFoundError):
        get_couple(session, lee, couple_id)
    for stranger in (cast.kim.identity, cast.noor.identity):
        assert words_for(session, stranger.as_guest_of(cast.alex_and_sam.id)) == set()
        with pytest.raises(NotFoundError):
            get_own_admission(session, stranger, made.public_id)
    other = cast.lee.identity.as_guest_of(cast.kim_and_robin.id)
    assert list_submissions(session, other) == []


def test_a_guest_changes_nothing(session: Session, cast: Cast) -> None:
    wrote(session, cast)
    admit(session, cast)
    guest = lee_as_guest(cast)
    [work] = list_submissions(session, guest)
    given = give(session, cast.alex_and_sam, "grievance", to=cast.sam)

    deeds: list[Callable[[], object]] = [
        lambda: reviewing.reply(session, guest, work.public_id, words="from the side"),
        lambda: reviewing.mark_reviewed(session, guest, work.public_id),
        lambda: drafts.start(session, guest, given.public_id),
        lambda: let_in(session, guest, cast.alex_and_sam.public_id, cast.lee.public_id, in_days(9)),
        lambda: hand_over(session, guest, cast.alex_and_sam.public_id, cast.lee.public_id),
    ]

    for deed in deeds:
        with pytest.raises(NotAllowedError):
            deed()


def test_both_partners_are_told_alike_and_either_ends_it_without_a_trace_of_who(
    session: Session, cast: Cast
) -> None:
    made = admit(session, cast)
    alex, sam, morgan = cast.alex.identity, cast.sam.identity, cast.morgan.identity
    for partner in (alex, sam):
        session.expire_all()
        assert [each.id for each in get_own_couple(session, partner).admissions] == [made.id]
    session.expire_all()
    assert get_own_couple(session, cast.kim.identity).admissions == []

    for partner in (sam, alex, sam):
        let_no_longer(session, partner, made.public_id)

    assert made.ended_by_id == cast.sam.id
    assert words_for(session, lee_as_guest(cast)) == set()
    assert list_own(session, cast.lee.identity) == []
    session.expire_all()
    couple = get_own_couple(session, alex)
    assert couple.admissions == []
    assert [e.id for e in list_over(session, alex, couple)] == [made.id]
    assert list_over(session, sam, couple) == list_over(session, alex, couple)
    told = [line.event for line in list_of_couple(session, morgan, couple, most=99)]
    assert "admission:give" in told
    assert "admission:decline" not in told
    with pytest.raises(NotFoundError):
        let_no_longer(session, cast.kim.identity, made.public_id)


@pytest.mark.parametrize(
    "end", ["the day", "the counselor", "the guest", "handed over", "closed", "unanswered"]
)
def test_it_ends_by_itself_or_by_either_from_the_next_page_on(
    session: Session, cast: Cast, end: str
) -> None:
    wrote(session, cast)
    made, couple_id = admit(session, cast, days=0), cast.alex_and_sam.public_id
    guest, later = lee_as_guest(cast), clock.now()
    assert words_for(session, guest)

    if end == "the day":
        later = made.until
    elif end == "the counselor":
        let_no_longer(session, cast.morgan.identity, made.public_id)
    elif end == "the guest":
        for _press in range(2):
            let_no_longer(session, cast.lee.identity, made.public_id)
    elif end == "closed":
        closing.close(session, cast.morgan.identity, cast.lee.public_id)
    elif end == "unanswered":
        session.get_one(Person, cast.morgan.id).deactivated_at = clock.now()
        session.flush()
    else:
        hand_over(session, cast.morgan.identity, couple_id, cast.lee.public_id)
        assert get_couple(session, cast.lee.identity, couple_id).id == made.couple_id
        hand_over(session, cast.morgan.identity, couple_id, cast.morgan.public_id)

    with clock.at(later):
        assert words_for(session, guest) == set()
        assert list_own(session, cast.lee.identity) == []
        session.expire_all()
        assert get_own_couple(session, cast.alex.identity).admissions == []


def test_what_ended_with_a_counselor_or_an_account_stays_over(session: Session, cast: Cast) -> None:
    wrote(session, cast)
    owner, lee, guest = cast.morgan.identity, cast.lee.identity, lee_as_guest(cast)
    couple_id = cast.alex_and_sam.public_id
    away = admit(session, cast)
    hand_over(session, owner, couple_id, cast.lee.public_id)
    hand_over(session, lee, couple_id, cast.morgan.public_id)
    assert (away.ended_at is None, away.ended_by_id) == (False, cast.morgan.id)
    closed = admit(session, cast)
    closing.close(session, owner, cast.lee.public_id)
    closing.reopen(session, owner, cast.lee.public_id)
    assert (closed.ended_at is None, closed.ended_by_id) == (False, cast.morgan.id)
    assert list_own(session, lee) == []
    assert words_for(session, guest) == set()

    # Whoever lets in is closed: what was given is over, and an emergency goes on.
    given = admit(session, cast)
    taken = stand_in(session, lee, one="Alex", other="Sam", reason="it cannot wait")
    morgan, colleague = (
        session.get_one(Person, cast.morgan.id),
        session.get_one(Person, lee.person_id),
    )
    morgan.is_owner, colleague.is_owner = False, True
    session.flush()
    closing.close(session, lee, cast.morgan.public_id)
    assert list_own(session, lee) == [taken]
    closing.reopen(session, lee, cast.morgan.public_id)

    assert list_own(session, lee) == [taken]
    assert given.ended_by_id == lee.person_id
    session.expire_all()
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    assert [e.id for e in list_over(session, cast.alex.identity, couple)] == [
        each.id for each in (given, closed, away)
    ]


def test_a_no_of_one_of_the_two_holds_for_a_while_and_that_of_the_counselor_does_not(
    session: Session, cast: Cast
) -> None:
    let_no_longer(session, cast.morgan.identity, admit(session, cast).public_id)
    made = admit(session, cast)
    let_no_longer(session, cast.sam.identity, made.public_id)

    with pytest.raises(DomainError, match="One of the two ended this") as refused:
        admit(session, cast)
    assert "Sam" not in str(refused.value)
    assert list_own(session, cast.lee.identity) == []
    with clock.at(clock.now() + REST - timedelta(minutes=1)), pytest.raises(DomainError):
        admit(session, cast, days=40)
    with clock.at(clock.now() + REST + timedelta(minutes=1)):
        assert admit(session, cast, days=40).id != made.id


def test_who_reads_along_already_gets_another_day_and_nobody_is_let_in_twice(
    session: Session, cast: Cast
) -> None:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    made = admit(session, cast)
    assert made.last_on == in_days(7)

    assert admit(session, cast) is made
    assert admit(session, cast, days=9) is made

    assert made.last_on == in_days(9)
    assert list_running(session, cast.morgan.identity, couple) == [made]
    lines = list_of_couple(session, cast.morgan.identity, couple, most=99)
    assert [line.event for line in lines].count("admission:give") == 2


def test_only_their_counselor_lets_in_a_colleague_and_for_half_a_year_at_most(
    session: Session, cast: Cast
) -> None:
    id_, lee, morgan = cast.alex_and_sam.public_id, cast.lee, cast.morgan
    for who in (lee, cast.kim):
        with pytest.raises((NotFoundError, NotAllowedError)):
            let_in(session, who.identity, id_, lee.public_id, in_days(1))
    for reader in (cast.alex.public_id, morgan.public_id, cast.kim.public_id, ""):
        with pytest.raises(DomainError, match="Choose a colleague"):
            let_in(session, morgan.identity, id_, reader, in_days(1))
    for days in (-1, MOST_DAYS + 1):
        with pytest.raises(DomainError, match="half a year"):
            admit(session, cast, days=days)
    assert list_own(session, lee.identity) == []


def test_two_who_have_parted_are_told_still_and_can_end_it(session: Session, cast: Cast) -> None:
    made = admit(session, cast)
    partings.leave(session, cast.sam.identity)
    apart = Identity(
        cast.alex.identity.role, cast.practice_id, cast.alex.id, made.couple_id, is_apart=True
    )

    let_no_longer(session, apart, made.public_id)

    assert made.ended_at is not None
