"""Where a repair stands, as its counselor reads it: each part of it, and what the acts did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from couples.agreements.queries import AgreementView
from couples.caseload.models import Couple
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.repairs.acts import Tally, list_acts, tallied
from couples.repairs.models import Repair, Stage
from couples.repairs.plan import RepairPlan, find_plan
from couples.repairs.queries import list_repairs
from couples.repairs.reading import find_agreement, standing_of
from couples.repairs.standing import Place, Standing
from couples.submissions.models import Submission
from couples.submissions.queries import list_submissions
from couples.submissions.reading import latest_attempts
from couples.wording import gettext as _
from portal.moments import short_day


@dataclass(frozen=True, slots=True)
class PartOfIt:
    """One part of a repair: what it is, how far it is, and where its words are, if anywhere."""

    label: str
    words: str
    submission: Submission | None = None
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class RepairView:
    """One repair."""

    repair: Repair
    standing: Standing
    state: str
    parts: tuple[PartOfIt, ...]
    plan: RepairPlan | None
    tallies: tuple[Tally, ...]


def repairs_of(session: Session, viewer: Identity, couple: Couple) -> list[RepairView]:
    """The repairs of a couple, the newest first."""
    return [_view(session, viewer, each) for each in list_repairs(session, viewer, couple.id)]


def _view(session: Session, viewer: Identity, repair: Repair) -> RepairView:
    standing = standing_of(session, viewer, repair)
    agreement = find_agreement(session, viewer, repair.assignment_of(Stage.PLAN))
    handed_in = _handed_in(session, viewer, repair)
    return RepairView(
        repair=repair,
        standing=standing,
        state=_state(standing),
        parts=tuple(_parts(repair, standing, handed_in, agreement)),
        plan=find_plan(session, viewer, repair),
        tallies=tuple(tallied(list_acts(session, viewer, repair))),
    )


def _state(standing: Standing) -> str:
    if standing.ended_at is not None:
        return _("Over since %(day)s", day=short_day(standing.ended_at))
    if standing.is_resting:
        return _("Rests for now")
    if standing.is_enough:
        return _("As far as was asked for")
    return _("Look at it together is due") if standing.place is Place.REVIEW else _("Under way")


def _handed_in(
    session: Session, viewer: Identity, repair: Repair
) -> dict[tuple[int, int], Submission]:
    assignments = [each.assignment for each in repair.stages]
    found = list_submissions(session, viewer, assignments=assignments, parts=[Part.MAIN])
    return {(each.assignment_id, each.author_id): each for each in latest_attempts(found)}


def _parts(
    repair: Repair,
    standing: Standing,
    handed_in: dict[tuple[int, int], Submission],
    agreement: AgreementView | None,
) -> Iterator[PartOfIt]:
    hurt, other = repair.hurt, repair.couple.other_partner(repair.hurt_id)
    written = (
        (_("What happened"), Place.GRIEVANCE, hurt, standing.grievance_at),
        (_("What it did"), Place.IMPACT, hurt, standing.impact_at),
        (_("What was heard"), Place.REFLECTION, other, standing.reflection_at),
    )
    for label, place, author, shown_at in written:
        stage = Stage.GRIEVANCE if place is Place.GRIEVANCE else Stage.IMPACT
        assignment = repair.assignment_of(stage)
        found = handed_in.get((assignment.id, author.id)) if assignment else None
        if found is None:
            words = _("with %(name)s", name=author.name) if assignment else _("not yet")
        else:
            words = _("from %(name)s, %(day)s", name=author.name, day=short_day(found.submitted_at))
            if shown_at is None:
                words = _("%(words)s, not open to the other", words=words)
        yield PartOfIt(label, words, found, standing.place is place)
    yield PartOfIt(_("A plan"), _plan(agreement), is_next=standing.place is Place.PLAN)


def _plan(agreement: AgreementView | None) -> str:
    if agreement is None:
        return _("not yet")
    if agreement.in_force_since is None:
        return _("proposed, %(count)s of 2 have said yes", count=len(agreement.signed_by_ids))
    since = _("in force since %(day)s", day=short_day(agreement.in_force_since))
    if agreement.review_on is None:
        return since
    return _(
        "%(since)s, to be looked at on %(day)s", since=since, day=short_day(agreement.review_on)
    )
