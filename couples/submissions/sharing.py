"""Letting more people read an answer, which only its author may decide."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import permissions
from couples.audiences import Audience
from couples.errors import NotAllowedError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.submissions.models import Answer
from couples.submissions.queries import get_answer
from couples.wording import gettext as _

WIDER: dict[Audience, tuple[Audience, ...]] = {
    Audience.ME: (Audience.COUNSELOR, Audience.COUPLE),
    Audience.COUNSELOR: (Audience.COUPLE,),
    Audience.SESSION: (Audience.COUPLE,),
    # Opening a sealed answer early would let the other answer in reply to it.
    Audience.SEALED: (),
    Audience.COUPLE: (),
}


def wider_for(answer: Answer) -> tuple[Audience, ...]:
    """
    For whom else its author may let this answer be read.

    What speaks of somebody's safety stays with the counselor: nobody can be pressed to
    show it.
    """
    if answer.submission.assignment.definition.is_confidential:
        return ()
    return WIDER[answer.audience]


def widen(session: Session, actor: Identity, answer_id: str, *, audience: Audience) -> Answer:
    """Let more people read one of the actor's own answers. It cannot be taken back."""
    permissions.require(actor, Deed.WIDEN)
    answer = get_answer(session, actor, answer_id)
    if answer.author_id != actor.person_id:
        raise NotFoundError
    if audience not in wider_for(answer):
        raise NotAllowedError(_("This answer can only be shown to more people, not to fewer."))
    answer.audience = audience
    history.record(session, actor, "answer:widen", answer)
    return answer
