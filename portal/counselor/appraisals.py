"""How a couple's homework went, for the counselor's own file: asked where the homework stands."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.appraisals import services
from couples.appraisals.queries import list_appraisals
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.people.models import Person
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.appraisals import AppraisalForm


@dataclass(frozen=True, slots=True)
class Asked:
    """One partner who was asked for it, and the form about their side."""

    person: Person
    form: AppraisalForm


@blueprint.route("/assignments/<public_id:assignment_id>/how-it-went", methods=["GET", "POST"])
def how_it_went(assignment_id: str) -> Response | tuple[str, int]:
    """What the counselor thinks of either side; neither partner ever reads it."""
    found = get_assignment(session, current_identity, assignment_id)
    asked = _asked(found)
    # Each of them is looked at, so that the page says all that is wrong at once.
    right = [each.form.validate_on_submit() for each in asked]
    if all(right):
        for each in asked:
            _keep(found, each)
        flash(_("Kept."))
        return redirect(url_for(".assignment", assignment_id=assignment_id))
    page = render_template("counselor/how-it-went.html", assignment=found, asked=asked)
    return page, max(each.form.status for each in asked)


def _asked(found: Assignment) -> list[Asked]:
    kept = list_appraisals(session, current_identity, found.couple_id)
    return [
        Asked(person, AppraisalForm.of(kept.get((found.id, person.id)), position))
        for position, person in enumerate(found.couple.partners, start=1)
        if found.for_person_id in {None, person.id}
    ]


def _keep(found: Assignment, asked: Asked) -> None:
    services.appraise(
        session,
        current_identity,
        found.public_id,
        asked.person.id,
        how_well=asked.form.number,
        in_the_way=asked.form.in_the_way.data or "",
    )
