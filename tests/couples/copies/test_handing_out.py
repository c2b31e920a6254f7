"""A copy is its reader's once it is handed out, and only as long as they may read all of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements import living
from couples.agreements import services as agreements
from couples.agreements.queries import list_agreements
from couples.copies import services
from couples.copies.models import Reader
from couples.copies.queries import get_copy, list_copies, was_handed_one
from couples.copies.resting import open_copy, still_holds
from couples.errors import ConflictError, NotAllowedError, NotFoundError
from couples.exercises.definition import Gate
from couples.models import HistoryEntry
from couples.submissions import attribution
from tests.cast import Cast
from tests.couples.copies.scene import FIRST, couple_of, hand_out, keep
from tests.couples.safety.scene import hold
from tests.homework import FEELINGS, RULES, give, give_feelings, hand_in

GRIEVANCE = {
    "what_happened": "The train",
    "when": "On Monday",
    "why_it_matters": "I stood there",
    "hurts_now": "7",
    "ask_of_partner": "hear",
}
FOR_WHOM = {"what_happened": "counselor", "when": "me", "why_it_matters": "session"}


def found_by(session: Session, cast: Cast) -> dict[str, int]:
    """How many copies about Alex and Sam everybody finds."""
    couple = couple_of(session, cast)
    return {each.name: len(list_copies(session, each.identity, couple)) for each in cast.everybody}


def counted(cast: Cast, **some: int) -> dict[str, int]:
    return {each.name: some.get(each.name.rpartition(" ")[2], 0) for each in cast.everybody}


def test_it_is_nobody_elses_before_and_goes_when_it_is_taken_back(
    session: Session, cast: Cast
) -> None:
    who, earlier = cast.morgan.identity, clock.now() - timedelta(days=1)
    [made] = keep(session, cast, Reader.PARTNER, cast.alex, token="one press")
    assert keep(session, cast, Reader.PARTNER, cast.alex, token="one press") == [made]
    assert found_by(session, cast) == counted(cast, Morgan=1)

    for _press in range(2):
        services.hand_out(session, who, made.public_id)
    assert found_by(session, cast) == counted(cast, Morgan=1, Alex=1)
    assert open_copy(session, cast.alex.identity, made.public_id).pages == b"%PDF"
    assert was_handed_one(session, cast.alex.identity, earlier)
    assert not was_handed_one(session, cast.sam.identity, earlier)
    for stranger in (cast.sam, cast.kim, cast.lee, cast.noor):
        with pytest.raises(NotFoundError):
            get_copy(session, stranger.identity, made.public_id)
        with pytest.raises((NotFoundError, NotAllowedError)):
            services.take_back(session, stranger.identity, made.public_id)
    with pytest.raises(NotAllowedError):
        services.take_back(session, cast.alex.identity, made.public_id)

    for _press in range(2):
        services.take_back(session, who, made.public_id)
    assert found_by(session, cast) == counted(cast, Morgan=1)
    assert (made.made_from, made.printed, made.rests_on, made.digest) == (None,) * 4
    with pytest.raises(ConflictError):
        services.hand_out(session, who, made.public_id)
    events = select(HistoryEntry.event).where(HistoryEntry.event.startswith("copy:"))
    assert session.scalars(events.order_by(HistoryEntry.id)).all() == [
        "copy:keep",
        "copy:hand-out",
        "copy:take-back",
    ]


def test_a_press_that_asks_for_something_else_is_given_that(session: Session, cast: Cast) -> None:
    [alexs] = keep(session, cast, Reader.PARTNER, cast.alex, token="one press")
    [sams] = keep(session, cast, Reader.PARTNER, cast.sam, token="one press")
    both = keep(session, cast, Reader.COUPLE, cast.alex, cast.sam, token="one press")
    [own] = keep(session, cast, Reader.COUNSELOR, token="one press")
    earlier = FIRST - timedelta(days=28)
    [longer] = keep(session, cast, Reader.COUNSELOR, token="one press", first=earlier)

    assert (alexs.person_id, sams.person_id) == (cast.alex.id, cast.sam.id)
    assert [each.person_id for each in both] == [cast.alex.id, cast.sam.id]
    assert (own.first_day, longer.first_day) == (FIRST, earlier)
    again = keep(session, cast, Reader.COUPLE, cast.alex, cast.sam, token="one press")
    assert again == both
    services.hand_out(session, cast.morgan.identity, sams.public_id)
    assert found_by(session, cast) == counted(cast, Morgan=6, Sam=1)


def test_both_are_handed_theirs_with_one_press_and_the_counselors_own_goes_to_nobody(
    session: Session, cast: Cast
) -> None:
    who = cast.morgan.identity
    first = hand_out(session, cast, Reader.COUPLE, cast.alex, cast.sam)
    [own] = keep(session, cast, Reader.COUNSELOR)

    with pytest.raises(NotAllowedError):
        services.hand_out(session, who, own.public_id)
    assert found_by(session, cast) == counted(cast, Morgan=3, Alex=1, Sam=1)
    services.take_back(session, who, first.public_id)
    assert found_by(session, cast) == counted(cast, Morgan=3)
    services.take_back(session, who, own.public_id)
    discarded = select(func.count()).where(HistoryEntry.event == "copy:discard")
    assert session.scalar(discarded) == 1


def test_what_is_set_aside_goes_from_every_copy_that_holds_it_and_from_no_other(
    session: Session, cast: Cast
) -> None:
    feelings = give_feelings(session, cast.alex_and_sam)
    private = hand_in(
        session,
        cast.alex,
        give(session, cast.alex_and_sam, "grievance", to=cast.alex),
        GRIEVANCE,
        audiences=FOR_WHOM,
    )
    shared = [hand_in(session, who, feelings, FEELINGS) for who in (cast.alex, cast.sam)][1]
    alexs, sams, both, own = (
        hand_out(session, cast, Reader.PARTNER, cast.alex),
        hand_out(session, cast, Reader.PARTNER, cast.sam),
        hand_out(session, cast, Reader.COUPLE, cast.alex, cast.sam),
        keep(session, cast, Reader.COUNSELOR)[0],
    )

    def whole() -> list[bool]:
        return [still_holds(session, each) for each in (alexs, sams, both, own)]

    assert whole() == [True, True, True, True]
    attribution.quarantine(session, cast.morgan.identity, private.public_id)
    assert whole() == [False, True, True, False]
    assert (alexs.printed, own.made_from) == (None, None)

    attribution.say_not_mine(session, cast.sam.identity, shared.public_id)
    assert whole() == [False, False, False, False]
    assert found_by(session, cast) == counted(cast, Morgan=5)
    for copy, reader in ((both, cast.alex), (sams, cast.sam), (both, cast.morgan)):
        with pytest.raises(NotFoundError):
            open_copy(session, reader.identity, copy.public_id)
    with pytest.raises(ConflictError):
        services.hand_out(session, cast.morgan.identity, both.public_id)


def test_what_comes_in_later_what_is_private_and_a_gate_change_no_copy(
    session: Session, cast: Cast
) -> None:
    feelings = give_feelings(session, cast.alex_and_sam)
    for member in (cast.alex, cast.sam):
        hand_in(session, member, feelings, FEELINGS)
    copy = hand_out(session, cast, Reader.COUPLE, cast.alex, cast.sam)
    grievance = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
    later = hand_in(
        session,
        cast.sam,
        grievance,
        GRIEVANCE,
        audiences=FOR_WHOM,
    )
    hold(session, cast.alex_and_sam, Gate.G6)
    attribution.say_not_mine(session, cast.sam.identity, later.public_id)

    assert open_copy(session, cast.alex.identity, copy.public_id).pages == b"%PDF"


def test_a_copy_with_an_agreement_that_one_of_them_ended_is_shown_to_neither(
    session: Session, cast: Cast
) -> None:
    contract = give(session, cast.alex_and_sam, "calm-contract")
    hand_in(session, cast.alex, contract, RULES)
    [agreement] = list_agreements(session, cast.alex.identity)
    version_id = agreement.version_id
    agreements.sign(session, cast.sam.identity, agreement.id, version_id=version_id)
    earlier = clock.now() - timedelta(days=1)
    copy = hand_out(session, cast, Reader.COUPLE, cast.alex, cast.sam)
    [own] = keep(session, cast, Reader.COUNSELOR)

    living.withdraw(session, cast.sam.identity, agreement.id, key="one press")

    assert not still_holds(session, copy)
    assert (copy.made_from, copy.printed, copy.rests_on) == (None,) * 3
    for partner in (cast.alex, cast.sam):
        assert not was_handed_one(session, partner.identity, earlier)
    assert found_by(session, cast) == counted(cast, Morgan=3)
    assert still_holds(session, own)
    assert own.pages == b"%PDF"
