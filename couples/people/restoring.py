"""After a backup came back: what was open when it was made is open to nobody any more."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from couples import clock
from couples.copies.models import KeptCopy
from couples.people.models import Invitation, PasswordReset, RecoveryCode, UserSession
from couples.records.models import RecordYes


def end_what_was_open(session: Session) -> None:
    """
    Sign everybody out, and let no link that was sent work again.

    A copy brings back what was ended after it was made: a stolen phone that was signed out,
    an invitation that was withdrawn, a code on paper that was used, a yes that was taken back.
    So with a report that is handed out: it may have been taken back since.
    """
    session.execute(delete(UserSession))
    session.execute(
        update(Invitation)
        .where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
    )
    session.execute(delete(RecoveryCode))
    session.execute(
        update(RecordYes)
        .where(RecordYes.taken_back_at.is_(None), RecordYes.used_for_id.is_(None))
        .values(taken_back_at=clock.now())
    )
    for copy in session.scalars(select(KeptCopy).where(KeptCopy.is_out)):
        copy.taken_back_at = clock.now()
        copy.forget()
    session.execute(
        update(PasswordReset).where(PasswordReset.over_at.is_(None)).values(over_at=clock.now())
    )
