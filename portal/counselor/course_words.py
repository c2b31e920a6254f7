"""What the counselor's pages say of a course: when a step opens, and why it has not yet."""

from __future__ import annotations

from typing import Any

from couples.exercises.definition import Doer
from couples.programmes import telling
from couples.programmes.board import Waiting, title_of_step
from couples.programmes.definition import ProgrammeDefinition, Step
from couples.programmes.models import EnrolmentStep
from couples.programmes.release import Release
from couples.programmes.shelf import Shelf
from couples.programmes.vocabulary import By, Left, Only, When, Who
from couples.wording import gettext as _
from couples.wording import listed, ngettext
from portal import moments
from portal.counselor import blueprint
from portal.words import cadence_name, day_name, doer_name


@blueprint.context_processor
def _words() -> dict[str, Any]:
    """What the pages of programmes and courses may call."""
    return {
        "why_left": why_left,
        "why_waiting": why_waiting,
        "where": telling.where,
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
    """Why a step has not opened, in one plain sentence with its name."""
    return telling.why_waiting(waiting, moments.day)


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
    if step.waits_for_counselor:
        return _("When you say so")
    other = title_of_step(programme, release.step, shelf) if release.step else ""
    match release.when:
        case When.WEEK:
            words = _("With its week")
        case When.AT_ONCE:
            words = _("On the first day of the course")
        case When.DATE:
            words = _("On %(day)s", day=moments.day(release.date) if release.date else "")
        case When.DAYS_AFTER:
            words = _days_after(release.days or 0, other)
        case When.NEXT_SESSION:
            words = _("After the next session")
        case _:
            words = _condition(release, other)
    return words


def _condition(release: Release, other: str) -> str:
    match release.when:
        case When.HANDED_IN if release.by is By.ONE:
            words = _("Once “%(title)s” is handed in", title=other)
        case When.HANDED_IN:
            words = _("Once both have handed in “%(title)s”", title=other)
        case When.SCORE:
            words = _("Once %(measure)s is %(enough)s", **_measured(release))
        case When.GAP:
            words = _("Once the two are %(enough)s apart in %(measure)s", **_measured(release))
        case When.SHARE_DONE:
            percent = release.percent
            words = _("If %(percent)s %% of “%(title)s” was done", percent=percent, title=other)
        case _:
            words = _("If nothing private waits for your eyes")
    return words


def _measured(release: Release) -> dict[str, str]:
    """What is measured, and how much of it is enough."""
    if release.at_least is not None:
        enough = _("%(number)s or more", number=release.at_least)
    else:
        enough = _("%(number)s or less", number=release.at_most)
    return {"measure": release.measure or "", "enough": enough}


def _days_after(days: int, other: str) -> str:
    if not other:
        return ngettext("%(num)s day after the beginning", "%(num)s days after the beginning", days)
    return ngettext(
        "%(num)s day after “%(title)s” opens",
        "%(num)s days after “%(title)s” opens",
        days,
        title=other,
    )


def state_of(row: EnrolmentStep, waiting: Waiting | None) -> str:
    """Where one step of a course stands, in one sentence."""
    if row.left is not None:
        return why_left(row.left)
    if waiting is not None:
        sentence = telling.why_not_yet(waiting, moments.day)
        return sentence[:1].upper() + sentence[1:]
    return _("Opened on %(day)s.", day=moments.day(row.opened_on) if row.opened_on else "")
