"""Typing what one partner says in session, and handing it in as theirs."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.submissions import on_behalf
from couples.submissions.handing_in import AlreadySubmittedError
from couples.submissions.reading import answered_by_other, tell
from couples.submissions.typed import InvalidAnswersError, Typed
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.answers import build_form
from portal.forms.growing import one_more
from portal.forms.sent import read
from portal.kept import typed_words
from portal.presses import new_press, this_press
from portal.promises import Names, above, readers

UNFIT, CONFLICT = 422, 409


@blueprint.get("/assignments/<public_id:assignment_id>/for/<public_id:person_id>")
def type_for(assignment_id: str, person_id: str) -> str | tuple[str, int]:
    """The same form that they would see, but for what would be for them alone."""
    found = get_assignment(session, current_identity, assignment_id)
    author = on_behalf.author_for(found, person_id)
    try:
        return _page(found, author, Typed())
    except AlreadySubmittedError as error:
        return _already(found, error)


@blueprint.post("/assignments/<public_id:assignment_id>/for/<public_id:person_id>")
def hand_in_for(assignment_id: str, person_id: str) -> Response | str | tuple[str, int]:
    """Hand it in as theirs, or show it again with what it still needs."""
    found = get_assignment(session, current_identity, assignment_id)
    author = on_behalf.author_for(found, person_id)
    typed = read(found.definition, _part(found, author), request.form)
    try:
        if lines := one_more():
            return _page(found, author, typed, lines=lines)
        return _handed_in(assignment_id, person_id, _part(found, author), typed)
    except InvalidAnswersError as error:
        return _page(found, author, typed, error.problems), UNFIT
    except AlreadySubmittedError as error:
        return _already(found, error)


def _part(found: Assignment, author: Identity) -> Part:
    """What is typed: one check-in where that is asked for, or where there is nothing else."""
    can_be = on_behalf.parts_for(found, author.person_id)
    is_log = request.values.get("part") == Part.LOG or can_be == (Part.LOG,)
    return Part.LOG if is_log else Part.MAIN


def _handed_in(assignment_id: str, person_id: str, part: Part, typed: Typed) -> Response:
    submission = on_behalf.hand_in_for(
        session,
        current_identity,
        assignment_id,
        person_id,
        answers=typed.answers,
        audiences=typed.audiences,
        occurrence=request.form.get("occurrence", ""),
        key=this_press(),
        part=part,
    )
    if submission.part is Part.LOG:
        flash(_("Noted for %(name)s, and marked as typed by you.", name=submission.author.name))
        return redirect(url_for(".assignment", assignment_id=assignment_id))
    flash(_("Handed in for %(name)s, and marked as typed by you.", name=submission.author.name))
    return redirect(url_for(".review_item", submission_id=submission.public_id))


def _already(found: Assignment, error: AlreadySubmittedError) -> tuple[str, int]:
    page = render_template(
        "counselor/already.html",
        assignment=found,
        couple=found.couple,
        sentence=str(error),
        words=typed_words() if request.method == "POST" else "",
    )
    return page, CONFLICT


def _page(
    found: Assignment,
    author: Identity,
    typed: Typed,
    problems: Mapping[str, str] | None = None,
    lines: Mapping[str, int] | None = None,
) -> str:
    part = _part(found, author)
    opening = on_behalf.opening_for(session, author, found, part)
    asked = on_behalf.asked_for(session, author, found, opening, part)
    names = _names(found, author)
    people = {"author": names.me, "other": names.other, "both": _("Both of us")}
    theirs = answered_by_other(session, author, found, part, opening.key)
    definition = found.definition.model_copy(update={"fields": asked.questions})
    form = build_form(
        definition,
        part,
        typed,
        people=people,
        readers=readers(names),
        problems=problems,
        lines=lines,
        answered_already=asked.theirs,
        offered=asked.offered,
        variant=found.variant_of(author.person_id),
    )
    swapped = {**people, "author": names.other, "other": names.me}
    return render_template(
        "counselor/type-for.html",
        assignment=found,
        couple=found.couple,
        form=form,
        names_of=names,
        promises={p.question.key: above(p.question, names) for p in form.prompts},
        theirs={t.field: t for t in tell(found.definition, list(theirs.values()), swapped)},
        left_out=len(found.fields_for(author.person_id, part)) - len(asked.questions),
        part=part,
        for_day=opening.due_on if part is Part.LOG else None,
        occurrence=opening.key,
        person_id=request.view_args["person_id"] if request.view_args else "",
        key=new_press(),
    )


def _names(found: Assignment, author: Identity) -> Names:
    """The three people as the partner who speaks would call them."""
    couple = found.couple
    mine = next(person.name or "" for person in couple.partners if person.id == author.person_id)
    other = couple.other_partner(author.person_id).name or ""
    return Names(me=mine, other=other, counselor=couple.counselor.name or "")
