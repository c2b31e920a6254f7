from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.errors import ConflictError, NotFoundError
from couples.exercises.definition import Cadence, Doer, Part
from couples.submissions import drafts, handing_in, receiving, reviewing
from couples.submissions.handing_in import AlreadySubmittedError
from couples.submissions.typed import Typed
from tests.cast import Cast
from tests.homework import FEELINGS, give, give_feelings, hand_in

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)


class TestSubmit:
    def test_what_was_handed_in_keeps_the_name_of_its_draft(
        self, session: Session, cast: Cast
    ) -> None:
        assignment = give_feelings(session, cast.alex_and_sam)
        draft = drafts.start(session, cast.alex.identity, assignment.public_id)

        submission = hand_in(session, cast.alex, assignment, FEELINGS)

        assert submission.public_id == draft.public_id

    def test_another_tab_is_told_of_what_stands(self, session: Session, cast: Cast) -> None:
        assignment = give_feelings(session, cast.alex_and_sam)
        first = hand_in(session, cast.alex, assignment, FEELINGS)

        with pytest.raises(AlreadySubmittedError) as refusal:
            handing_in.submit(
                session, cast.alex.identity, first.public_id, revision=1, key="another press"
            )

        assert refusal.value.standing is first

    def test_the_other_partner_is_told_of_nothing(self, session: Session, cast: Cast) -> None:
        assignment = give_feelings(session, cast.alex_and_sam)
        first = hand_in(session, cast.alex, assignment, FEELINGS)

        with pytest.raises(NotFoundError):
            handing_in.submit(
                session, cast.sam.identity, first.public_id, revision=1, key="a guess"
            )


class TestCheckIn:
    def test_a_press_for_a_day_that_was_noted_meanwhile_notes_no_other_day(
        self, session: Session, cast: Cast
    ) -> None:
        with clock.at(MONDAY):
            ritual = give(
                session,
                cast.alex_and_sam,
                "daily-ritual",
                cadence=Cadence.DAILY,
                starts_on=date(2026, 11, 20),
            )
            note = partial(
                handing_in.check_in,
                session,
                cast.alex.identity,
                ritual.public_id,
                answers={"done": "yes"},
                occurrence="2026-11-23",
            )
            note(key="one tab")

            with pytest.raises(AlreadySubmittedError):
                note(key="another tab")


class TestPartsThatAskNothing:
    def test_there_is_no_draft_without_a_question(self, session: Session, cast: Cast) -> None:
        feelings = give_feelings(session, cast.alex_and_sam)

        with pytest.raises(ConflictError):
            drafts.start(session, cast.alex.identity, feelings.public_id, Part.LOG)

    def test_nothing_is_received_where_nobody_asks(self, session: Session, cast: Cast) -> None:
        pauses = give(session, cast.alex_and_sam, "pause-log")
        noted = hand_in(session, cast.alex, pauses, {"called_by": "me"}, part=Part.LOG)

        with pytest.raises(NotFoundError):
            receiving.receive(session, cast.sam.identity, noted.public_id, answers={}, key="k")


class TestTryAgain:
    def test_what_comes_back_weeks_later_can_still_be_done_again(
        self, session: Session, cast: Cast
    ) -> None:
        with clock.at(MONDAY):
            assignment = give_feelings(session, cast.alex_and_sam)
            first = hand_in(session, cast.alex, assignment, FEELINGS)
        with clock.at(MONDAY + timedelta(weeks=3)):
            reviewing.return_for_another_attempt(
                session, cast.morgan.identity, first.public_id, words="Say a little more."
            )

            draft = drafts.try_again(session, cast.alex.identity, first.public_id)

        assert draft.occurrence == first.occurrence
        assert drafts.typed_in(draft).answers["fear"] == FEELINGS["fear"]

    def test_it_opens_the_right_one_beside_newer_work(self, session: Session, cast: Cast) -> None:
        with clock.at(MONDAY):
            assignment = give(
                session,
                cast.alex_and_sam,
                "emotion-check-in",
                cadence=Cadence.TIMES_A_WEEK,
                times_a_week=3,
                doer=Doer.EACH,
            )
            first = hand_in(session, cast.alex, assignment, FEELINGS)
            newer = drafts.start(session, cast.alex.identity, assignment.public_id)
            drafts.save(
                session,
                cast.alex.identity,
                newer.public_id,
                typed=Typed({"fear": "the winter"}),
                revision=0,
            )
            reviewing.return_for_another_attempt(
                session, cast.morgan.identity, first.public_id, words="Say a little more."
            )

            draft = drafts.try_again(session, cast.alex.identity, first.public_id)

        assert draft.occurrence == first.occurrence != newer.occurrence

    def test_only_what_was_given_back_can_be_done_again(self, session: Session, cast: Cast) -> None:
        assignment = give_feelings(session, cast.alex_and_sam)
        first = hand_in(session, cast.alex, assignment, FEELINGS)

        with pytest.raises(ConflictError):
            drafts.try_again(session, cast.alex.identity, first.public_id)

    def test_only_its_author_can_try_again(self, session: Session, cast: Cast) -> None:
        assignment = give_feelings(session, cast.alex_and_sam)
        first = hand_in(session, cast.alex, assignment, FEELINGS)
        hand_in(session, cast.sam, assignment, FEELINGS)

        with pytest.raises(NotFoundError):
            drafts.try_again(session, cast.sam.identity, first.public_id)


class TestAdding:
    def test_one_line_is_enough_to_add_to_the_others_list(
        self, session: Session, cast: Cast
    ) -> None:
        plan = give(session, cast.alex_and_sam, "problem-solving", cadence=Cadence.ONCE)
        hand_in(
            session,
            cast.alex,
            plan,
            {
                "problem": "We never know who cooks",
                "options": ["A list", "Sundays together", "Order on Fridays"],
                "chosen": "1",
                "steps": [{"who": "author", "what": "Buys the list"}],
                "review_on": (clock.today(plan.couple.time_zone) + timedelta(days=14)).isoformat(),
                "confidence": "8",
            },
        )

        added = hand_in(session, cast.sam, plan, {"options": ["Soup"], "confidence": "6"})

        assert added.author_id == cast.sam.id
