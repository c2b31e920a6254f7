"""What belongs to the session itself: notes that homework asks of the counselor, and levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.audiences import Audience
from couples.errors import NotFoundError
from couples.exercises.definition import Part
from couples.submissions import ladders, session_notes
from couples.submissions.queries import list_answers, list_session_notes
from couples.submissions.reading import ToldAnswer, tell
from couples.submissions.references import offered_to, referred_by
from couples.submissions.typed import InvalidAnswersError, Typed
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.answers import build_form
from portal.forms.growing import one_more
from portal.forms.sent import read
from portal.presses import new_press, this_press
from portal.promises import Promise
from portal.words import names

UNFIT = 422


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted in one session."""

    on: date
    told: tuple[ToldAnswer, ...]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each question with what was noted."""
        return [(answer.label, "; ".join(answer.lines)) for answer in self.told]


@blueprint.get("/assignments/<public_id:assignment_id>/session-note")
def session_note(assignment_id: str) -> str:
    """The questions that the homework asks of the counselor."""
    return _page(get_assignment(session, current_identity, assignment_id), Typed())


@blueprint.post("/assignments/<public_id:assignment_id>/session-note")
def note_in_session(assignment_id: str) -> Response | str | tuple[str, int]:
    """Keep what was noted, or show it again with what it still needs."""
    found = get_assignment(session, current_identity, assignment_id)
    typed = read(found.definition, Part.SESSION, request.form)
    if lines := one_more():
        return _page(found, typed, lines=lines)
    try:
        session_notes.note_in_session(
            session, current_identity, assignment_id, answers=typed.answers, key=this_press()
        )
    except InvalidAnswersError as error:
        return _page(found, typed, error.problems), UNFIT
    flash(_("Noted."))
    return redirect(url_for(".assignment", assignment_id=assignment_id))


@blueprint.post("/assignments/<public_id:assignment_id>/level")
def raise_level(assignment_id: str) -> Response:
    """Let them go one level further."""
    seen = request.form.get("level", "")
    level = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < len("100") else -1
    found = ladders.raise_level(session, current_identity, assignment_id, seen=level)
    flash(_("They may go up to level %(level)s now.", level=found.level))
    return redirect(url_for(".assignment", assignment_id=assignment_id))


def notes_of(assignment: Assignment) -> list[Noted]:
    """What was noted in sessions, newest first."""
    found = list_session_notes(session, current_identity, [assignment])
    answers = list_answers(session, current_identity, found)
    definition = assignment.definition
    referred = referred_by(session, current_identity, assignment.couple, definition.fields)
    return [
        Noted(note.occurs_on, tuple(tell(definition, answers[note.id], referred=referred)))
        for note in reversed(found)
    ]


def _page(
    assignment: Assignment,
    typed: Typed,
    problems: Mapping[str, str] | None = None,
    lines: Mapping[str, int] | None = None,
) -> str:
    couple, questions = assignment.couple, assignment.definition.fields_of(Part.SESSION)
    if not questions:
        raise NotFoundError
    form = build_form(
        assignment.definition,
        Part.SESSION,
        typed,
        people={},
        readers={},
        problems=problems,
        lines=lines,
        offered=offered_to(session, current_identity, couple, questions),
    )
    said = dict(_promises(names(couple), [prompt.question for prompt in form.prompts]))
    return render_template(
        "counselor/session-note.html",
        assignment=assignment,
        couple=couple,
        form=form,
        promises=said,
        key=new_press(),
    )


def _promises(both: str, questions: Sequence[Any]) -> Iterator[tuple[str, list[Promise]]]:
    for question in questions:
        is_shared = question.audience is Audience.COUPLE
        words = _("%(names)s read this too.", names=both) if is_shared else _("Only you read this.")
        yield question.key, [Promise(words, question.audience.value)]
