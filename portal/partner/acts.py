"""The steps of a repair as somebody notes them: three buttons each, and room for a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask import request

from couples.exercises.definition import Definition, Option, Part
from couples.repairs.acts import Act
from couples.repairs.models import Repair, Stage
from couples.repairs.plan import RepairPlan, Step
from couples.submissions.typed import Typed
from couples.wording import gettext as _
from couples.wording import ngettext
from portal.forms.answers import Prompt, build_form
from portal.forms.questions import ANSWER
from portal.forms.sent import read
from portal.partner.presses import new_press
from portal.partner.us import Us
from portal.promises import Promise, above, before, readers

HOW, ACT, PLAN = "done", "act", "plan"
"""The questions that the buttons and the step answer."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed about one step and could not be kept as it was, or needs more lines."""

    step: str
    typed: Typed
    problems: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step that the viewer does. `key` names the press of its buttons."""

    step: Step
    rhythm: str
    prefix: str
    name: str
    options: tuple[Option, ...]
    promise: Promise
    more: tuple[tuple[Prompt, list[Promise]], ...]
    is_noted_today: bool
    is_refused: bool
    key: str


def step_prefix(step: str) -> str:
    """Several of these forms stand on one page, each with fields of its own."""
    return f"step-{step}-"


def read_act(repair: Repair, step: str) -> Typed:
    """What was sent about one step, in the words of the homework that asks for it."""
    assignment = repair.assignment_of(Stage.ACTS)
    if assignment is None:
        return Typed()
    return read(assignment.definition, Part.LOG, request.form, prefix=step_prefix(step))


def step_cards(
    us: Us, repair: Repair, plan: RepairPlan, acts: Iterable[Act], refused: Refused | None
) -> tuple[StepCard, ...]:
    """The viewer's own steps, each ready to be noted."""
    assignment = repair.assignment_of(Stage.ACTS)
    if assignment is None:
        return ()
    today = {
        act.words.strip().casefold()
        for act in acts
        if act.by_id == us.viewer.person_id and act.on == us.today
    }
    return tuple(
        _card(us, assignment.definition, step, today, refused)
        for step in plan.steps
        if us.viewer.person_id in step.doer_ids
    )


def _card(
    us: Us, definition: Definition, step: Step, today: set[str], refused: Refused | None
) -> StepCard:
    prefix = step_prefix(step.key)
    mine = refused if refused is not None and refused.step == step.key else None
    built = build_form(
        definition,
        Part.LOG,
        mine.typed if mine else Typed(),
        people=us.people(us.viewer.person_id),
        readers=readers(us.names),
        problems=mine.problems if mine else None,
        lines=mine.lines if mine else None,
        prefix=prefix,
    )
    how = definition.field(HOW)
    return StepCard(
        step=step,
        rhythm=rhythm_of(step),
        prefix=prefix,
        name=prefix + ANSWER + HOW,
        options=how.options,
        promise=before(how.audience, us.names),
        more=tuple(
            (prompt, above(prompt.question, us.names))
            for prompt in built.prompts
            if prompt.question.key not in {HOW, ACT, PLAN}
        ),
        is_noted_today=step.action.strip().casefold() in today,
        is_refused=mine is not None,
        key=new_press(),
    )


def rhythm_of(step: Step) -> str:
    """How often a step is meant to happen, in words."""
    match step.how_often:
        case "once":
            return _("Once")
        case "daily":
            return _("Every day")
        case _ if step.times:
            return ngettext("%(num)s day a week", "%(num)s days a week", step.times)
        case _:
            return _("Some days of the week")
