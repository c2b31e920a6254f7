"""Gaps, changes and what went well, as things to open with: each with how many it stands on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.appointments.services import schedule
from couples.exercises.definition import Cadence, Doer
from tests.cast import Cast
from tests.couples.progress.days import LAST_TIME, Openers, feel, on
from tests.homework import RULES, give, hand_in, note, receive


class TestDifferences:
    def test_two_answers_far_apart_stand_side_by_side_with_how_many_they_are(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(0):
            given = give(session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH)
        for day in (1, 2, 3):
            with on(day):
                feel(session, cast.alex, given, 8)
                feel(session, cast.sam, given, 4)

        found = openers(4)

        assert (
            "“How understood you felt”: Alex 8.0 of 10 on average, Sam 4.0."
            " From 3 and 3 answers to “A fear, a joy, a need”."
            " What does each of them mean by the number?"
        ) in found
        assert not any("average" in each for each in openers(4, for_both=True))

    def test_an_average_of_two_is_not_said(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(0):
            given = give(session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH)
        for day in (1, 2):
            with on(day):
                feel(session, cast.alex, given, 9)
                feel(session, cast.sam, given, 1)

        assert not any("average" in each for each in openers(4))

    def test_a_change_since_last_time(self, session: Session, cast: Cast, openers: Openers) -> None:
        with on(0):
            given = give(session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH)
            schedule(
                session, cast.morgan.identity, cast.alex_and_sam.public_id, starts_at=LAST_TIME
            )
        for day, rating in ((7, 8), (8, 8), (9, 8), (14, 3), (15, 3), (16, 3)):
            with on(day, 2):
                feel(session, cast.alex, given, rating)
                feel(session, cast.sam, given, rating)

        found = " ".join(openers(17, since=LAST_TIME))

        assert "“How understood you felt” went from 8.0 to 3.0 for Alex." in found

    def test_nothing_at_all_is_the_first_thing_to_say(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(0):
            give(session, cast.alex_and_sam, "problem-solving", cadence=Cadence.ONCE)

        assert openers(7) == [
            "Alex handed in 0 of 1, Sam 0 of 1. Begin with what these days were like for each."
        ]
        assert openers(7, for_both=True) == []

    def test_a_partner_from_whom_nothing_comes_any_more(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(0):
            given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
        for day in range(20):
            with on(day, 1):
                note(session, cast.alex, given, {"done": "yes"})
                if day < 6:
                    note(session, cast.sam, given, {"done": "yes"})

        found = " ".join(openers(20))

        assert "The last that came from Sam was on Oct 10." in found
        assert "Ask both how these days were." in found
        assert "Sam" not in " ".join(openers(20, for_both=True))


class TestStrengths:
    def test_a_ritual_that_both_kept(self, session: Session, cast: Cast, openers: Openers) -> None:
        with on(0):
            given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
        for day in range(7):
            with on(day, 1):
                note(session, cast.alex, given, {"done": "yes"})
                note(session, cast.sam, given, {"done": "no" if day == 3 else "yes"})

        (kept,) = (line for line in openers(7) if "held" in line)

        assert openers(7, for_both=True) == [], "each has told the counselor alone"
        assert kept.startswith(
            "“A small ritual of your own” held: Alex 7 of 7 times, Sam 6 of 6 times."
        )

    def test_what_mattered_most_by_the_one_it_was_for(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(0):
            given = give(session, cast.alex_and_sam, "gratitude-act", cadence=Cadence.DAILY)
        told = {"mattered": "couple"}
        for day, words, mattered in ((0, "Thanks for the tea", 9), (1, "Thanks for waiting", 4)):
            with on(day, 1):
                thanks = note(session, cast.alex, given, {"gratitude": words})
                answers = {"noticed": "yes", "mattered": str(mattered)}
                receive(session, cast.sam, thanks, answers, told)

        (found,) = openers(2, for_both=True)

        assert found == (
            "What mattered to Sam: “Thanks for the tea”"
            " 9 of 10, the most of the 2 things that Sam answered."
        )

    def test_what_was_said_to_the_counselor_alone_is_for_the_counselor_alone(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(0):
            given = give(session, cast.alex_and_sam, "gratitude-act", cadence=Cadence.DAILY)
        for day, mattered in ((0, 9), (1, 4)):
            with on(day, 1):
                thanks = note(session, cast.alex, given, {"gratitude": f"Thanks, {day}"})
                receive(session, cast.sam, thanks, {"noticed": "yes", "mattered": str(mattered)})

        assert openers(2, for_both=True) == []
        assert any(line.startswith("What mattered to Sam: “Thanks, 0”") for line in openers(2))

    def test_thanks_whose_act_is_still_to_come_count_as_done(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(0):
            given = give(session, cast.alex_and_sam, "gratitude-act", cadence=Cadence.DAILY)
        for day in range(4):
            with on(day, 1):
                for who in cast.alex_and_sam.partners:
                    note(session, who, given, {"gratitude": "The tea", "done": "no"})

        found = " ".join(openers(4, for_both=True))

        assert "Alex 4 of 4 times, Sam 4 of 4 times" in found

    def test_one_of_three_is_a_strength_however_much_waits(
        self, session: Session, cast: Cast, openers: Openers
    ) -> None:
        with on(0):
            contract = give(session, cast.alex_and_sam, "calm-contract")
            hand_in(session, cast.alex, contract, {**RULES, "private_note": "Mine."})
            feelings = give(session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH)
            feel(session, cast.sam, feelings, 5)
            hurt = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
            answers = {"what_happened": "Late.", "hurts_now": "4", "ask_of_partner": "hear"}
            held = dict.fromkeys(answers, "session")
            hand_in(session, cast.alex, hurt, answers, audiences=held)
            wins = give(session, cast.alex_and_sam, "wins", cadence=Cadence.ANY_TIME)
            for words in ("Breakfast", "A walk", "We laughed"):
                note(session, cast.alex, wins, {"win": words})

        found = openers(1)

        assert len(found) == 3
        assert found[-1].startswith("Good moments were noted: Alex 3, Sam 0.")
