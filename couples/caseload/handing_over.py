"""Handing a couple over to another counselor of the practice."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.admissions.ending import end_of_couple
from couples.caseload.models import Couple, CouplePartner, HandOver, Tiding
from couples.caseload.practice import choose_colleague, get_movable_couple
from couples.history import services as history
from couples.identity import Identity
from couples.people.invitations import withdraw
from couples.people.models import Person
from couples.permissions import Deed
from couples.preparations.letting_go import let_go_of_couple


def hand_over(session: Session, actor: Identity, couple_id: str, to_id: str) -> Couple:
    """
    Let another counselor work with a couple from now on, with everything that is there.

    Whoever did so before reads nothing of it any more, from the very next page on; what was
    prepared for them goes, whom they let in is out, and open links of both partners end, as
    does what the two were asked to agree to.
    Everybody whom it concerns and who did not do it is told. To hand a couple to whoever has
    it changes nothing.
    """
    permissions.require(actor, Deed.HAND_OVER)
    couple = get_movable_couple(session, actor, couple_id)
    # Two presses at one moment: the second waits here, and finds whom the first one chose.
    query = select(Couple).where(Couple.id == couple.id).with_for_update()
    couple = session.scalars(query.execution_options(populate_existing=True)).one()
    if couple.counselor.public_id == to_id:
        return couple
    colleague = choose_colleague(session, actor, to_id, of=couple.counselor_id)
    let_go_of_couple(session, actor, couple)
    end_of_couple(session, actor, couple)
    for partner in couple.partners:
        # Whoever made a link and kept it could come in as a partner with it.
        withdraw(session, actor, partner)
    # Whoever asks is named beside the question, and the colleague did not ask; a “not now” holds.
    theirs = update(CouplePartner).where(CouplePartner.couple_id == couple.id)
    session.execute(theirs.values(asked_to_agree_at=None))
    _tell(session, actor, couple, colleague)
    couple.counselor, couple.handed_over_at = colleague, clock.now()
    session.flush()
    history.record(session, actor, "couple:hand-over", couple)
    return couple


def _tell(session: Session, actor: Identity, couple: Couple, to: Person) -> None:
    """Every hand-over is told, so that one which is undone at once is none in secret."""
    hand_over = HandOver(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        former_id=couple.counselor_id,
        counselor_id=to.id,
        done_by_id=actor.person_id,
    )
    session.add(hand_over)
    session.flush()
    for person in (*couple.remaining, couple.counselor, to):
        if person.id != actor.person_id:
            session.add(
                Tiding(
                    practice_id=couple.practice_id,
                    hand_over_id=hand_over.id,
                    person_id=person.id,
                )
            )
