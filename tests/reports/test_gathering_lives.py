"""Briefs of made-up lives: whose words stand where, and whether every number is true."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from couples import clock
from couples.assignments.models import Assignment
from couples.audiences import Audience
from reports.brief import Brief
from reports.gathering import gather_for_appointment, gather_for_period
from reports.html import render_paper
from reports.paper import Paper
from reports.pdf import write_pdf
from reports.progress import ProgressReport
from reports.states import Copy, SeenBy, WorkState
from tests.couples.progress.recount import (
    Rows,
    Span,
    count,
    handed_in,
    part_of,
    rows_of,
    strip,
)
from tests.lives import BEGIN, Life, seeds
from tests.reports.paper import printed

TOKEN = re.compile(r"w\d+x\d+z")
NOW = BEGIN + timedelta(days=24, hours=1)


@pytest.mark.only_on("sqlite", "two hundred lives at length; ten others on PostgreSQL")
@pytest.mark.parametrize("seed", seeds(range(200), 52, 41, 27, 45, 11))
def test_a_brief_of_a_life_is_true_and_tells_nobody_too_much(
    lived: Callable[[int], Life], seed: int
) -> None:
    _check(lived(seed))


@pytest.mark.only_on("postgresql", "others than on SQLite, which has the most")
@pytest.mark.parametrize("seed", seeds(range(300, 310), 300))
def test_so_it_is_on_postgresql(lived: Callable[[int], Life], seed: int) -> None:
    _check(lived(seed))


@pytest.mark.only_on("sqlite", "the paper is the same, whatever the database")
@pytest.mark.parametrize("seed", seeds(range(400, 410), 401))
def test_the_paper_itself_tells_nobody_too_much(lived: Callable[[int], Life], seed: int) -> None:
    life = lived(seed)
    rows = rows_of(life.session, life.pair.id)
    with clock.at(NOW):
        for copy in Copy:
            _span, brief = _of_all_days(life, rows, copy)
            words = set(TOKEN.findall(printed(write_pdf(render_paper(brief)))))

            assert words
            assert words <= _readable(rows, copy)


def _check(life: Life) -> None:
    rows = rows_of(life.session, life.pair.id)
    with clock.at(NOW):
        for copy in Copy:
            for span, brief in [
                *_before_sessions(life, rows, copy),
                _of_all_days(life, rows, copy),
            ]:
                _check_words(rows, copy, brief)
                _check_numbers(life, rows, span, brief)


def _of_all_days(life: Life, rows: Rows, copy: Copy) -> tuple[Span, ProgressReport]:
    first, today = rows.day(BEGIN), rows.day(clock.now())
    who = life.pair.counselor.identity
    brief = gather_for_period(life.session, who, life.pair.public_id, first, today, copy)
    return Span(first, today, today), brief


def _before_sessions(life: Life, rows: Rows, copy: Copy) -> list[tuple[Span, Brief]]:
    who, now = life.pair.counselor.identity, clock.now()
    found = []
    for appointment in rows.appointments:
        upto = appointment.starts_at
        before = max(
            (a.starts_at for a in rows.appointments if a.starts_at < min(upto, now)), default=None
        )
        first = rows.day(before or life.couple.created_at)
        span = Span(first, rows.day(upto), rows.day(now), before, upto)
        brief = gather_for_appointment(life.session, who, appointment.public_id, copy)
        found.append((span, brief))
    return found


def _readable(rows: Rows, copy: Copy) -> set[str]:
    """The words that may stand in this copy by the promises made, worked out once more."""
    found: set[str] = set()
    by_id = {submission.id: submission for submission in rows.submissions}
    for answer in rows.answers:
        mine = by_id[answer.submission_id]
        both = any(
            other.author_id != mine.author_id
            and (other.assignment_id, other.part, other.occurrence)
            == (mine.assignment_id, mine.part, mine.occurrence)
            for other in rows.submissions
        )
        is_open = {
            Audience.ME: False,
            Audience.COUNSELOR: False,
            Audience.SEALED: both,
            Audience.SESSION: answer.released_at is not None,
            Audience.COUPLE: True,
        }[answer.audience]
        is_for_counselor = copy is Copy.COUNSELOR and answer.audience is not Audience.ME
        if is_open or is_for_counselor:
            found.update(TOKEN.findall(answer.words or ""))
    return found


def _check_words(rows: Rows, copy: Copy, brief: Paper) -> None:
    words = set(TOKEN.findall(render_paper(brief)))

    assert words <= _readable(rows, copy)
    for work in brief.handed_in:
        for excerpt in work.excerpts:
            is_for_both = set(TOKEN.findall(" ".join(excerpt.lines))) <= _readable(
                rows, Copy.COUPLE
            )
            assert (excerpt.seen_by is SeenBy.COUPLE) <= is_for_both


def _check_numbers(life: Life, rows: Rows, span: Span, brief: Paper) -> None:
    is_for_both = brief.copy is Copy.COUPLE
    for member, line in zip(life.pair.partners, brief.status, strict=True):
        counted = [a for a in rows.assignments if not is_for_both or _is_told_at_once(a)]
        written = [
            count(rows, a, member.id, span, is_for_both=is_for_both)
            for a in counted
            if part_of(a) == "main"
        ]
        noted = [
            count(rows, a, member.id, span, is_for_both=is_for_both)
            for a in counted
            if part_of(a) == "log" and a.cadence.value != "any-time"
        ]
        assert line.handed_in == sum(done for done, _due in written)
        assert line.due == sum(due for _done, due in written)
        assert (line.noted, line.noted_due) == (
            sum(done for done, _due in noted),
            sum(due for _done, due in noted),
        )
    _check_rows(life, rows, span, brief)
    if isinstance(brief, ProgressReport):
        _check_strips(life, rows, span, brief)
    if not is_for_both:
        new = [s for s in rows.submissions if span.has(s.submitted_at, rows.day(s.submitted_at))]
        assert brief.came_in == len(new)
        assert brief.is_empty == (not new and not brief.sealed)


def _is_told_at_once(assignment: Assignment) -> bool:
    """Homework for both, in which each must answer something for both to read."""
    part = part_of(assignment)
    fields = [f for f in assignment.definition.fields if f.part.value == part]
    is_sealed = any(Audience.SEALED in f.audiences for f in fields)
    tells = any(f.required and f.audiences == (Audience.COUPLE,) and not f.together for f in fields)
    return assignment.for_person_id is None and tells and not is_sealed


def _check_rows(life: Life, rows: Rows, span: Span, brief: Paper) -> None:
    """The rows of the homework table, one by one, as far as their titles are their own."""
    by_title: dict[str, list[Assignment]] = {}
    for assignment in rows.assignments:
        by_title.setdefault(assignment.definition.title, []).append(assignment)
    for row in brief.homework:
        (assignment, *others) = by_title[row.title]
        if others:
            continue
        states = {cell.state for cell in row.partners}
        if brief.copy is Copy.COUPLE:
            assert assignment.for_person_id is None
            assert not states & {WorkState.WAITING, WorkState.GIVEN_BACK, WorkState.REVIEWED}
            if not _is_told_at_once(assignment):
                assert len(set(row.partners)) == 1
            continue
        for member, cell in zip(life.pair.partners, row.partners, strict=True):
            done, due = count(rows, assignment, member.id, span)
            mine = handed_in(rows, assignment, member.id, part_of(assignment))
            if assignment.cadence.value == "any-time":
                assert (cell.handed_in, cell.due) == (done, 0)
            elif assignment.cadence.value != "once":
                assert (cell.handed_in, cell.due) == (done, due)
            assert cell.on == (mine[-1].occurs_on if mine else None)


def _check_strips(life: Life, rows: Rows, span: Span, brief: ProgressReport) -> None:
    signs = {"done": "#", "not-today": "~", "missed": "o", "no-record": "?", "not-due": "."}
    ninety = replace(span, first=span.last - timedelta(days=89), after=None, upto=None)
    by_title: dict[str, list[Assignment]] = {}
    for assignment in rows.assignments:
        by_title.setdefault(assignment.definition.title, []).append(assignment)
    for ritual in brief.rituals:
        (assignment, *others) = by_title[ritual.title]
        if others:
            continue
        people = {member.name: member.id for member in life.pair.partners}
        for days in ritual.partners:
            drawn = "".join(signs[day.value] for day in days.days)
            assert drawn == strip(rows, assignment, people[days.name], ninety)
            done, due = count(rows, assignment, people[days.name], ninety)
            assert days.done == done
            assert days.due == (0 if assignment.cadence.value == "any-time" else due)
