"""Each couple's situation, as whoever it concerns finds it."""

from __future__ import annotations

from datetime import timedelta

from couples import clock
from couples.agreements.queries import list_agreements
from couples.assignments.queries import list_assignments
from couples.audiences import Audience
from couples.consents.queries import list_agreed
from couples.consents.services import ask_to_agree
from couples.exercises.definition import Part
from couples.exercises.telling import from_words
from couples.people.invitations import find_open_invitation
from couples.programmes.queries import list_programmes
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import (
    find_draft,
    list_answers,
    list_replies,
    list_started,
    list_submissions,
)
from tests.couples.demo.conftest import ENDING, Demo


def _handed_in(demo: Demo, reader: str, author: str, key: str) -> list[Submission]:
    """What `author` handed in for their homework, as `reader` knows of it."""
    return [
        submission
        for submission in list_submissions(demo.session, demo.identity(reader))
        if submission.author_id == demo.person(author).id
        and submission.assignment.definition.id == key
    ]


def _words(demo: Demo, reader: str, submission: Submission) -> dict[str, Answer]:
    found = list_answers(demo.session, demo.identity(reader), [submission])[submission.id]
    return {answer.field: answer for answer in found}


class TestAlexAndSam:
    def test_their_rituals_are_mostly_done(self, practice: Demo) -> None:
        for name in ("alex", "sam"):
            noted = [
                submission
                for submission in _handed_in(practice, "morgan", name, "daily-ritual")
                if submission.part is Part.LOG
            ]
            done = [s for s in noted if _words(practice, "morgan", s)["done"].number == 1]

            assert len(done) > 35, "of fifty-three days"
            assert len(noted) > len(done), "some days were “not today”"

    def test_they_note_what_went_well(self, practice: Demo) -> None:
        assert len(_handed_in(practice, "sam", "alex", "wins")) == 5
        assert len(_handed_in(practice, "alex", "sam", "wins")) == 5

    def test_their_second_agreement_is_in_force(self, practice: Demo) -> None:
        (agreement,) = list_agreements(practice.session, practice.identity("sam"))

        assert agreement.number == 2
        assert agreement.is_in_force
        assert agreement.signed_by_ids == {
            practice.person("alex").id,
            practice.person("sam").id,
        }
        assert agreement.review_on is not None
        assert agreement.review_on > clock.today("America/New_York")

    def test_their_plan_has_steps_with_names_and_days(self, practice: Demo) -> None:
        *_, latest = _handed_in(practice, "alex", "sam", "problem-solving")
        field = latest.assignment.definition.field("steps")

        steps = from_words(field, _words(practice, "alex", latest)["steps"].words or "")

        assert isinstance(steps, list)
        assert [set(step) for step in steps if isinstance(step, dict)] == [
            {"who", "what", "by"},
            {"who", "what", "by"},
            {"who", "what"},
        ]


class TestPriyaAndDaniel:
    def test_one_of_them_stops_after_the_fourth_week(self, practice: Demo) -> None:
        everything = list_submissions(practice.session, practice.identity("morgan"))
        days = {
            name: [
                clock.local(s.submitted_at, "America/New_York").date()
                for s in everything
                if s.author_id == practice.person(name).id
            ]
            for name in ("priya", "daniel")
        }

        assert len(days["daniel"]) > 10
        assert max(days["daniel"]) < practice.ago("daniel", 27)
        assert max(days["priya"]) >= practice.ago("priya", 4)

    def test_the_counselor_knows_that_he_began_once_more_and_not_what(self, practice: Demo) -> None:
        given = practice.homework("daniel", "emotion-check-in")
        daniel, morgan = practice.identity("daniel"), practice.identity("morgan")

        assert (given.id, daniel.person_id) in list_started(practice.session, morgan, [given])
        assert find_draft(practice.session, morgan, given) is None
        assert find_draft(practice.session, practice.identity("priya"), given) is None
        assert find_draft(practice.session, daniel, given) is not None

    def test_what_she_sealed_never_opened_to_him(self, practice: Demo) -> None:
        assert len(_handed_in(practice, "morgan", "priya", "emotion-check-in")) == 4
        assert _handed_in(practice, "daniel", "priya", "emotion-check-in") == []


class TestEleniAndJonas:
    def test_a_sealed_answer_waits_for_the_other(self, practice: Demo) -> None:
        hers = _handed_in(practice, "morgan", "eleni", "emotion-check-in")
        known_to_him = _handed_in(practice, "jonas", "eleni", "emotion-check-in")

        assert len(hers) == 3
        assert [s.id for s in known_to_him] == [s.id for s in hers[:2]], "two opened to both"
        assert "need" in _words(practice, "morgan", hers[-1])
        assert _words(practice, "jonas", hers[-1]) == {}

    def test_he_has_begun_and_not_handed_in(self, practice: Demo) -> None:
        given = practice.homework("jonas", "emotion-check-in")

        draft = find_draft(practice.session, practice.identity("jonas"), given)

        assert draft is not None
        assert ENDING - timedelta(days=2) < draft.saved_at < ENDING

    def test_he_showed_her_a_note_that_was_his_alone(self, practice: Demo) -> None:
        *_, his = _handed_in(practice, "eleni", "jonas", "open-questions")

        assert _words(practice, "eleni", his)["learned"].audience is Audience.COUPLE


class TestReneeAndChidi:
    def test_their_ritual_has_a_pause_and_days_that_were_not_today(self, practice: Demo) -> None:
        noted = [
            submission
            for name in ("renee", "chidi")
            for submission in _handed_in(practice, "morgan", name, "shared-ritual")
            if submission.part is Part.LOG
        ]
        paused = [
            submission
            for submission in noted
            if practice.ago("renee", 33) <= submission.occurs_on <= practice.ago("renee", 22)
        ]
        not_today = [s for s in noted if _words(practice, "morgan", s)["done"].number == 0]

        assert paused == []
        assert len(not_today) > 5
        assert len(noted) - len(not_today) > 20

    def test_one_has_signed_and_nothing_is_in_force(self, practice: Demo) -> None:
        (agreement,) = list_agreements(practice.session, practice.identity("chidi"))

        assert agreement.signed_by_ids == {practice.person("renee").id}
        assert agreement.in_force_since is None


class TestHannahAndOmar:
    def test_a_grievance_that_she_keeps_is_unknown_to_him(self, practice: Demo) -> None:
        (hers,) = _handed_in(practice, "lee", "hannah", "grievance")

        assert _words(practice, "lee", hers) == {}
        assert "what_happened" in _words(practice, "hannah", hers)
        assert _handed_in(practice, "omar", "hannah", "grievance") == []
        assert hers.assignment not in list_assignments(practice.session, practice.identity("omar"))

    def test_a_grievance_that_he_shared_was_opened_in_session(self, practice: Demo) -> None:
        (his,) = _handed_in(practice, "hannah", "omar", "grievance")
        words = _words(practice, "hannah", his)

        assert words["what_happened"].released_at is not None
        assert "severity_then" not in words, "that one is for the counselor"
        assert "severity_then" in _words(practice, "lee", his)

    def test_a_plan_came_back_and_was_written_again(self, practice: Demo) -> None:
        first, second = _handed_in(practice, "hannah", "hannah", "problem-solving")
        replies = list_replies(practice.session, practice.identity("hannah"), [first, second])

        assert (first.attempt, second.attempt) == (1, 2)
        assert first.returned_at is not None
        assert second.reviewed_at is not None
        assert len(replies[first.id]) == len(replies[second.id]) == 1
        assert list_replies(practice.session, practice.identity("omar"), [first, second]) == {
            first.id: [],
            second.id: [],
        }

    def test_an_agreement_is_overdue_and_one_of_them_has_begun_it(self, practice: Demo) -> None:
        given = practice.homework("hannah", "calm-contract")

        assert given.due_on is not None
        assert given.due_on < clock.today("America/Chicago")
        assert _handed_in(practice, "lee", "hannah", "calm-contract") == []
        assert _handed_in(practice, "lee", "omar", "calm-contract") == []
        assert find_draft(practice.session, practice.identity("omar"), given) is not None

    def test_they_put_something_off_own_up_to_a_slip_and_look_back(self, practice: Demo) -> None:
        parked = _handed_in(practice, "hannah", "omar", "parked-argument")
        (slip,) = _handed_in(practice, "hannah", "omar", "misstep-plan")
        reviews = [
            *_handed_in(practice, "omar", "hannah", "season-review"),
            *_handed_in(practice, "hannah", "omar", "season-review"),
        ]

        assert len(parked) == 2
        assert len(_handed_in(practice, "omar", "hannah", "parked-argument")) == 1
        assert slip.assignment.begun_by_id == practice.person("omar").id
        assert all("energy" in _words(practice, "hannah", each) for each in reviews)
        own = [
            each.definition.title
            for each in list_programmes(practice.session, practice.identity("lee"))
            if each.definition.id.startswith("own-")
        ]
        assert own == ["Evenings of our own"]


class TestMeiAndTom:
    def test_one_has_joined_and_the_other_has_a_link(self, practice: Demo) -> None:
        with clock.at(ENDING):
            assert practice.person("mei").joined_at is not None
            assert practice.person("tom").joined_at is None
            assert find_open_invitation(practice.session, practice.person("tom")) is not None

    def test_their_homework_has_not_been_opened(self, practice: Demo) -> None:
        lee, couple = practice.identity("lee"), practice.couple("mei")
        given = list_assignments(practice.session, lee, couple_ids=[couple.id])

        assert len(given) == 2
        assert all(assignment.opened_at is None for assignment in given)
        assert list_submissions(practice.session, lee, couple_ids=[couple.id]) == []


def test_nobody_reads_what_another_couple_wrote(practice: Demo) -> None:
    for name in ("alex", "priya", "eleni", "renee", "hannah", "mei"):
        mine = practice.couple(name).id
        known = list_submissions(practice.session, practice.identity(name))
        assert {submission.couple_id for submission in known} <= {mine}


def test_two_who_agreed_to_older_words_can_be_asked_to_read_the_newer_ones(practice: Demo) -> None:
    session, morgan = practice.session, practice.identity("morgan")
    agreed = {
        name: list_agreed(session, morgan, practice.couple(name)) for name in ("priya", "alex")
    }

    assert [each.can_be_asked for each in agreed["priya"]] == [True, True]
    assert [each.lets_in for each in agreed["alex"]] == [True, True]
    ask_to_agree(session, morgan, practice.couple("priya").public_id)
    assert all(each.asked_at for each in agreed["priya"])
