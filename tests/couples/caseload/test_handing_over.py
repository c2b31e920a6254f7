"""A couple goes to a colleague, a counselor's account is closed, and the owner reads no word."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import belonging
from couples.caseload import practice as practices
from couples.caseload.handing_over import hand_over
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple, list_couples
from couples.caseload.services import add_counselor
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.history.queries import list_of_couple
from couples.identity import Identity
from couples.people import closing, invitations, sign_in
from couples.people.models import Person
from couples.preparations.models import Preparation
from couples.submissions.queries import list_answers, list_submissions
from tests.cast import Cast
from tests.couples.preparations.scene import keep_a_brief
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import LEE, MORGAN
from tests.homework import FEELINGS, give_feelings, hand_in


def words_for(session: Session, viewer: Identity) -> set[str]:
    found = list_answers(session, viewer, list_submissions(session, viewer))
    return {answer.words or "" for each in found.values() for answer in each}


def test_the_former_reads_nothing_at_once_and_the_new_one_everything(
    session: Session, cast: Cast
) -> None:
    morgan, lee, couple_id = cast.morgan.identity, cast.lee.identity, cast.alex_and_sam.public_id
    hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
    keep_a_brief(session, cast, "what was prepared")
    before = {who.name: words_for(session, who.identity) for who in (cast.alex, cast.sam)}
    read_by_morgan = words_for(session, morgan)
    assert session.scalars(select(Preparation)).all()

    hand_over(session, morgan, couple_id, cast.lee.public_id)

    assert FEELINGS["fear"] not in words_for(session, morgan)
    assert read_by_morgan <= words_for(session, lee)
    assert {w.name: words_for(session, w.identity) for w in (cast.alex, cast.sam)} == before
    assert not session.scalars(select(Preparation)).all()
    couple = get_couple(session, lee, couple_id)
    assert couple.handed_over_at is not None
    events = [line.event for line in list_of_couple(session, lee, couple, most=99)]
    assert "couple:hand-over" in events
    assert list_of_couple(session, morgan, couple, most=99) == []
    assert couple.id not in {each.id for each in list_couples(session, morgan)}


def test_no_link_that_the_former_made_opens_anything_afterwards(
    session: Session, cast: Cast
) -> None:
    morgan = cast.morgan.identity
    alex, kim = (session.get_one(Person, who.id) for who in (cast.alex, cast.kim))
    kept, of_others = (invitations.invite(session, morgan, each) for each in (alex, kim))

    hand_over(session, morgan, cast.alex_and_sam.public_id, cast.lee.public_id)

    with pytest.raises(invitations.InvitationOverError):
        invitations.accept(session, kept, password="a long evening by the sea")
    assert invitations.get_welcome(session, of_others).person is kim


def test_no_link_that_somebody_made_opens_anything_once_their_account_is_closed(
    session: Session, cast: Cast
) -> None:
    noor = session.get_one(Person, cast.noor.id)
    kept = invitations.invite(session, cast.lee.identity, noor)

    closing.close(session, cast.morgan.identity, cast.lee.public_id)

    with pytest.raises(invitations.InvitationOverError):
        invitations.accept(session, kept, password="a long evening by the sea")


def test_only_whoever_has_a_couple_or_owns_the_practice_hands_it_over(
    session: Session, cast: Cast
) -> None:
    lee, noor_and_jo = cast.lee.identity, cast.noor_and_jo.public_id

    with pytest.raises(NotFoundError):
        hand_over(session, lee, cast.alex_and_sam.public_id, cast.lee.public_id)
    with pytest.raises(NotAllowedError):
        hand_over(session, cast.noor.identity, noor_and_jo, cast.morgan.public_id)
    with pytest.raises(DomainError, match="Choose a colleague"):
        hand_over(session, lee, noor_and_jo, cast.noor.public_id)
    same = hand_over(session, lee, noor_and_jo, cast.lee.public_id)
    assert same.handed_over_at is None

    hand_over(session, cast.morgan.identity, noor_and_jo, cast.morgan.public_id)

    with pytest.raises(NotFoundError):
        get_couple(session, lee, noor_and_jo)


def test_the_owner_manages_by_names_and_reads_nothing(session: Session, cast: Cast) -> None:
    morgan = cast.morgan.identity
    hand_in(session, cast.noor, give_feelings(session, cast.noor_and_jo), FEELINGS)

    assert [each.name for each in practices.list_counselors(session, morgan)] == [
        "Dr. Morgan",
        "Lee",
    ]
    assert len(practices.list_managed_couples(session, morgan)) == 3
    assert words_for(session, morgan) == set()
    with pytest.raises(NotFoundError):
        get_couple(session, morgan, cast.noor_and_jo.public_id)
    with pytest.raises(NotFoundError):
        invitations.invite(session, morgan, session.get_one(Person, cast.noor.id))
    with pytest.raises(NotFoundError):
        invitations.invite(session, morgan, session.get_one(Person, cast.lee.id))
    for viewer in (cast.lee.identity, cast.alex.identity):
        with pytest.raises(NotFoundError):
            practices.list_counselors(session, viewer)
        assert practices.list_managed_couples(session, viewer) == []
    with pytest.raises(NotFoundError):
        add_counselor(session, cast.lee.identity, name="Rio", email="rio@example.org")

    rio = add_counselor(session, morgan, name="Rio", email="rio@example.org")

    assert len(invitations.invite(session, morgan, rio)) == 43
    assert rio not in practices.list_colleagues(session, morgan, of=cast.morgan.id)


def test_a_closed_account_is_out_at_once_and_comes_in_again_once_it_is_open(
    session: Session, cast: Cast
) -> None:
    morgan, lee = cast.morgan.identity, session.get_one(Person, cast.lee.id)
    token = sign_in.open_session(session, lee, device="Firefox", waits_for_code=False)

    closing.close(session, morgan, cast.lee.public_id)
    closing.close(session, morgan, cast.lee.public_id)

    assert sign_in.find_signed_in(session, token) is None
    assert sign_in.find_account(session, cast.lee.email) is None
    with pytest.raises(DomainError, match="Choose a colleague"):
        hand_over(session, morgan, cast.alex_and_sam.public_id, cast.lee.public_id)
    with pytest.raises(DomainError, match="your own account"):
        closing.close(session, morgan, cast.morgan.public_id)
    with pytest.raises(NotFoundError):
        closing.close(session, cast.lee.identity, cast.morgan.public_id)
    with pytest.raises(NotFoundError):
        closing.close(session, morgan, cast.alex.public_id)

    closing.reopen(session, morgan, cast.lee.public_id)

    assert sign_in.find_account(session, cast.lee.email) == lee


def test_who_knows_whom_is_a_table(session: Session, cast: Cast) -> None:
    people = everybody(cast)
    conditions = {
        "colleagues": (Person, belonging.known_colleagues, {MORGAN, LEE}),
        "counselors": (Person, belonging.managed_counselors, {MORGAN}),
        "couples": (Couple, belonging.managed_couples, {MORGAN}),
    }

    for table, condition, expected in conditions.values():
        found = {
            n for n, v in people.items() if session.scalar(select(table.id).where(condition(v)))
        }
        assert found == expected
