"""Agreements for a brief, as they stand now."""

from __future__ import annotations

from couples.agreements.queries import AgreementView
from couples.progress.material import Material
from reports.agreed import Agreement, LastLook, Line, since_of, state_of
from reports.gathering.scope import Scope
from reports.states import LookedAt


def gather_agreements(scope: Scope, material: Material) -> tuple[Agreement, ...]:
    """
    Every agreement that stands or waits, and what has ended in these days.

    The words of one on which nothing changed in these days are left to the screen.
    """
    return tuple(_agreement(scope, each) for each in material.agreements if _is_of_now(scope, each))


def _is_of_now(scope: Scope, view: AgreementView) -> bool:
    ended_on = scope.day(view.since) if view.has_ended and view.since else None
    return ended_on is None or ended_on >= scope.period.first


def _agreement(scope: Scope, view: AgreementView) -> Agreement:
    signed = [p.name or "" for p in scope.couple.partners if p.id in view.signed_by_ids]
    is_news = not view.has_ended and (view.may_sign or _has_changed(scope, view))
    return Agreement(
        title=view.title,
        state=state_of(view),
        version=view.number,
        lines=tuple(Line(x.words, x.parts) for x in view.told) if is_news else (),
        is_unchanged=not (is_news or view.has_ended),
        since=since_of(view, scope.couple),
        signed_by=tuple(signed),
        review_on=view.review_on,
        standing=view.in_force_number if view.may_sign else None,
        last_look=_last_look(scope, view),
    )


def _has_changed(scope: Scope, view: AgreementView) -> bool:
    """Whether it was proposed, signed, rested or looked at in these days."""
    moments = [view.proposed_at, view.since, view.reviewed.on if view.reviewed else None]
    return any(each and scope.day(each) >= scope.period.first for each in moments)


def _last_look(scope: Scope, view: AgreementView) -> LastLook | None:
    if view.reviewed is None or view.has_ended:
        return None
    found = view.reviewed
    return LastLook(LookedAt[found.kind.name], scope.day(found.on), found.broken_on)
