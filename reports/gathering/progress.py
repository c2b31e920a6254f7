"""From the practice to a progress report: any weeks of a couple, with room for all of it."""

from __future__ import annotations

from couples.caseload.queries import get_practice
from couples.identity import Identity
from reports.design import Design
from reports.gathering.agreements import gather_agreements
from reports.gathering.courses import gather_courses
from reports.gathering.handed_in import gather_handed_in, gather_replies
from reports.gathering.homework import gather_homework
from reports.gathering.measures import gather_measures
from reports.gathering.missing import gather_missing, gather_sealed
from reports.gathering.openers import gather_openers, load_material_of
from reports.gathering.pausing import gather_pauses
from reports.gathering.policies import policy_words, prepared_at
from reports.gathering.repairs import gather_repairs
from reports.gathering.rituals import gather_rituals
from reports.gathering.safety import count_to_look_at, gather_overrides
from reports.gathering.scope import Scope
from reports.gathering.shown import gather_shown
from reports.gathering.status import gather_status
from reports.pages import page_size
from reports.progress import ProgressReport


def make_progress_report(scope: Scope, viewer: Identity, design: Design) -> ProgressReport:
    """The report on the days of one scope."""
    couple = scope.couple
    first, second = (person.name or "" for person in couple.partners)
    practice = get_practice(scope.session, viewer)
    material = load_material_of(scope)
    return ProgressReport(
        copy=scope.copy,
        locale=couple.counselor.locale,
        practice=practice.name or "",
        counselor=couple.counselor.name or "",
        couple=(first, second),
        period_start=scope.period.first,
        period_end=scope.period.last,
        policy=policy_words(couple, scope.copy),
        prepared_at=prepared_at(couple),
        sections=design.progress,
        letterhead=design.letterhead,
        logo=design.logo,
        note=design.note,
        page_size=page_size(practice.time_zone),
        openers=gather_openers(material),
        status=gather_status(scope, material),
        measures=gather_measures(scope),
        missing=gather_missing(scope),
        homework=gather_homework(scope),
        sealed=gather_sealed(scope),
        rituals=gather_rituals(scope, material),
        shown=(*gather_repairs(scope), *gather_shown(scope, material)),
        handed_in=gather_handed_in(scope, material),
        agreements=gather_agreements(scope, material),
        replies=gather_replies(scope),
        overrides=gather_overrides(scope),
        to_look_at=count_to_look_at(scope),
        courses=gather_courses(scope),
        time_outs=gather_pauses(scope),
        came_in=len(scope.handed_in),
    )
