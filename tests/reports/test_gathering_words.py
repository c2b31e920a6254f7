"""What a brief prints of what came in: whose words, in what order, and how many more there are."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from couples.agreements import services as agreements
from couples.agreements.queries import list_agreements
from couples.exercises.definition import Cadence, Doer
from couples.submissions import reviewing
from reports.html import render_paper
from reports.pdf import write_pdf
from reports.states import AgreementState, Copy, SeenBy
from reports.written import HandedIn
from tests.cast import Cast
from tests.homework import FEELINGS, RULES, give, hand_in, note, receive
from tests.reports.days import Report, on
from tests.reports.paper import printed, reader


class TestWhatIsPrinted:
    def test_nothing_handed_in_is_said_and_counted(
        self, session: Session, cast: Cast, report: Report
    ) -> None:
        with on(2):
            give(session, cast.alex_and_sam, "problem-solving", cadence=Cadence.ONCE)
            give(session, cast.alex_and_sam, "emotion-check-in", cadence=Cadence.EACH_SESSION)
            give(session, cast.alex_and_sam, "calm-contract", before_next_session=True)

        brief = report()
        page = printed(write_pdf(render_paper(brief)))

        assert brief.is_empty
        assert "Nothing has come in yet" in page
        assert page.count("0 of 3 handed in") == 2
        assert [(each.who, each.due_on) for each in brief.missing[:3]] == [
            ("Alex", None),
            ("Alex", None),
            ("Alex", date(2026, 10, 16)),
        ]

    def test_each_answer_says_whom_it_is_for(
        self, session: Session, cast: Cast, report: Report
    ) -> None:
        with on(3):
            given = give(session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH)
            answers = {**FEELINGS, "mood": "4", "validation": "You were tired."}
            hand_in(session, cast.alex, given, answers)

        (work,) = report().handed_in

        assert {excerpt.label: excerpt.seen_by for excerpt in work.excerpts} == {
            "Something you are afraid of at the moment": SeenBy.UNTIL_BOTH,
            "Something that made you glad": SeenBy.UNTIL_BOTH,
            "Something you need": SeenBy.UNTIL_BOTH,
            "How you are today": SeenBy.COUNSELOR,
            "What you understood of your partner": SeenBy.UNTIL_RELEASED,
            "How understood you felt": SeenBy.UNTIL_BOTH,
        }
        assert report(Copy.COUPLE).handed_in == ()

    def test_rows_name_the_people(self, session: Session, cast: Cast, report: Report) -> None:
        with on(3):
            plan = give(session, cast.alex_and_sam, "problem-solving", cadence=Cadence.ONCE)
            steps = [
                {"who": "author", "what": "call the bank"},
                {"who": "other", "what": "sweep"},
                {"who": "both", "what": "rest"},
            ]
            answers = {
                "problem": "We run late",
                "options": ["a", "b", "c"],
                "chosen": "1",
                "steps": steps,
                "review_on": "2026-10-20",
                "confidence": "6",
            }
            hand_in(session, cast.sam, plan, answers)

        (work,) = report(Copy.COUPLE).handed_in

        assert _lines(work, "Your steps") == (
            "Sam: call the bank",
            "Alex: sweep",
            "Sam and Alex: rest",
        )

    def test_a_second_attempt_says_so_to_the_counselor_alone(
        self, session: Session, cast: Cast, report: Report
    ) -> None:
        question = {"question": "Which song?", "curious": "5", "felt_known": "5"}
        with on(3):
            given = give(session, cast.alex_and_sam, "open-questions")
            first = hand_in(session, cast.sam, given, question)
            reviewing.return_for_another_attempt(
                session, cast.morgan.identity, first.public_id, words="And why that one?"
            )
        with on(4):
            hand_in(session, cast.sam, given, {**question, "question": "Which song, and why?"})

        (work,) = report().handed_in
        (for_both,) = report(Copy.COUPLE).handed_in

        assert (work.attempt, _lines(work, "The question you asked")) == (
            2,
            ("Which song, and why?",),
        )
        assert for_both.attempt == 1
        assert [reply.lines for reply in report().replies] == [("And why that one?",)]
        assert report(Copy.COUPLE).replies == ()

    def test_good_moments_are_told_newest_first_with_how_they_were_received(
        self, session: Session, cast: Cast, report: Report
    ) -> None:
        with on(2):
            given = give(session, cast.alex_and_sam, "gratitude-act", cadence=Cadence.DAILY)
        for day in range(3, 10):
            with on(day):
                thanks = note(session, cast.alex, given, {"gratitude": f"Day {day}"})
                if day == 9:
                    said = {"noticed": "yes", "mattered": "8"}
                    # Sam lets Alex know, too.
                    receive(session, cast.sam, thanks, said, dict.fromkeys(said, "couple"))

        (work,) = report(Copy.COUPLE).handed_in

        assert work.excerpts[0].label == "Alex, Oct 10"
        assert work.excerpts[0].lines == (
            "Day 9",
            "Sam – You noticed it: Yes",
            "Sam – How much it mattered to you: 8 of 10",
        )
        assert len(work.excerpts) + work.more == 7
        assert f"{work.more} more, from before these, are on the screen." in render_paper(
            report(Copy.COUPLE)
        )

    def test_a_long_answer_is_cut_and_says_so(
        self, session: Session, cast: Cast, report: Report
    ) -> None:
        with on(3):
            given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
            answers = {"what_happened": "long " * 120, "hurts_now": "4", "ask_of_partner": "hear"}
            shared = dict.fromkeys(answers, "couple")
            hand_in(session, cast.alex, given, answers, audiences=shared)

        (work,) = report().handed_in

        assert " ".join(work.excerpts[0].lines).count("long") == 120
        assert not work.excerpts[0].is_cut

    def test_much_writing_still_fits_on_eight_pages_and_says_what_was_left_out(
        self, session: Session, cast: Cast, report: Report
    ) -> None:
        with on(2):
            talk = give(session, cast.alex_and_sam, "needs-talk", times_a_week=7)
        words = "Some words that fill a line and then a little more of the next one. " * 2
        for day in range(3, 12):
            for who in cast.alex_and_sam.partners:
                with on(day):
                    answers = {
                        "topic": "Evenings",
                        "when": words[:140],
                        "need": words[:140],
                        "reflection": words,
                        "accuracy": "7",
                        "heard": "6",
                        "outcome": "understood",
                    }
                    hand_in(session, who, talk, answers)

        brief = report()
        pages = len(reader(write_pdf(render_paper(brief))).pages)

        assert len(brief.handed_in) == 18
        assert any(work.more for work in brief.handed_in)
        assert 2 <= pages <= 8

    def test_an_agreement_stands_until_both_have_signed_the_next(
        self, session: Session, cast: Cast, report: Report
    ) -> None:
        with on(3):
            given = give(session, cast.alex_and_sam, "calm-contract")
            first = hand_in(session, cast.alex, given, RULES)
            (view,) = list_agreements(session, cast.sam.identity)
            agreements.sign(session, cast.sam.identity, view.id, version_id=view.version_id)
            reviewing.return_for_another_attempt(
                session, cast.morgan.identity, first.public_id, words="And a shorter pause?"
            )
        with on(5):
            hand_in(session, cast.alex, given, {**RULES, "pause_minutes": "20"})
            session.expire_all()

        (agreement,) = report(Copy.COUPLE).agreements

        assert agreement.state is AgreementState.PROPOSED
        assert (agreement.version, agreement.standing) == (2, 1)
        assert agreement.signed_by == ("Alex",)
        assert "version 1 holds until then" in render_paper(report(Copy.COUPLE))


def _lines(work: HandedIn, label: str) -> tuple[str, ...]:
    return next(excerpt.lines for excerpt in work.excerpts if excerpt.label == label)
