"""The three things to open with: what puts each of them there, and in whose copy it may stand."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements import services as agreements
from couples.agreements.queries import list_agreements
from couples.caseload.models import Couple
from couples.exercises.definition import Doer
from couples.people.models import Person
from couples.progress.material import load_material
from couples.progress.openers import choose_openers
from couples.progress.today import period_for
from couples.progress.work import load_work
from couples.submissions import reviewing
from tests.cast import Cast
from tests.couples.progress.days import START, Openers, feel, on
from tests.homework import RULES, give, hand_in


class TestSealedWork:
    def test_the_counselor_learns_who_waits_for_whom(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(1):
            given = give(session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH)
            feel(session, cast.alex, given, 6)

        found = " ".join(openers(2))

        assert "Alex has handed in “A fear, a joy, a need”, and Sam has not yet." in found
        assert "Sam does not know that it is there." in found

    def test_the_couples_copy_is_silent_until_both_have_handed_in(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(1):
            given = give(session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH)
            feel(session, cast.alex, given, 6)
        before = openers(2, for_both=True)
        with on(3):
            feel(session, cast.sam, given, 6)

        after = openers(4, for_both=True)

        assert before == []
        assert after == [
            (
                "“A fear, a joy, a need” has opened, and you can both read it now."
                " Both handed it in by Oct 8."
            )
        ]

    def test_what_nobody_can_answer_any_more_waits_for_nobody(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(1):
            given = give(
                session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH, times_a_week=1
            )
            feel(session, cast.alex, given, 6)

        assert not any("has not yet" in each for each in openers(20))


class TestWhatWaits:
    @pytest.mark.parametrize(
        ("pair", "advice"),
        [
            ("alex_and_sam", "You may bring it into the room."),
            ("kim_and_robin", "It stays with you unless its author agrees to share it."),
        ],
    )
    def test_words_for_the_counselor_alone_come_with_what_the_policy_says(
        self, session: Session, cast: Cast, pair: str, advice: str
    ) -> None:
        couple = getattr(cast, pair)
        author = couple.partners[0]
        with on(1):
            given = give(session, couple, "calm-contract")
            hand_in(session, author, given, {**RULES, "private_note": "Only for Morgan."})
        row = session.get_one(Couple, couple.id)

        with on(2):
            period = period_for(row, None, clock.now())
            work = load_work(session, cast.morgan.identity, [row], since=START)
            material = load_material(session, cast.morgan.identity, row, work, period)
            (first, *_rest) = choose_openers(material)

        assert f"{author.name} wrote something for you alone" in first.sentence
        assert "Only for Morgan." not in first.sentence
        assert advice in first.reason

    def test_neither_stands_in_the_couples_copy(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(1):
            given = give(session, cast.alex_and_sam, "calm-contract")
            hand_in(session, cast.alex, given, {**RULES, "private_note": "Only for Morgan."})
            hurt = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
            answers = {"what_happened": "Late.", "hurts_now": "4", "ask_of_partner": "hear"}
            held = dict.fromkeys(answers, "session")
            hand_in(session, cast.alex, hurt, answers, audiences=held)

        counselors, couples = openers(2), openers(2, for_both=True)

        assert any("opened in session, in “Naming what hurt”" in each for each in counselors)
        assert couples == [
            (
                "“Our agreement for hard moments” waits for a signature from Sam."
                " Version 1 was proposed on Oct 6."
            )
        ]

    def test_an_agreement_is_signed_and_later_looked_at_again(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(1):
            given = give(session, cast.alex_and_sam, "calm-contract")
            hand_in(session, cast.alex, given, {**RULES, "review_on": "2026-11-02"})
            hand_in(session, cast.sam, given, {"confidence": "5"})
            (agreement,) = list_agreements(session, cast.sam.identity)
            agreements.sign(
                session, cast.sam.identity, agreement.id, version_id=agreement.version_id
            )
            session.expire_all()

        soon, past = (" ".join(openers(day, for_both=True)) for day in (24, 40))

        assert "signature" not in soon
        assert "is up for another look. The day set for it is Nov 2." in soon
        assert "The day set for it was Nov 2." in past

    def test_work_given_back_is_with_its_author(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(1):
            given = give(session, cast.alex_and_sam, "open-questions")
            answers = {"question": "Which song?", "curious": "5", "felt_known": "5"}
            written = hand_in(session, cast.sam, given, answers)
            reviewing.return_for_another_attempt(
                session, cast.morgan.identity, written.public_id, words="One more line?"
            )

        assert any("is with Sam for another attempt" in each for each in openers(2))
        assert not any("another attempt" in each for each in openers(2, for_both=True))

    def test_a_partner_who_has_not_joined(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        session.get_one(Person, cast.sam.id).joined_at = None

        assert openers(1) == ["Sam has not joined yet. Nothing can come from Sam before that."]
        assert openers(1, for_both=True) == []
