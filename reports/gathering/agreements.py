"""Agreements for a brief, as they stand now."""

from __future__ import annotations

from couples.agreements.queries import AgreementView, list_agreements
from reports.agreed import Agreement, LastLook, Line
from reports.gathering.scope import Scope
from reports.states import AgreementState, LookedAt


def gather_agreements(scope: Scope) -> tuple[Agreement, ...]:
    """Every agreement that stands or waits, and what has ended in these days."""
    found = list_agreements(scope.session, scope.reader, couple_ids=[scope.couple.id])
    return tuple(_agreement(scope, view) for view in found if _is_of_now(scope, view))


def _is_of_now(scope: Scope, view: AgreementView) -> bool:
    ended_on = scope.day(view.since) if view.has_ended and view.since else None
    return ended_on is None or ended_on >= scope.period.first


def _agreement(scope: Scope, view: AgreementView) -> Agreement:
    signed = [p.name or "" for p in scope.couple.partners if p.id in view.signed_by_ids]
    state = AgreementState.PROPOSED if view.may_sign else AgreementState[view.state.name]
    return Agreement(
        title=view.title,
        state=state,
        version=view.number,
        lines=() if view.has_ended else tuple(Line(x.words, x.parts) for x in view.told),
        since=None if view.may_sign or view.since is None else scope.day(view.since),
        signed_by=tuple(signed),
        review_on=view.review_on,
        standing=view.in_force_number if view.may_sign else None,
        last_look=_last_look(scope, view),
    )


def _last_look(scope: Scope, view: AgreementView) -> LastLook | None:
    if view.reviewed is None or view.has_ended:
        return None
    found = view.reviewed
    return LastLook(LookedAt[found.kind.name], scope.day(found.on), found.broken_on)
