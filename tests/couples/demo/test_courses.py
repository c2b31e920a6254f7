"""What a counselor did beyond giving homework: a course, gates, breaks, words of their own."""

from __future__ import annotations

from couples.assignments.extending import list_extensions
from couples.assignments.queries import list_assignments
from couples.breaks.queries import list_breaks
from couples.exercises.definition import Gate
from couples.exercises.queries import list_exercises, list_tailored_for, list_versions
from couples.exercises.vocabulary import FlagKind
from couples.measures.queries import list_scores
from couples.programmes.queries import list_enrolments
from couples.programmes.vocabulary import Left, StepState
from couples.safety.queries import list_flags, list_holds, list_overrides
from couples.submissions.models import Submission
from couples.submissions.queries import list_submissions
from tests.couples.demo.conftest import Demo


def test_one_couple_is_some_weeks_into_a_course(practice: Demo) -> None:
    (course,) = list_enrolments(practice.session, practice.identity("morgan"))
    states = {row.step: row.state for row in course.steps}
    left = {row.step: row.left for row in course.steps if row.left is not None}

    assert course.couple_id == practice.couple("eleni").id
    assert course.definition.id == "calm-and-repair"
    assert states["contract"] is states["bond_two"] is StepState.OPEN
    assert states["needs_two"] is StepState.WAITING, "their next weeks are still to come"
    assert left["feelings_two"] is Left.RUNS_ALREADY
    assert Left.REFUSED not in left.values()
    assert practice.homework("jonas", "gad-7").for_person_id == practice.person("jonas").id


def test_measures_were_given_often_enough_for_a_line(practice: Demo) -> None:
    morgan = practice.identity("morgan")
    for name, key, least in (("eleni", "csi-4", 3), ("jonas", "gad-7", 3), ("renee", "phq-9", 3)):
        scores = [
            score
            for score in list_scores(practice.session, morgan, [practice.couple(name)])
            if score.submission.author_id == practice.person(name).id
            and score.submission.assignment.definition.id == key
        ]
        assert len(scores) >= least, (name, key)


def test_a_gate_is_held_and_one_thing_is_given_all_the_same(practice: Demo) -> None:
    morgan, couple = practice.identity("morgan"), practice.couple("priya")
    given = practice.homework("priya", "grievance")

    assert set(list_holds(practice.session, morgan, [couple])[couple.id]) == {Gate.G2, Gate.G5}
    assert len(list_overrides(practice.session, morgan, couple, assignment=given)) == 1
    assert given not in list_assignments(practice.session, practice.identity("daniel"))


def test_one_thing_is_on_the_desk_and_two_were_looked_after(practice: Demo) -> None:
    morgan = practice.identity("morgan")
    flags = list_flags(practice.session, morgan)
    looked_after = [flag for flag in flags if flag.acknowledged_at is not None]

    assert len(flags) - len(looked_after) == 1
    assert [flag.kind is FlagKind.STOOD_IN for flag in looked_after].count(True) == 1
    assert len(looked_after) == 2


def test_a_holiday_comes_and_a_journey_is_over(practice: Demo) -> None:
    morgan = practice.identity("morgan")
    for name, is_over in (("alex", False), ("renee", True)):
        (entered,) = list_breaks(practice.session, morgan, [practice.couple(name).id])
        assert entered.last_on is not None
        assert (entered.last_on < practice.ago(name, 0)) is is_over


def test_her_own_exercise_has_two_versions_and_one_couple_has_words_of_their_own(
    practice: Demo,
) -> None:
    morgan = practice.identity("morgan")
    (own,) = [v for v in list_exercises(practice.session, morgan) if v.exercise.is_own]
    versions = list_versions(practice.session, morgan, own.exercise.public_id)
    (tailored,) = list_tailored_for(practice.session, morgan, practice.couple("eleni").id)

    assert [version.number for version in versions] in ([1, 2], [2, 1])
    assert "two languages" in tailored.versions[-1].definition.title


def test_something_was_typed_in_session_for_one_of_them(practice: Demo) -> None:
    typed = [
        submission
        for submission in list_submissions(practice.session, practice.identity("morgan"))
        if submission.entered_by_id is not None
    ]

    assert [submission.author_id for submission in typed] == [practice.person("sam").id]


def test_one_of_them_had_more_time_and_used_it(practice: Demo) -> None:
    given = practice.homework("chidi", "support-network")
    morgan, chidi = practice.identity("morgan"), practice.person("chidi")
    (extension,) = list_extensions(practice.session, morgan, of=[given.id])
    his = _first_by(practice, given.id, chidi.id)

    assert extension.person_id == chidi.id
    assert given.due_on is not None
    assert his.occurs_on > given.due_on or his.submitted_at.date() > given.due_on
    assert not list_extensions(practice.session, practice.identity("renee"), of=[given.id])


def _first_by(practice: Demo, assignment_id: int, author_id: int) -> Submission:
    return next(
        submission
        for submission in list_submissions(practice.session, practice.identity("morgan"))
        if (submission.assignment_id, submission.author_id) == (assignment_id, author_id)
    )
