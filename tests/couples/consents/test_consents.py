"""A couple keeps the promise it was given, until both of the two have agreed to another one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.models import Admission
from couples.admissions.queries import list_own
from couples.admissions.services import let_in
from couples.admissions.standing_in import stand_in
from couples.belonging import known_consents
from couples.caseload.confidentiality import NEWEST, policy_text
from couples.caseload.handing_over import hand_over
from couples.caseload.models import NOT_NOW, ConfidentialityPolicy, Couple, CouplePartner
from couples.consents import services
from couples.consents.queries import agreed_version, list_agreed
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.history.queries import list_of_couple
from couples.partings import services as partings
from couples.people import invitations
from couples.people.models import Consent, Person
from tests.cast import TIME_ZONE, Cast, Member
from tests.consents import OLD_PROMISE, on_version_one
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import ALEX, MORGAN
from tests.simultaneously import ROUNDS, at_once

KEY = policy_text(ConfidentialityPolicy.NO_SECRETS).key


def lee_let_in(session: Session, cast: Cast) -> Admission:
    id_, today = cast.alex_and_sam.public_id, clock.today(TIME_ZONE)
    return let_in(session, cast.morgan.identity, id_, cast.lee.public_id, today)


def ask(session: Session, cast: Cast, by: Member | None = None) -> None:
    who = (by or cast.morgan).identity
    services.ask_to_agree(session, who, cast.alex_and_sam.public_id)


def asked(session: Session, cast: Cast) -> set[str]:
    """Who of the two finds the question on their first page."""
    session.flush()
    return {
        each.person.name or ""
        for each in session.scalars(
            select(CouplePartner).where(CouplePartner.couple_id == cast.alex_and_sam.id)
        )
        if each.is_asked_to_agree
    }


@pytest.mark.only_on("sqlite")
def test_the_first_words_are_as_they_were_and_the_second_say_who_else_may_read() -> None:
    for policy in ConfidentialityPolicy:
        first, second = policy_text(policy, 1), policy_text(policy)
        assert OLD_PROMISE in first.words
        assert OLD_PROMISE not in second.words
        assert len(first.paragraphs) == 4
        assert (second.version, second.title) == (2, first.title)
        assert "only you can show" not in second.words, "The counselor opens what was for that."
        for said in ("named colleague", "you can end it", "a colleague may open"):
            assert said in second.words
            assert said not in first.words


def test_nobody_is_let_in_on_the_first_words_until_both_agreed_to_the_second(
    session: Session, cast: Cast
) -> None:
    on_version_one(session, cast.alex_and_sam)
    couple, alex, sam = cast.alex_and_sam, cast.alex.identity, cast.sam.identity
    with pytest.raises(DomainError, match="do not say yet"):
        lee_let_in(session, cast)
    # Somebody in danger does not wait for a signature.
    stand_in(session, cast.lee.identity, one="Alex", other="Sam", reason="at once")
    assert len(list_own(session, cast.lee.identity)) == 1
    assert asked(session, cast) == set()

    ask(session, cast)
    assert asked(session, cast) == {"Alex", "Sam"}
    for _press in range(2):
        services.agree(session, alex, KEY)
    assert asked(session, cast) == {"Sam"}
    with pytest.raises(DomainError, match="do not say yet"):
        lee_let_in(session, cast)
    found = session.get_one(Couple, couple.id)
    known = list_agreed(session, cast.morgan.identity, found)
    assert [(each.version, each.lets_in) for each in known] == [(2, True), (1, False)]
    assert [each.version for each in list_agreed(session, alex, found)] == [2, 0]
    assert [each.version for each in list_agreed(session, sam, found)] == [0, 1]
    services.agree(session, sam, KEY)

    made = lee_let_in(session, cast)

    assert made in list_own(session, cast.lee.identity)
    kept = session.scalars(select(Consent).where(Consent.person_id == cast.alex.id)).all()
    assert [each.version for each in kept] == [1, NEWEST]
    assert kept[1].text == policy_text(ConfidentialityPolicy.NO_SECRETS).words
    told = [each.event for each in list_of_couple(session, cast.morgan.identity, found, most=99)]
    assert told.count("consent:ask") == 1
    assert "consent:give" not in told


def test_not_now_holds_for_a_while_and_is_told_to_nobody(session: Session, cast: Cast) -> None:
    on_version_one(session, cast.alex_and_sam)
    ask(session, cast)
    found, morgan = session.get_one(Couple, cast.alex_and_sam.id), cast.morgan.identity
    before = [(e.version, e.can_be_asked) for e in list_agreed(session, morgan, found)]

    services.not_now(session, cast.sam.identity)

    assert asked(session, cast) == {"Alex"}
    assert [(e.version, e.can_be_asked) for e in list_agreed(session, morgan, found)] == before
    with clock.at(clock.now() + NOT_NOW - timedelta(minutes=1)):
        ask(session, cast)
        assert asked(session, cast) == {"Alex"}
        assert len({each.asked_at for each in list_agreed(session, morgan, found)}) == 1
    with clock.at(clock.now() + NOT_NOW + timedelta(minutes=1)):
        assert asked(session, cast) == {"Alex"}
        ask(session, cast)
        assert asked(session, cast) == {"Alex", "Sam"}
    # Whoever says no today may say yes tomorrow, asked or not.
    services.agree(session, cast.sam.identity, KEY)
    assert agreed_version(session, cast.sam.identity, found) == NEWEST


def test_only_their_counselor_asks_and_only_the_two_answer_to_the_words_they_saw(
    session: Session, cast: Cast
) -> None:
    ask(session, cast)
    assert asked(session, cast) == set(), "Whoever agreed already is asked nothing."
    on_version_one(session, cast.alex_and_sam)

    for stranger in (cast.lee, cast.kim):
        with pytest.raises((NotFoundError, NotAllowedError)):
            ask(session, cast, stranger)
    for key in ("", "no-secrets:1", "limited-secrets:2", "no-secrets:99"):
        with pytest.raises(ConflictError, match="Read it once more"):
            services.agree(session, cast.alex.identity, key)
    with pytest.raises(NotAllowedError):
        services.agree(session, cast.morgan.identity, KEY)
    session.get_one(Person, cast.sam.id).joined_at = None
    ask(session, cast)
    assert asked(session, cast) == {"Alex"}
    partings.leave(session, cast.alex.identity)
    with pytest.raises(DomainError, match="Nothing is asked of them"):
        ask(session, cast)

    own = Consent.couple_id == cast.alex_and_sam.id, Consent.person_id == cast.alex.id
    found = {
        name
        for name, viewer in everybody(cast).items()
        if session.scalar(select(Consent.id).where(known_consents(viewer), *own))
    }
    assert found == {ALEX, MORGAN}


def test_only_who_joins_agrees_by_a_link_and_a_new_one_gets_round_no_not_now(
    session: Session, cast: Cast
) -> None:
    on_version_one(session, cast.alex_and_sam)
    ask(session, cast)
    services.not_now(session, cast.sam.identity)
    couple, sam = (
        session.get_one(Couple, cast.alex_and_sam.id),
        session.get_one(Person, cast.sam.id),
    )

    def follow_a_link() -> str:
        token = invitations.invite(session, cast.morgan.identity, sam)
        key = invitations.get_welcome(session, token).policy_key
        invitations.accept(session, token, password="a long evening by the sea", policy_key=key)
        return key

    assert follow_a_link() == ""
    assert asked(session, cast) == {"Alex"}
    assert agreed_version(session, cast.sam.identity, couple) == 1
    sam.joined_at = None
    assert follow_a_link() == KEY
    assert agreed_version(session, cast.sam.identity, couple) == NEWEST


def test_a_hand_over_ends_the_question_and_no_not_now(session: Session, cast: Cast) -> None:
    on_version_one(session, cast.alex_and_sam)
    ask(session, cast)
    services.not_now(session, cast.sam.identity)

    hand_over(session, cast.morgan.identity, cast.alex_and_sam.public_id, cast.lee.public_id)

    assert asked(session, cast) == set(), "Lee did not ask."
    with pytest.raises(NotFoundError):
        ask(session, cast)
    ask(session, cast, cast.lee)
    assert asked(session, cast) == {"Alex"}


def test_another_day_needs_the_words_as_well(session: Session, cast: Cast) -> None:
    made = lee_let_in(session, cast)
    until = made.until
    on_version_one(session, cast.alex_and_sam, cast.sam)

    id_, later = cast.alex_and_sam.public_id, clock.today(TIME_ZONE) + timedelta(days=9)
    with pytest.raises(DomainError, match="do not say yet"):
        let_in(session, cast.morgan.identity, id_, cast.lee.public_id, later)

    assert made.until == until


def test_two_presses_at_one_moment_keep_one_consent(
    begin: Callable[[], Session], committed_cast: Cast
) -> None:
    cast = committed_cast
    with begin() as session, session.begin():
        on_version_one(session, cast.alex_and_sam)

    def press(session: Session) -> None:
        services.agree(session, cast.alex.identity, KEY)

    at_once(begin, press, press)

    with begin() as session:
        kept = session.scalars(
            select(Consent.version)
            .where(Consent.person_id == cast.alex.id)
            .order_by(Consent.version)
        ).all()
        assert kept == [1, NEWEST]


def test_whoever_agrees_while_they_are_asked_does_not_find_the_question_afterwards(
    begin: Callable[[], Session], committed_cast: Cast
) -> None:
    cast = committed_cast

    def agree(session: Session) -> None:
        services.agree(session, cast.alex.identity, KEY)

    for _round in ROUNDS:
        with begin() as session, session.begin():
            on_version_one(session, cast.alex_and_sam)

        at_once(begin, agree, lambda session: ask(session, cast))

        with begin() as session:
            assert asked(session, cast) == {"Sam"}


@pytest.mark.only_on("postgresql", "On SQLite nobody can write while somebody else does.")
def test_a_question_that_came_while_an_answer_waited_for_its_turn_is_answered_too(
    begin: Callable[[], Session], committed_cast: Cast
) -> None:
    cast = committed_cast
    with begin() as session, session.begin():
        on_version_one(session, cast.alex_and_sam)

    with begin() as answering, answering.begin():
        couple = answering.get_one(Couple, cast.alex_and_sam.id)
        assert [each.asked_to_agree_at for each in couple.memberships] == [None, None]
        with begin() as session, session.begin():
            ask(session, cast)
        services.agree(answering, cast.alex.identity, KEY)

    with begin() as session:
        assert asked(session, cast) == {"Sam"}
