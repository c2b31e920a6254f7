"""Agreements for a brief, as they stand now."""

from __future__ import annotations

from couples.agreements.queries import AgreementView, list_agreements
from reports.brief import Agreement
from reports.gathering.scope import Scope
from reports.states import AgreementState


def gather_agreements(scope: Scope) -> tuple[Agreement, ...]:
    """Every agreement that the couple has proposed or signed."""
    found = list_agreements(scope.session, scope.reader, couple_ids=[scope.couple.id])
    return tuple(_agreement(scope, view) for view in found)


def _agreement(scope: Scope, view: AgreementView) -> Agreement:
    signed = [p.name or "" for p in scope.couple.partners if p.id in view.signed_by_ids]
    is_in_force = view.is_in_force and view.in_force_since is not None
    return Agreement(
        title=view.title,
        state=AgreementState.IN_FORCE if is_in_force else AgreementState.PROPOSED,
        version=view.number,
        lines=view.lines,
        since=scope.day(view.in_force_since) if is_in_force and view.in_force_since else None,
        signed_by=tuple(signed),
        review_on=view.review_on,
        standing=None if is_in_force else view.in_force_number,
    )
