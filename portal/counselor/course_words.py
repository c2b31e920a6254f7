"""What the counselor's pages say of a course: when a step opens, and why it has not yet."""

from __future__ import annotations

from typing import Any

from couples.exercises.definition import Doer
from couples.programmes.board import Position, Reason, Waiting
from couples.programmes.definition import ProgrammeDefinition, Step
from couples.programmes.models import EnrolmentStep
from couples.programmes.shelf import Shelf
from couples.programmes.vocabulary import Left, Only, When, Who
from couples.wording import gettext as _
from couples.wording import ngettext
from portal import moments
from portal.counselor import blueprint
from portal.words import cadence_name, day_name, doer_name, listed


@blueprint.context_processor
def _words() -> dict[str, Any]:
    """What the pages of programmes and courses may call."""
    return {
        "why_left": why_left,
        "why_waiting": why_waiting,
        "how_often": how_often,
        "only_if": only_if,
    }


def why_left(left: Left) -> str:
    """Why a step is left out, in one sentence."""
    match left:
        case Left.NOT_ON_SHELF:
            return _("Left out: your library does not have it.")
        case Left.RUNS_ALREADY:
            return _("Left out: they had this already, and it was still running.")
        case Left.BY_COUNSELOR:
            return _("You left it out.")
        case Left.REFUSED:
            return _("Left out: the exercise can no longer be done in this way.")


def why_waiting(waiting: Waiting) -> str:
    """Why a step has not opened, in one plain sentence."""
    title = waiting.title
    match waiting.reason:
        case Reason.PAUSED:
            return _("The course is paused, so nothing opens.")
        case Reason.YOUR_WORD:
            return _("“%(title)s” waits for your word.", title=title)
        case Reason.DAY:
            return _("“%(title)s” opens on %(day)s.", title=title, day=moments.day(waiting.day))
        case Reason.CONDITION:
            return _(
                "“%(title)s” opens on %(day)s at the earliest.",
                title=title,
                day=moments.day(waiting.day),
            )


def where(position: Position) -> str:
    """The week in which a couple is, of how many."""
    return _(
        "Week %(week)s of %(last)s",
        week=position.week,
        last=position.enrolment.definition.last_week,
    )


def how_often(step: Step) -> str:
    """How often a step comes round, with its days or its number, and for how long."""
    if step.times_a_week is not None:
        often = ngettext("%(num)s time a week", "%(num)s times a week", step.times_a_week)
    elif step.days:
        often = listed(day_name(day) for day in step.days)
    else:
        often = cadence_name(step.cadence)
    if step.lasts == 0:
        return _("%(often)s, until you end it", often=often)
    if step.lasts > 1:
        weeks = ngettext("%(num)s week", "%(num)s weeks", step.lasts)
        return _("%(often)s, for %(weeks)s", often=often, weeks=weeks)
    return often


def who_does(step: Step, programme: ProgrammeDefinition) -> str:
    """Who does a step, before anybody in particular was chosen."""
    if step.doer is Doer.ONE and programme.variants:
        return programme.variants[0 if step.who is Who.FIRST else 1]
    return doer_name(step.doer)


def only_if(only: Only) -> str:
    """The circumstance without which a step is left out."""
    match only:
        case Only.BOTH_AGREE:
            return _("Only if both agree")
        case Only.HELD:
            return _("Only if your practice holds it")
        case Only.NEEDED:
            return _("Only as needed")


def rule(step: Step, programme: ProgrammeDefinition, shelf: Shelf) -> str:
    """When a step opens, as the programme says it."""
    release = step.release
    if step.waits_for_counselor and release.when in {When.WEEK, When.BY_HAND}:
        return _("When you say so")
    match release.when:
        case When.AT_ONCE:
            return _("On the first day of the course")
        case When.DATE:
            return _("On %(day)s", day=moments.day(release.date) if release.date else "")
        case When.DAYS_AFTER:
            return _days_after(release.days or 0, _title(programme, release.step, shelf))
        case _:
            return _("With its week")


def _days_after(days: int, other: str | None) -> str:
    if other is None:
        return ngettext("%(num)s day after the beginning", "%(num)s days after the beginning", days)
    return ngettext(
        "%(num)s day after “%(title)s” opens",
        "%(num)s days after “%(title)s” opens",
        days,
        title=other,
    )


def _title(programme: ProgrammeDefinition, key: str | None, shelf: Shelf) -> str | None:
    """What another step is called."""
    if key is None:
        return None
    exercise = programme.step(key).exercise
    version = shelf.get(exercise)
    return version.definition.title if version else exercise


def state_of(row: EnrolmentStep, waiting: Waiting | None) -> str:
    """Where one step of a course stands, in one sentence."""
    if row.left is not None:
        return why_left(row.left)
    if waiting is not None:
        return why_waiting(waiting)
    return _("Opened on %(day)s.", day=moments.day(row.opened_on) if row.opened_on else "")
