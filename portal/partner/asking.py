"""The one line of “This week” about agreements: what waits for a yes, or for another look."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from couples.agreements.queries import AgreementView, get_agreement, list_agreements
from couples.safety.opening import is_resting
from couples.wording import gettext as _
from portal.partner.us import Us


@dataclass(frozen=True, slots=True)
class Asking:
    """Which agreement it is about, and the line."""

    agreement_id: str
    words: str


def asking_of(session: Session, us: Us) -> Asking | None:
    """
    What the viewer has not signed yet, and otherwise what both wanted to look at again.

    What is not scheduled just now asks for nothing.
    """
    found = list_agreements(session, us.viewer, couple_ids=[us.couple.id])
    to_sign = [a for a in found if a.may_sign and us.viewer.person_id not in a.signed_by_ids]
    is_due = [a for a in found if a.is_in_force and a.review_on and a.review_on <= us.today]
    for agreement in (*to_sign, *is_due):
        assignment = get_agreement(session, us.viewer, agreement.id).assignment
        if not is_resting(session, us.viewer, assignment):
            return Asking(agreement.id, _said(agreement, is_new=agreement in to_sign))
    return None


def _said(agreement: AgreementView, *, is_new: bool) -> str:
    if is_new:
        return _("“%(title)s” waits for your yes, or for other words.", title=agreement.title)
    return _("You both wanted to look at “%(title)s” again.", title=agreement.title)
