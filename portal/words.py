"""What both sides call people and homework: who does it, how often, what sort of thing it is."""

from __future__ import annotations

from babel.dates import get_day_names

from couples import wording
from couples.assignments.models import Assignment
from couples.assignments.schedule import WEEKDAYS
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, Doer, Kind
from couples.wording import gettext as _
from couples.wording import listed, ngettext


def names(couple: Couple) -> str:
    """Both partners, always in the same order."""
    return listed([person.name or "" for person in couple.partners])


def doer_name(doer: Doer) -> str:
    """Who does it, before anybody in particular was chosen."""
    match doer:
        case Doer.EACH:
            return _("Each for themselves")
        case Doer.ONE:
            return _("One of the two")
        case Doer.TOGETHER:
            return _("Both together")
        case Doer.VARIANTS:
            return _("Each a part of their own")


def doing(assignment: Assignment) -> str:
    """Who was given the homework."""
    if assignment.for_person is not None:
        return assignment.for_person.name or ""
    first = assignment.first_person
    if assignment.doer is Doer.VARIANTS and first is not None:
        second = assignment.couple.other_partner(first.id)
        one, other = assignment.definition.variants or ("", "")
        return _(
            "%(first)s: %(one)s · %(second)s: %(other)s",
            first=first.name,
            one=one,
            second=second.name,
            other=other,
        )
    return doer_name(assignment.doer)


def cadence_name(cadence: Cadence) -> str:
    """How often it comes round, before days or numbers were chosen."""
    match cadence:
        case Cadence.ONCE:
            name = _("Once")
        case Cadence.DAILY:
            name = _("Every day")
        case Cadence.DAYS:
            name = _("On certain days of the week")
        case Cadence.WEEKLY:
            name = _("Once a week")
        case Cadence.TIMES_A_WEEK:
            name = _("Several times a week")
        case Cadence.ANY_TIME:
            name = _("Whenever it suits")
        case Cadence.EACH_SESSION:
            name = _("Before each session")
        case Cadence.EVERY_FEW_WEEKS:
            name = _("Every few weeks")
        case Cadence.AFTER_DAYS:
            name = _("Some days later")
    return name


def rhythm(assignment: Assignment) -> str:
    """How often it comes round, with its days or its number."""
    if assignment.cadence is Cadence.DAYS:
        days = (assignment.days or "").split(",")
        return listed(day_name(day) for day in WEEKDAYS if day in days)
    if assignment.cadence is Cadence.TIMES_A_WEEK:
        return ngettext("%(num)s time a week", "%(num)s times a week", assignment.times_a_week or 1)
    return cadence_name(assignment.cadence)


def day_name(day: str) -> str:
    """Monday, for mon."""
    known = get_day_names("wide", context="stand-alone", locale=wording.current_locale())
    return str(known[WEEKDAYS.index(day)])


def kind_name(kind: Kind) -> str:
    """What sort of thing a definition is."""
    match kind:
        case Kind.EXERCISE:
            return _("Exercise")
        case Kind.RITUAL:
            return _("Ritual")
        case Kind.TRACKER:
            return _("Tracker")
        case Kind.AGREEMENT:
            return _("Agreement")
        case Kind.CHECK_IN:
            return _("Check-in")
        case Kind.MEASURE:
            return _("Measure")
