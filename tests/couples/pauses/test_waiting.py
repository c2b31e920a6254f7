"""While a time-out lasts, what is joint waits, and nothing of one partner reaches the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements.queries import list_agreements
from couples.agreements.services import sign
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.models import Pause, Submission
from couples.pauses import services
from couples.pauses.waiting import PausedError
from couples.safety.opening import NotScheduledError
from couples.submissions import drafts, handing_in
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.sharing import widen
from tests.cast import Cast, Member
from tests.homework import FEELINGS, RULES, begin, give, give_feelings, hand_in

EVENING = datetime.fromisoformat("2026-11-24T20:00:00-05:00")


def after(minutes: float) -> datetime:
    return EVENING + timedelta(minutes=minutes)


def pause_for(session: Session, cast: Cast, minutes: int = 30) -> Pause:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    return services.start(session, cast.alex.identity, couple, minutes)


def read_by(session: Session, reader: Member, work: Submission) -> set[str]:
    """The questions of somebody's work whose answers this person can read."""
    return {a.field for a in list_answers(session, reader.identity, [work])[work.id]}


def known_to(session: Session, reader: Member, given: Assignment) -> int:
    return len(list_submissions(session, reader.identity, assignments=[given]))


def test_a_seal_opens_when_the_time_out_is_over(session: Session, cast: Cast) -> None:
    with clock.at(after(-60)):
        given = give_feelings(session, cast.alex_and_sam)
        first = hand_in(session, cast.alex, given, FEELINGS)
    with clock.at(EVENING):
        pause = pause_for(session, cast)
    with clock.at(after(10)):
        second = hand_in(session, cast.sam, given, FEELINGS)
        sealed = [read_by(session, cast.sam, first), read_by(session, cast.alex, second)]
        assert sealed == [set(), set()]
        assert known_to(session, cast.alex, given) == known_to(session, cast.sam, given) == 1
        assert read_by(session, cast.morgan, second) >= {"fear", "joy"}
        assert read_by(session, cast.sam, second) >= {"fear", "joy"}
    with clock.at(after(20)):
        services.come_back(session, cast.alex.identity, pause.public_id)
        assert "fear" in read_by(session, cast.sam, first)
        assert "joy" in read_by(session, cast.alex, second)


def test_it_opens_too_when_nobody_comes_back_and_the_time_is_up(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give_feelings(session, cast.alex_and_sam)
        pause_for(session, cast)
    with clock.at(after(10)):
        first = hand_in(session, cast.alex, given, FEELINGS)
        hand_in(session, cast.sam, given, FEELINGS)
        assert read_by(session, cast.sam, first) == set()
    with clock.at(after(30)):
        assert "fear" in read_by(session, cast.sam, first)


def test_what_was_open_before_stays_open(session: Session, cast: Cast) -> None:
    with clock.at(after(-60)):
        given = give_feelings(session, cast.alex_and_sam)
        first = hand_in(session, cast.alex, given, FEELINGS)
        hand_in(session, cast.sam, given, FEELINGS)
    with clock.at(EVENING):
        before = read_by(session, cast.sam, first)
        pause_for(session, cast)
    with clock.at(after(1)):
        assert read_by(session, cast.sam, first) == before
        assert "fear" in before


def test_what_is_for_both_arrives_after_it(session: Session, cast: Cast) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "gratitude-act")
        pause_for(session, cast)
    with clock.at(after(5)):
        thanks = handing_in.check_in(
            session,
            cast.alex.identity,
            given.public_id,
            answers={"gratitude": "You made tea."},
            key=uuid4().hex,
        )
        assert read_by(session, cast.sam, thanks) == set()
        assert known_to(session, cast.sam, given) == 0
    with clock.at(after(31)):
        assert read_by(session, cast.sam, thanks)


def test_a_couple_without_a_time_out_is_not_held_up(session: Session, cast: Cast) -> None:
    with clock.at(EVENING):
        pause_for(session, cast)
        given = give_feelings(session, cast.kim_and_robin)
        first = hand_in(session, cast.kim, given, FEELINGS)
        hand_in(session, cast.robin, given, FEELINGS)
        assert "fear" in read_by(session, cast.robin, first)


def test_joint_work_rests_and_what_was_begun_is_kept(session: Session, cast: Cast) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "calm-contract")
        apart = give_feelings(session, cast.alex_and_sam)
        begun = begin(session, cast.alex, given, RULES)
        pause_for(session, cast)
        with pytest.raises(NotScheduledError):
            drafts.start(session, cast.sam.identity, given.public_id)
        with pytest.raises(PausedError):
            handing_in.submit(
                session, cast.alex.identity, begun.public_id, revision=begun.revision, key="once"
            )
        drafts.start(session, cast.sam.identity, apart.public_id)
    with clock.at(after(31)):
        drafts.start(session, cast.sam.identity, given.public_id)
        handing_in.submit(
            session, cast.alex.identity, begun.public_id, revision=begun.revision, key="once"
        )


def test_a_time_out_for_oneself_holds_nothing_of_the_other(session: Session, cast: Cast) -> None:
    with clock.at(EVENING):
        pause = pause_for(session, cast)
        pause.is_alone = True
        given = give_feelings(session, cast.alex_and_sam)
        contract = give(session, cast.alex_and_sam, "calm-contract")
        first = hand_in(session, cast.alex, given, FEELINGS)
        hand_in(session, cast.sam, given, FEELINGS)
        assert "fear" in read_by(session, cast.sam, first)
        drafts.start(session, cast.alex.identity, contract.public_id)


def test_nobody_signs_or_shows_something_to_the_other_in_a_time_out(
    session: Session, cast: Cast
) -> None:
    with clock.at(after(-60)):
        contract = give(session, cast.alex_and_sam, "calm-contract")
        hand_in(session, cast.alex, contract, RULES)
        grievance = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
        words = {"what_happened": "The door", "hurts_now": "7", "ask_of_partner": "hear"}
        own = hand_in(session, cast.alex, grievance, words)
        [agreement] = list_agreements(session, cast.sam.identity)
        answer = list_answers(session, cast.alex.identity, [own])[own.id][0]

    def act() -> None:
        sign(session, cast.sam.identity, agreement.id, version_id=agreement.version_id)
        widen(session, cast.alex.identity, answer.public_id, audience=Audience.COUPLE)

    with clock.at(EVENING):
        pause_for(session, cast)
        with pytest.raises(PausedError):
            act()
        with pytest.raises(PausedError):
            widen(session, cast.alex.identity, answer.public_id, audience=Audience.COUPLE)
        if answer.audience is Audience.ME:
            widen(session, cast.alex.identity, answer.public_id, audience=Audience.COUNSELOR)
    with clock.at(after(31)):
        act()
        assert read_by(session, cast.sam, own) == {answer.field}
