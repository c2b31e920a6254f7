"""What the pages of a programme's draft show: its weeks, what is still to do, what is new."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

from couples.exercises.slips import HEAD
from couples.programmes.authoring import written_in
from couples.programmes.checking import CheckedProgramme, sketch
from couples.programmes.definition import MOST_WEEKS
from couples.programmes.models import ProgrammeDraft
from couples.programmes.publishing import check_draft, newest_of
from couples.programmes.shelf import Shelf, load_shelf
from couples.programmes.written import WrittenStep
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor.course_words import how_often, only_if, rule, who_does
from portal.database import session
from portal.forms.programmes import ProgrammeHeadForm, StepForm


def title_of_draft(draft: ProgrammeDraft) -> str:
    """What a draft is called on the screen."""
    return written_in(draft).title or _("A programme without a name")


def about_programme(draft: ProgrammeDraft) -> dict[str, Any]:
    """What every page of a draft says of it."""
    return {"draft": draft, "title": title_of_draft(draft), "newest": newest_of(draft)}


def shelf_of() -> Shelf:
    """The library that the steps are chosen from."""
    return load_shelf(session, current_identity)


def name_of_step(step: WrittenStep, shelf: Shelf) -> str:
    """The exercise of a step by its title; by its id where the library does not have it."""
    chosen = step.words("exercise")
    version = shelf.get(chosen)
    return version.definition.title if version else chosen or _("A step without an exercise")


def weeks_written(
    draft: ProgrammeDraft, checked: CheckedProgramme, shelf: Shelf
) -> list[dict[str, Any]]:
    """The weeks of a draft with their steps, each with what is still to do."""
    whole = sketch(checked)
    return [
        {
            "number": week,
            "lines": [
                _line(step, checked, shelf, whole) | _edges(steps.index(step), len(steps), week)
                for step in steps
            ],
        }
        for week, steps in written_in(draft).weeks
    ]


def _edges(at: int, count: int, week: int | None) -> dict[str, bool]:
    """Whether a step can go no further up or down; over the edge of its week it can."""
    return {
        "is_first": at == 0 and not week,
        "is_last": at == count - 1 and week in {None, MOST_WEEKS},
    }


def _line(step: WrittenStep, checked: CheckedProgramme, shelf: Shelf, whole: Any) -> dict[str, Any]:
    """One step as the list of a draft shows it, as far as it is sound."""
    slips = [sentence for each in checked.at(step.id).values() for sentence in each]
    line = {"step": step, "title": name_of_step(step, shelf), "slips": slips, "facts": []}
    made = checked.steps.get(step.id)
    if made is None:
        return line
    is_missing = made.exercise not in shelf
    return line | {
        "facts": [who_does(made, whole), how_often(made)],
        "rule": rule(made, whole, shelf),
        "only": only_if(made.only) if made.only else "",
        "essential": made.essential,
        "note": made.note,
        "missing": _("Your library does not have it: it would be left out.") if is_missing else "",
    }


def programme_to_do(
    draft: ProgrammeDraft, checked: CheckedProgramme, shelf: Shelf
) -> list[tuple[str, str, str]]:
    """What is still to do on all pages of a draft: where, at what, and what."""
    names = {step.id: name_of_step(step, shelf) for step in written_in(draft).steps}
    head, form = ProgrammeHeadForm(), StepForm()
    items = []
    for slip in checked.slips:
        if slip.place == HEAD:
            called = head.name_of(slip.control)
            page = url_for(".programme_head", programme_draft_id=draft.public_id)
            href = page + head.place_of(slip.control) if called else "#weeks"
            items.append((href, called or _("Steps"), slip.sentence))
            continue
        place = form.place_of(slip.control) if slip.control else ""
        page = url_for(".programme_step", programme_draft_id=draft.public_id, step_id=slip.place)
        items.append((page + place, names[slip.place], slip.sentence))
    return items


def programme_checked(draft: ProgrammeDraft, shelf: Shelf) -> CheckedProgramme:
    """What the draft comes to so far."""
    return check_draft(draft, shelf)


def to_programme(draft_id: str, anchor: str | None = None) -> Response:
    """The page of the whole draft, at one of its steps."""
    return redirect(url_for(".programme_draft", programme_draft_id=draft_id, _anchor=anchor))
