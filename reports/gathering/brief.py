"""From the practice to a brief: its parts gathered in their order, and fitted on two pages."""

from __future__ import annotations

from couples.caseload.queries import get_practice
from couples.identity import Identity
from couples.progress.status import list_statuses
from reports.brief import Brief
from reports.design import Design
from reports.gathering.agreements import gather_agreements
from reports.gathering.apart import gather_apart
from reports.gathering.coming import gather_ahead, gather_carried
from reports.gathering.courses import gather_courses
from reports.gathering.due import gather_due, gather_screens_due
from reports.gathering.findings import Place, gather_findings
from reports.gathering.handed_in import EVERYTHING, gather_handed_in
from reports.gathering.measures import load_courses, measure_of
from reports.gathering.missing import gather_sealed
from reports.gathering.off_track import gather_off_track
from reports.gathering.openers import gather_openers, load_material_of
from reports.gathering.pausing import gather_pauses
from reports.gathering.policies import confidence_words, prepared_at
from reports.gathering.safety import count_to_look_at, gather_overrides
from reports.gathering.scope import Scope
from reports.gathering.status import gather_status
from reports.gathering.talking import gather_talk_lines
from reports.pages import page_size
from reports.room import fit_on_two_pages
from reports.sparing import spare


def make_brief(scope: Scope, viewer: Identity, said: str, design: Design) -> Brief:
    """The brief of one scope, for a session that is `said` in words."""
    couple = scope.couple
    first, second = (person.name or "" for person in couple.partners)
    practice = get_practice(scope.session, viewer)
    material = load_material_of(scope)
    courses = load_courses(scope)
    found = gather_findings(scope, material)
    status = gather_status(scope, material)
    statuses = list_statuses(scope.work, couple, scope.period, scope.standings)
    due = gather_due(scope, statuses)
    brief = Brief(
        copy=scope.copy,
        locale=couple.counselor.locale,
        practice=practice.name or "",
        counselor=couple.counselor.name or "",
        couple=(first, second),
        day=scope.period.last,
        moment=said,
        period_start=scope.period.first,
        period_end=scope.period.last,
        policy=confidence_words(scope),
        prepared_at=prepared_at(couple),
        sections=design.brief,
        letterhead=design.letterhead,
        logo=design.logo,
        note=design.note,
        page_size=page_size(practice.time_zone),
        to_look_at=count_to_look_at(scope),
        overrides=gather_overrides(scope),
        screens_due=gather_screens_due(scope, statuses),
        measures=tuple(measure_of(each, drawn=False) for each in courses),
        off_track=gather_off_track(scope, material, courses, status),
        status=status,
        homework=due.rows,
        before=due.before,
        sealed=gather_sealed(scope),
        went=found.at(Place.WENT),
        mattered=found.at(Place.MATTERED),
        talks=found.at(Place.TALKS),
        talk_lines=gather_talk_lines(scope),
        time_outs=gather_pauses(scope),
        topics=found.at(Place.TOPICS),
        agreements=gather_agreements(scope, material),
        ahead=gather_ahead(scope, material),
        apart=gather_apart(scope, material, courses, found.at(Place.APART)),
        handed_in=spare(gather_handed_in(scope, material, EVERYTHING)),
        openers=gather_openers(material),
        courses=gather_courses(scope),
        carried=gather_carried(scope),
        came_in=len(scope.handed_in),
    )
    return fit_on_two_pages(brief)
