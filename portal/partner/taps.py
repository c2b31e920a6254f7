"""Checking a ritual off: two buttons, and room for more for those who want it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from couples.assignments.models import Assignment
from couples.exercises.definition import Part
from couples.submissions.typed import Typed
from couples.wording import gettext as _
from portal.forms.answers import Prompt, build_form
from portal.forms.questions import ANSWER
from portal.partner.presses import new_press
from portal.partner.us import Us
from portal.partner.work import Work
from portal.promises import Promise, above, before, readers


@dataclass(frozen=True, slots=True)
class Tap:
    """
    The form of one check-off. `key` names the press of its button.

    `work` is what it is about, on this page. `asks` is the question, where it is about the
    other's ritual and not one's own. `begins_again` says that it comes after a gap, and
    `cue` and `fallback` what was settled about it.
    """

    assignment: Assignment
    title: str
    occurrence: str
    key: str
    work: str
    name: str
    no_label: str
    promise: Promise
    more: tuple[tuple[Prompt, list[Promise]], ...]
    form: object
    asks: str = ""
    begins_again: bool = False
    cue: str = ""
    fallback: str = ""


def tap_for(
    work: Work,
    us: Us,
    *,
    typed: Typed | None = None,
    problems: Mapping[str, str] | None = None,
    lines: Mapping[str, int] | None = None,
) -> Tap | None:
    """The two buttons for what is due, with what was typed besides."""
    if work.tap is None or work.opening is None:
        return None
    prefix = prefix_of(work.assignment)
    built = build_form(
        work.definition,
        work.part,
        typed or Typed(),
        people=us.people(us.viewer.person_id),
        readers=readers(us.names),
        problems=problems,
        lines=lines,
        variant=work.variant,
        prefix=prefix,
    )
    is_past = work.opening.due_on is not None and work.opening.due_on < us.today
    is_theirs = work.part is Part.RECEIVED
    rest = [prompt for prompt in built.prompts if prompt.question != work.tap]
    return Tap(
        assignment=work.assignment,
        title=work.title,
        occurrence=work.opening.key,
        key=new_press(),
        work=work.key,
        name=prefix + ANSWER + work.tap.key,
        no_label=_("Not that day") if is_past else _("Not today"),
        promise=before(work.tap.audience, us.names),
        more=tuple(told_with_it(each, us) if is_theirs else _more(each, us) for each in rest),
        form=built.form,
        asks=work.tap.label if is_theirs else "",
        begins_again=work.begins_again,
        cue=work.plan.cue if work.plan else "",
        fallback=work.plan.fallback if work.plan else "",
    )


def _more(prompt: Prompt, us: Us) -> tuple[Prompt, list[Promise]]:
    return prompt, above(prompt.question, us.names)


def told_with_it(prompt: Prompt, us: Us) -> tuple[Prompt, list[Promise]]:
    """What is for the same people as the tap itself, who are chosen once for all of it."""
    return replace(prompt, who=None), [before(prompt.question.audience, us.names)]


def prefix_of(assignment: Assignment) -> str:
    """Several check-offs stand on one page, each with fields of its own."""
    return f"{assignment.public_id}-"
