"""What the pages of a draft show: what it is of, what is written, and what is still to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from couples.caseload.models import Couple
from couples.caseload.queries import list_couples
from couples.exercises.authoring import written_in
from couples.exercises.checking import Checked, sketch
from couples.exercises.drafting import WrittenElsewhereError
from couples.exercises.models import Exercise, ExerciseDraft
from couples.exercises.publishing import check_draft, newest_of
from couples.exercises.slips import HEAD, RULES
from couples.wording import gettext as _
from couples.wording import listed, ngettext
from portal.access import current_identity
from portal.counselor.library_changes import Said, differences_said
from portal.counselor.library_rules import rules_kept, rules_of_field
from portal.counselor.library_words import part_name, type_name
from portal.counselor.words import reader
from portal.database import session
from portal.forms.authoring import HeadForm, QuestionForm
from portal.forms.drafting import DraftForm
from portal.forms.rules import RulesForm
from portal.words import doer_name, kind_name

_MOST_DIGITS = 9


def title_of(draft: ExerciseDraft) -> str:
    """What a draft is called on the screen."""
    return written_in(draft).title or _("An exercise without a name")


def about(draft: ExerciseDraft) -> dict[str, Any]:
    """What every page of a draft says of it."""
    newest = newest_of(session, current_identity, draft)
    couples: dict[int, Couple] = {}
    if draft.couple_id is not None:
        couples = {c.id: c for c in list_couples(session, current_identity)}
    return {
        "draft": draft,
        "title": title_of(draft),
        "newest": newest,
        "couple": couples.get(draft.couple_id or 0),
    }


def checked_of(draft: ExerciseDraft) -> Checked:
    """What the draft comes to so far."""
    return check_draft(draft, newest_of(session, current_identity, draft))


def to_do_here(form: DraftForm) -> list[tuple[str, str, str]]:
    """What is still to do on this page: where, at which control, and what."""
    return [
        (form.place_of(field.name), form.name_of(field.name), str(sentence))
        for field in form
        for sentence in field.errors
    ]


def everything_to_do(draft: ExerciseDraft, checked: Checked) -> list[tuple[str, str, str]]:
    """The same for all pages of a draft."""
    labels = {q.id: q.label or _("A question without words") for q in written_in(draft).questions}
    items = []
    for slip in checked.slips:
        if slip.place == HEAD:
            called = HeadForm().name_of(slip.control)
            page = url_for(".exercise_head", exercise_draft_id=draft.public_id)
            href = page + HeadForm().place_of(slip.control) if called else "#questions"
            items.append((href, called or _("Questions"), slip.sentence))
            continue
        if slip.place == RULES:
            form = RulesForm()
            page = url_for(".exercise_rules", exercise_draft_id=draft.public_id)
            href = page + form.place_of(slip.control)
            items.append((href, form.name_of(slip.control), slip.sentence))
            continue
        place = QuestionForm().place_of(slip.control) if slip.control else ""
        page = url_for(
            ".exercise_question", exercise_draft_id=draft.public_id, question_id=slip.place
        )
        items.append((page + place, labels[slip.place], slip.sentence))
    return items


def sheet_of(form: DraftForm, conflict: WrittenElsewhereError | None) -> dict[str, Any]:
    """What every page shows on which a part of a draft is typed."""
    return {
        "form": form,
        "items": to_do_here(form),
        "conflict": conflict,
        "differences": differences(form, conflict),
    }


def differences(form: DraftForm, conflict: WrittenElsewhereError | None) -> list[tuple[str, str]]:
    """What the other tab saved otherwise; the next press of the button knows of it."""
    if conflict is None:
        return []
    form.stamp.data = str(conflict.stamp)
    here = form.typed({})
    return [
        (str(form[name].label.text), _told(saved, _choices_of(form[name])))
        for name, saved in conflict.saved.items()
        if name in form and here.get(name) != saved
    ]


def _choices_of(field: Any) -> dict[str, str]:
    """What the choices of a control are called, where it has any."""
    if not hasattr(field, "iter_choices"):
        return {"yes": _("Yes")}
    return {str(choice.value): str(choice.label) for choice in field.iter_choices()}


def _told(saved: Any, choices: dict[str, str]) -> str:
    if isinstance(saved, list):
        return "\n".join(_told(each, choices) for each in saved)
    if isinstance(saved, dict):
        return str(saved.get("label") or listed(str(each) for each in saved.values() if each))
    return choices.get(saved, str(saved))


def facts_of(checked: Checked) -> list[tuple[str, str]]:
    """What is said about the exercise so far, in short."""
    about_it = sketch(checked)
    low, high = checked.head["minutes"]
    minutes = (
        ngettext("%(num)s minute", "%(num)s minutes", high)
        if low == high
        else _("%(low)s to %(high)s minutes", low=low, high=high)
    )
    return [
        (_("What for"), checked.head["purpose"] or _("Not said yet")),
        (_("Sort"), kind_name(about_it.kind)),
        (_("Takes"), _("Not said yet") if "minutes_low" in checked.at(HEAD) else minutes),
        (
            _("Who does it"),
            listed(doer_name(doer) for doer in about_it.doers) or _("Not said yet"),
        ),
    ]


def line_of(question: Any, checked: Checked) -> dict[str, Any]:
    """One question as the list of a draft shows it."""
    field = checked.fields.get(question.id)
    return {
        "question": question,
        "type": type_name(field.type) if field else "",
        "part": part_name(field.part) if field and field.part != "main" else "",
        "audience": field.audience.value if field else "",
        "reader": reader(field.audience) if field else "",
        "slips": [sentence for each in checked.at(question.id).values() for sentence in each],
    }


def onward(slips: Mapping[str, Sequence[str]], here: str, back: str) -> Response:
    """Back to the whole of it, or here again where something is still to do or to be added."""
    action = request.form.get("action")
    if slips.keys() - {""} and action != "leave":
        flash(_("Kept. A few things still need you."))
        return redirect(f"{here}#todo")
    flash(_("Kept."))
    return redirect(here if action == "stay" else back)


def changes_of(checked: Checked, draft: ExerciseDraft) -> list[Said]:
    """What the draft would change, as soon as it can be compared."""
    newest = newest_of(session, current_identity, draft)
    if newest is None or checked.definition is None:
        return []
    return differences_said(newest.definition, checked.definition)


def rules_in(checked: Checked) -> list[str]:
    """The rules that a draft carries along, over the whole and over its questions."""
    fields = {field.key: field for field in checked.fields.values()}
    return [
        *rules_kept(checked.head, fields),
        *(
            _("“%(label)s”: %(rule)s", label=field.label, rule=rule)
            for field in checked.fields.values()
            for rule in rules_of_field(field)
        ),
    ]


def place_of(exercise: Exercise) -> str:
    """The page of an exercise: in the library, or with the couple that it was tailored for."""
    if exercise.couple is None:
        return url_for(".exercise", exercise_id=exercise.public_id)
    return url_for(".tailored_exercises", couple_id=exercise.couple.public_id)


def number_in(sent: str | int | None) -> int:
    """A count that a form carries along; whatever is none, or was not sent, never was one."""
    # A field that was not sent holds what it would have shown: a number, and no text.
    found = sent if isinstance(sent, str) else ""
    return int(found) if found.isascii() and found.isdigit() and len(found) < _MOST_DIGITS else -1
