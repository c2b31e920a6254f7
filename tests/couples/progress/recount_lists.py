"""The second count of what looks from one part of the homework to another."""

from __future__ import annotations

from statistics import median

from couples.assignments.models import Assignment
from couples.exercises.definition import Field
from tests.couples.progress.recount_summaries import Recount


def hours(recount: Recount, given: list[Assignment], field: Field) -> dict[str, str]:
    """From each piece of work to the first yes after it, the middle one of three or more."""
    found: dict[str, list[float]] = {}
    done: set[tuple[int, int]] = set()
    for one in recount.answered(given, field):
        noted = one.submission
        key = (noted.assignment_id, noted.author_id)
        begun = [
            s.submitted_at
            for s in recount.rows.submissions
            if (s.assignment_id, s.author_id, s.part.value) == (*key, "main")
        ]
        if one.value and begun and key not in done:
            done.add(key)
            lasted = (noted.submitted_at - min(begun)).total_seconds() / 3600
            found.setdefault(recount.name(noted.author_id), []).append(lasted)
    return {
        name: f"{round(median(each))} hours (n = {len(each)})"
        for name, each in found.items()
        if len(each) > 2
    }


def untried(
    recount: Recount, given: list[Assignment], named: Field, wished: Field
) -> dict[str, str]:
    found = {}
    for one in recount.answered(given, wished):
        tried = {
            " ".join(each.value.lower().split())
            for each in recount.answered(given, named)
            if each.submission.author_id != one.submission.author_id
        }
        left = [f"“{wish}”" for wish in one.value if " ".join(wish.lower().split()) not in tried]
        more = f" and {len(left) - 3} more" if len(left) > 3 else ""
        every = f"each of {len(one.value)} was tried"
        found[recount.name(one.submission.author_id)] = ", ".join(left[:3]) + more or every
    return found
