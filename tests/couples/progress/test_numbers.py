"""Every number that a page or a brief shows, against a second count of the raw rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from couples import clock
from couples.appointments.queries import list_appointments
from couples.progress.pieces import count_check_ins, count_pieces
from couples.progress.rituals import Day, list_rituals
from couples.progress.status import Period, list_statuses
from couples.progress.today import period_for, todays_page
from couples.progress.work import Work, load_work
from tests.couples.progress.recount import (
    Rows,
    Span,
    count,
    due_day,
    part_of,
    rows_of,
    state,
    strip,
)
from tests.lives import BEGIN, Life, seeds

MOMENTS = (timedelta(days=9, hours=5), timedelta(days=24, hours=1), timedelta(days=40))
SIGNS = {
    Day.DONE: "#",
    Day.NOT_TODAY: "~",
    Day.MISSED: "o",
    Day.OPEN: "?",
    Day.NOT_DUE: ".",
}


@pytest.mark.only_on("sqlite", "two hundred lives at length; twenty others on PostgreSQL")
@pytest.mark.parametrize("seed", seeds(range(200), 52, 41, 27, 45, 11, 56, 14, 33))
def test_the_numbers_of_a_life_are_true(lived: Callable[[int], Life], seed: int) -> None:
    _check(lived(seed))


@pytest.mark.only_on("postgresql", "others than on SQLite, which has the most")
@pytest.mark.parametrize("seed", seeds(range(200, 220), 200, 201))
def test_they_are_true_on_postgresql_too(lived: Callable[[int], Life], seed: int) -> None:
    _check(lived(seed))


def _check(life: Life) -> None:
    rows = rows_of(life.session, life.pair.id)
    for after in MOMENTS:
        with clock.at(BEGIN + after):
            work = load_work(life.session, life.pair.counselor.identity, [life.couple], since=BEGIN)
            for span in _spans(life, rows):
                _check_span(life, work, rows, span)
            _check_first_page(life, rows)


def _spans(life: Life, rows: Rows) -> list[Span]:
    """Between any two sessions, up to now, and some days of the calendar."""
    now, today = clock.now(), rows.day(clock.now())
    starts = sorted(a.starts_at for a in rows.appointments)
    begun = rows.day(life.couple.created_at)
    spans = [
        Span(today - timedelta(days=89), today, today),
        Span(begun + timedelta(days=5), begun + timedelta(days=11), today),
        Span(begun, today, today, None, now),
    ]
    for before, upto in zip([None, *starts], [*starts, now], strict=True):
        if before is None or before < upto:
            first = rows.day(before) if before else begun
            spans.append(Span(first, rows.day(upto), today, before, upto))
    return spans


def _check_span(life: Life, work: Work, rows: Rows, span: Span) -> None:
    period = Period(span.first, span.last, span.today, span.after, span.upto)
    pieces = count_pieces(work, life.couple, period)
    for member, piece in zip(life.pair.partners, pieces, strict=True):
        written = [
            (a, *count(rows, a, member.id, span)) for a in rows.assignments if part_of(a) == "main"
        ]
        noted = [
            count(rows, a, member.id, span)
            for a in rows.assignments
            if part_of(a) == "log" and a.cadence.value != "any-time"
        ]

        assert piece.done == sum(done for _a, done, _due in written)
        assert piece.due == sum(due for _a, _done, due in written)
        assert sorted((a.id, done, due) for a, done, due in piece.missing) == sorted(
            (a.id, done, due) for a, done, due in written if done < due
        )
        assert count_check_ins(work, life.couple, member.id, period) == (
            sum(done for done, _due in noted),
            sum(due for _done, due in noted),
        )
    _check_statuses(life, work, rows, span, period)
    _check_strips(life, work, rows, span, period)


def _check_statuses(life: Life, work: Work, rows: Rows, span: Span, period: Period) -> None:
    statuses = list_statuses(work, life.couple, period)

    assert [s.assignment.id for s in statuses] == sorted(a.id for a in rows.assignments)
    for status in statuses:
        assignment = status.assignment
        due_on = due_day(rows, assignment) if assignment.cadence.value == "once" else None
        assert status.due_on == due_on
        for member, found in zip(life.pair.partners, status.partners, strict=True):
            done, due = count(rows, assignment, member.id, span)
            assert found.state.value == state(rows, assignment, member.id, span)
            match assignment.cadence.value:
                case "once":
                    is_done = found.state.value in ("handed-in", "reviewed", "waiting")
                    assert found.done == is_done
                    assert not (found.is_overdue and is_done)
                case "any-time":
                    assert (found.done, found.due) == (done, 0)
                case _:
                    assert (found.done, found.due) == (done, due)


def _check_strips(life: Life, work: Work, rows: Rows, span: Span, period: Period) -> None:
    for ritual in list_rituals(work, life.couple, period):
        for days in ritual.partners:
            expected = strip(rows, ritual.assignment, days.person_id, span)
            assert "".join(SIGNS[day] for day in days.days) == expected


def _check_first_page(life: Life, rows: Rows) -> None:
    """Today's page: the sessions of two days, and what waits to be read."""
    now = clock.now()
    page = todays_page(life.session, life.pair.counselor.identity)
    unread = [
        s
        for s in rows.submissions
        if s.part.value == "main" and not s.reviewed_at and not s.returned_at
    ]
    soon = [
        a
        for a in rows.appointments
        if now - timedelta(minutes=a.minutes) <= a.starts_at < now + timedelta(hours=48)
    ]

    assert page.to_read == len({(s.assignment_id, s.part, s.occurrence) for s in unread})
    assert [line.appointment.id for line in page.sessions] == [
        a.id for a in sorted(soon, key=lambda a: a.starts_at)
    ]
    everything = list_appointments(life.session, life.pair.counselor.identity)
    for line in page.sessions:
        upto = min(now, line.appointment.starts_at)
        before = [a.starts_at for a in everything if a.starts_at < upto]
        since = max(before, default=None)
        assert line.since == since
        expected = [
            s.id
            for s in rows.submissions
            if (since or life.couple.created_at) < s.submitted_at <= line.appointment.starts_at
        ]
        assert sorted(s.id for s in line.new) == sorted(expected)
        period = period_for(life.couple, since, line.appointment.starts_at)
        span = Span(period.first, period.last, period.today, period.since, period.until)
        for member, piece in zip(life.pair.partners, line.pieces, strict=True):
            counts = [
                count(rows, a, member.id, span) for a in rows.assignments if part_of(a) == "main"
            ]
            assert (piece.done, piece.due) == (
                sum(done for done, _due in counts),
                sum(due for _done, due in counts),
            )
