"""Letting more people read an answer, which only its author may decide."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.audiences import Audience
from couples.errors import NotAllowedError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.pauses.waiting import require_no_pause
from couples.permissions import Deed
from couples.repairs import following as repairs
from couples.submissions.models import Answer
from couples.submissions.queries import lock_answer
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
    """
    Let more people read one of the actor's own answers. It cannot be taken back.

    During a pause nothing is shown to the other partner; it can be once that is over.
    """
    [answer] = widen_together(session, actor, [answer_id], audience=audience)
    return answer


def widen_together(
    session: Session, actor: Identity, answer_ids: Sequence[str], *, audience: Audience
) -> list[Answer]:
    """Let more people read several answers at once, before anything follows from any of them."""
    permissions.require(actor, Deed.WIDEN)
    answers = [lock_answer(session, actor, answer_id) for answer_id in answer_ids]
    for answer in answers:
        if answer.author_id != actor.person_id:
            raise NotFoundError
        if audience not in wider_for(answer):
            raise NotAllowedError(_("This answer can only be shown to more people, not to fewer."))
        if audience is Audience.COUPLE:
            require_no_pause(session, actor, answer.couple_id)
            answer.shown_at = clock.now()
        answer.audience = audience
        history.record(session, actor, "answer:widen", answer)
    session.flush()
    for couple_id in {answer.couple_id for answer in answers}:
        repairs.follow(session, couple_id)
    return answers
