"""
Who may read what came of something that was handed in: conditions beside those of `visibility`.

A reply is for one author, and an agreement for both who make it.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from couples import visibility
from couples.agreements.models import Agreement, AgreementVersion
from couples.identity import Identity, Role
from couples.own_pages import own_submissions
from couples.submissions.models import Reply, Standing, Submission


def readable_replies(viewer: Identity) -> ColumnElement[bool]:
    """
    A reply is for the author whom the counselor answered, and for the counselor.

    Where something turned out to be the other partner's, what was answered before that
    was not written to them.
    """
    match viewer.role:
        case Role.COUNSELOR | Role.GUEST:
            return Reply.couple_id.in_(visibility.couples_of(viewer))
        case Role.PARTNER:
            own = exists(
                select(Submission.id).where(
                    Submission.id == Reply.submission_id,
                    own_submissions(viewer),
                    Submission.standing == Standing.STANDS,
                    or_(
                        Submission.claimed_at.is_(None),
                        Submission.claimed_at <= Reply.created_at,
                    ),
                )
            )
            return and_(Reply.couple_id.in_(visibility.couples_of(viewer)), own)
        case Role.COUPLE:
            return false()


def readable_agreements(viewer: Identity) -> ColumnElement[bool]:
    """
    The agreements of the viewer's couples, from the moment one is proposed.

    One of which no wording stands, because its words were set aside, is not among them.
    """
    has_words = exists(
        select(AgreementVersion.id).where(
            AgreementVersion.agreement_id == Agreement.id,
            AgreementVersion.withdrawn_at.is_(None),
        )
    )
    return and_(Agreement.couple_id.in_(visibility.couples_of(viewer)), has_words)
