"""An exercise as a partner would meet it, with nothing behind it: nothing typed here is kept."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_login import current_user

from couples.exercises.definition import Definition, Part, Variant
from couples.exercises.queries import get_exercise
from couples.submissions.typed import Typed
from couples.wording import gettext as _
from portal import promises
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.library import part_headings
from portal.database import session
from portal.forms.answers import AnswersForm, build_form
from portal.promises import Names

# Nobody's: an exercise is looked at before it is anybody's homework.
FIRST, SECOND = "Avery", "Jordan"


@blueprint.get("/library/<public_id:exercise_id>/preview")
def preview(exercise_id: str) -> str:
    """The questions as one partner meets them, at the width of their phone."""
    version = get_exercise(session, current_identity, exercise_id)
    return render_template(
        "counselor/preview.html",
        version=version,
        preview=preview_of(version.definition, is_second=is_second()),
    )


def is_second() -> bool:
    """Whether the page is asked to be shown as the second partner."""
    return request.values.get("as") == "2"


def preview_of(definition: Definition, *, is_second: bool) -> dict[str, Any]:
    """
    What `components/phone.html` shows: the questions as one of two made-up partners.

    Of two parts, the first partner has the first one. What the counselor notes in session
    is on no phone.
    """
    names = _names(is_second=is_second)
    variant = (Variant.SECOND if is_second else Variant.FIRST) if definition.variants else None
    return {
        "definition": definition,
        "people": names,
        "is_second": is_second,
        "doing": definition.variants[is_second] if definition.variants else "",
        "parts": [
            (heading, _form(definition, part, names, variant))
            for part, heading in part_headings(definition).items()
            if part is not Part.SESSION and definition.fields_of(part, variant)
        ],
        "above": lambda prompt: promises.above(prompt.question, names),
    }


def _names(*, is_second: bool) -> Names:
    me, other = (SECOND, FIRST) if is_second else (FIRST, SECOND)
    return Names(me=me, other=other, counselor=current_user.name)


def _form(definition: Definition, part: Part, names: Names, variant: Variant | None) -> AnswersForm:
    people = {"author": names.me, "other": names.other, "both": _("Both of us")}
    return build_form(
        definition,
        part,
        Typed(),
        people=people,
        readers=promises.readers(names),
        variant=variant,
        prefix=f"{part.value}-",
    )
