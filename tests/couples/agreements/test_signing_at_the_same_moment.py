"""Two press at the same moment, and an agreement ends in exactly one right state."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.agreements import living
from couples.agreements import services as agreements
from couples.agreements.models import (
    Agreement,
    AgreementSignature,
    AgreementStep,
    AgreementVersion,
)
from couples.agreements.queries import AgreementView, list_agreements
from couples.agreements.standing import BOTH
from couples.assignments.models import Assignment
from tests.cast import Cast, Member
from tests.homework import RULES, give, hand_in
from tests.simultaneously import ROUNDS, at_once

PAIRS = 200


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


def _unsigned(begin: Callable[[], Session], cast: Cast) -> list[AgreementView]:
    """Agreements as after a session in which the counselor typed them: signed by nobody."""
    with begin() as session, session.begin():
        given = give(session, cast.alex_and_sam, "calm-contract")
        written = hand_in(session, cast.alex, given, RULES)
        whose = {"practice_id": given.practice_id, "couple_id": given.couple_id}
        for _number in range(PAIRS):
            of = {name: getattr(given, name) for name in ("batch_id", "doer", "cadence")}
            one = Assignment(
                **whose,
                **of,
                exercise_version_id=given.exercise_version_id,
                starts_on=given.starts_on,
            )
            session.add(one)
            session.flush()
            agreement = Agreement(**whose, assignment_id=one.id)
            session.add(agreement)
            session.flush()
            wording = AgreementVersion(
                practice_id=given.practice_id,
                submission_id=written.id,
                number=1,
                proposed_by_id=cast.alex.id,
                text="What we keep to: nobody shouts",
            )
            agreement.versions.append(wording)
        session.flush()
    with begin() as session:
        found = list_agreements(session, cast.alex.identity)
    return [each for each in found if not each.signed_by_ids]


def test_two_hundred_pairs_of_signatures_put_each_in_force_once(
    begin: Callable[[], Session], cast: Cast
) -> None:
    waiting = _unsigned(begin, cast)
    assert len(waiting) == PAIRS

    def sign(member: Member, each: AgreementView) -> Callable[[Session], object]:
        return lambda session: agreements.sign(
            session, member.identity, each.id, version_id=each.version_id
        )

    for number, each in enumerate(waiting):
        both = [sign(cast.alex, each), sign(cast.sam, each)]
        outcomes = at_once(begin, *(both if number % 2 else reversed(both)))
        assert not [one for one in outcomes if isinstance(one, Exception)]

    with begin() as session:
        known = {each.id: each for each in list_agreements(session, cast.sam.identity)}
        mine = [known[each.id] for each in waiting]
        assert all(each.is_in_force and len(each.signed_by_ids) == BOTH for each in mine)
        signed = session.scalar(select(func.count(AgreementSignature.id)))
        assert signed == BOTH * PAIRS + 1, "Alex signed the first one when handing it in."


@pytest.mark.parametrize("_round", ROUNDS)
def test_signing_and_ending_at_once_end_it(
    begin: Callable[[], Session], cast: Cast, _round: int
) -> None:
    with begin() as session, session.begin():
        given = give(session, cast.alex_and_sam, "calm-contract")
        hand_in(session, cast.alex, given, RULES)
        [proposed] = list_agreements(session, cast.alex.identity)

    at_once(
        begin,
        lambda session: agreements.sign(
            session, cast.sam.identity, proposed.id, version_id=proposed.version_id
        ),
        lambda session: living.withdraw(session, cast.alex.identity, proposed.id, key="a"),
        lambda session: living.withdraw(session, cast.alex.identity, proposed.id, key="b"),
    )

    with begin() as session:
        [agreement] = list_agreements(session, cast.sam.identity)
        assert agreement.has_ended
        assert session.scalar(select(func.count(AgreementStep.id))) == 1
