"""What a couple settled about a ritual: its name, its cue and time, and what happens otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from couples.assignments.models import Assignment
from couples.exercises.definition import Part
from couples.submissions.models import Answer, Submission

NAME, CUE, FALLBACK = "title", "cue", "fallback"
TIMES = ("time", "when")


@dataclass(frozen=True, slots=True)
class RitualPlan:
    """
    One setting-up of a ritual, in its author's words; what was left open is empty.

    `cue` is what it follows, `time` about when, and `fallback` what is done when the day
    goes wrong.
    """

    assignment: Assignment
    author_id: int
    name: str = ""
    cue: str = ""
    time: str = ""
    fallback: str = ""


def plans_in(
    known: Sequence[Submission], answers: Mapping[int, Sequence[Answer]]
) -> dict[tuple[int, int], RitualPlan]:
    """The newest setting-up of each ritual, by assignment and author."""
    return {
        (submission.assignment_id, submission.author_id): _plan(submission, answers[submission.id])
        for submission in known
        if submission.part is Part.MAIN and submission.assignment.definition.checks_in
    }


def _plan(submission: Submission, answers: Sequence[Answer]) -> RitualPlan:
    words = {answer.field: answer.words or "" for answer in answers}
    return RitualPlan(
        assignment=submission.assignment,
        author_id=submission.author_id,
        name=words.get(NAME, ""),
        cue=words.get(CUE, ""),
        time=next((words[key] for key in TIMES if words.get(key)), ""),
        fallback=words.get(FALLBACK, ""),
    )
