"""The board of all courses, and one couple's course step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import render_template

from couples.caseload.models import Couple
from couples.programmes.board import Position, Reason, list_positions, positions_of, title_of
from couples.programmes.judging import people_of
from couples.programmes.models import EnrolmentStep
from couples.programmes.queries import get_enrolment, list_changes, list_enrolments
from couples.programmes.shelf import load_shelf
from couples.programmes.telling import why_not_yet
from couples.progress.outlook import Expected
from portal import moments
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.course_changes import change_words
from portal.counselor.course_words import state_of
from portal.database import session


@blueprint.get("/enrolments")
def enrolments() -> str:
    """Where each couple is, what is open, and why the next step is not."""
    return render_template(
        "counselor/enrolments.html",
        positions=list_positions(session, current_identity),
    )


@blueprint.get("/enrolments/<public_id:enrolment_id>")
def enrolment(enrolment_id: str) -> str:
    """One couple's course, week by week."""
    found = get_enrolment(session, current_identity, enrolment_id)
    [position] = positions_of(session, current_identity, [found])
    return render_template(
        "counselor/enrolment.html",
        enrolment=found,
        couple=found.couple,
        definition=found.definition,
        position=position,
        weeks=_weeks(position),
        changes=list_changes(session, current_identity, found),
        change_words=change_words,
    )


def courses_of(couple: Couple) -> list[Position]:
    """Where one couple is on each course that runs for them."""
    running = list_enrolments(session, current_identity, couple_ids=[couple.id], running=True)
    return positions_of(session, current_identity, running)


def expected_of(couple: Couple) -> Iterator[Expected]:
    """The steps that have not opened, for looking ahead: their day, or what they wait for."""
    for position in courses_of(couple):
        for waiting in position.waiting:
            if not waiting.is_on_shelf:
                continue
            is_sure = waiting.reason is Reason.DAY
            people = people_of(waiting.row)
            yield Expected(
                title=waiting.title,
                on=waiting.day if is_sure else None,
                why="" if is_sure else why_not_yet(waiting, moments.day),
                person_id=next(iter(people)) if len(people) == 1 else None,
            )


def _weeks(position: Position) -> list[tuple[int, list[dict[str, Any]]]]:
    """The steps of each week, each with where it stands."""
    shelf = load_shelf(session, current_identity)
    waiting = {each.row.id: each for each in position.waiting}
    found: dict[int, list[dict[str, Any]]] = {}
    for row in position.enrolment.steps:
        line = {
            "row": row,
            "step": row.enrolment.definition.step(row.step),
            "title": title_of(row, shelf),
            "who": _whose(row),
            "waiting": waiting.get(row.id),
            "state": state_of(row, waiting.get(row.id)),
        }
        found.setdefault(row.week, []).append(line)
    return sorted(found.items())


def _whose(row: EnrolmentStep) -> str:
    """The one partner whom a step is for, by name; nothing where it is for both."""
    people = people_of(row)
    names = [person.name or "" for person in row.enrolment.couple.partners if person.id in people]
    return names[0] if len(names) == 1 else ""
