"""
Preparing a brief so that one is ready in the end, whoever dies in the middle.

Each step is one short transaction: somebody claims the row, prints without holding
anything, and brings the pages back under the claim. A claim runs out.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, encryption, permissions
from couples.appointments.models import Appointment
from couples.appointments.queries import get_appointment
from couples.caseload.queries import get_practice
from couples.database import new_public_id
from couples.errors import DomainError
from couples.history import services as history
from couples.identity import Identity
from couples.people.models import Person
from couples.permissions import Deed
from couples.preparations.models import Failure, Preparation, Reader, Stage
from couples.preparations.queries import find_preparation, get_preparation, list_over
from couples.safety.queries import asks_before_paper
from couples.wording import gettext as _

LEASE = timedelta(seconds=120)
"""Longer than any document may take, with the wait for a place to print at."""

UNTIL_BEGUN = timedelta(seconds=60)
"""So long somebody waits for it to be begun with at all."""

MOST_ATTEMPTS = 3
EARLIEST_HOURS = 72


def is_wanted(found: Preparation | None, digest: str, edition: str) -> bool:
    """Whether it is to be prepared now: nobody is at it, and what is there is not this."""
    if found is None or found.stage is Stage.WAITING:
        return True
    if found.stage is Stage.IN_PREPARATION:
        return not found.is_claimed
    if found.stage is Stage.FAILED:
        return found.digest != digest or found.attempts < MOST_ATTEMPTS
    return not found.says(digest, edition)


def is_in_the_making(found: Preparation | None, since: datetime) -> bool:
    """
    Whether whoever asked for it at `since` has still to wait.

    What nobody has begun with may wait for a place. After a while it is better asked for
    anew: whoever had it in hand may have gone.
    """
    if found is not None and found.stage is Stage.FAILED:
        return False
    if found is not None and found.stage is Stage.IN_PREPARATION:
        return found.is_claimed
    if found is not None and found.ready_at is not None and found.ready_at >= since:
        return False
    return clock.now() - since < UNTIL_BEGUN


def claim(
    session: Session, actor: Identity, appointment_id: str, reader: Reader, *, digest: str
) -> str | None:
    """
    Take it upon oneself, and give the name of the claim; None where somebody else has it.

    `digest` tells what it is going to say: tries are counted for one and the same text.
    """
    permissions.require(actor, Deed.PREPARE)
    appointment = get_appointment(session, actor, appointment_id)
    # Two who come at one moment wait for each other here, also where there is no row yet.
    session.execute(
        select(Appointment.id).where(Appointment.id == appointment.id).with_for_update()
    )
    found = find_preparation(session, actor, appointment_id, reader)
    if found is None:
        found = Preparation(
            practice_id=appointment.practice_id,
            couple_id=appointment.couple_id,
            appointment_id=appointment.id,
            reader=reader,
            stage=Stage.WAITING,
            attempts=0,
        )
        session.add(found)
    else:
        session.refresh(found)
    if found.is_claimed:
        return None
    found.attempts = found.attempts + 1 if found.digest == digest else 1
    found.stage, found.digest = Stage.IN_PREPARATION, digest
    found.claim, found.leased_until = new_public_id(), clock.now() + LEASE
    session.flush()
    return found.claim


def finish(
    session: Session,
    actor: Identity,
    claim: str,
    *,
    people: Collection[int],
    made_from: str,
    pages: bytes,
    edition: str,
) -> bool:
    """
    Bring the pages; False where they are not kept.

    So it is where the claim had run out and somebody else has it now, and where meanwhile
    the session was cancelled, a dispute began or one of the `people` was erased who were
    there when it was gathered: then nothing about it is kept at all.
    """
    is_about_somebody_erased = _wait_for_erasing(session, people)
    found = _claimed(session, actor, claim)
    if found is None:
        return False
    appointment = found.appointment
    session.refresh(appointment)
    if (
        is_about_somebody_erased
        or appointment.cancelled_at
        or asks_before_paper(session, actor, appointment.couple)
    ):
        session.delete(found)
        return False
    found.made_from, found.pages = made_from, pages
    found.pages_digest = encryption.current().fingerprint(pages)
    found.edition = edition
    found.stage, found.ready_at = Stage.READY, clock.now()
    found.claim = found.leased_until = found.failure = None
    found.attempts = 0
    return True


def give_up(session: Session, actor: Identity, claim: str, failure: Failure) -> bool:
    """Say that it could not be made, and why; what was ready before is no longer true."""
    found = _claimed(session, actor, claim)
    if found is None:
        return False
    found.stage, found.failure = Stage.FAILED, failure
    found.claim = found.leased_until = None
    found.made_from = found.printed = found.pages_digest = found.ready_at = None
    return True


def try_again(session: Session, actor: Identity, preparation_id: str) -> Preparation:
    """Let what failed be tried anew; a second press changes nothing more."""
    permissions.require(actor, Deed.PREPARE)
    found = get_preparation(session, actor, preparation_id)
    if found.stage is Stage.FAILED:
        found.stage, found.attempts, found.failure = Stage.WAITING, 0, None
        history.record(session, actor, "preparation:try-again", found)
    return found


def let_go_of_what_is_over(session: Session, actor: Identity) -> None:
    """Let go of every brief that is kept for nothing any more."""
    permissions.require(actor, Deed.PREPARE)
    for found in list_over(session, actor):
        session.delete(found)


def prepare_ahead(session: Session, actor: Identity, hours: int) -> None:
    """Let the practice's briefs be ready so many hours before each session."""
    permissions.require(actor, Deed.PREPARE)
    if not 1 <= hours <= EARLIEST_HOURS:
        raise DomainError(_("Choose between 1 and 72 hours."))
    practice = get_practice(session, actor)
    practice.brief_hours = hours
    history.record(session, actor, "practice:prepare-ahead", practice)


def _wait_for_erasing(session: Session, people: Collection[int]) -> bool:
    """
    Whether one of these was erased; whoever is being erased at this moment is waited for.

    It is asked before the row is held, which an erasing takes away as one of the last.
    """
    asked = select(Person.erased_at).where(Person.id.in_(people)).order_by(Person.id)
    held = asked.with_for_update(read=True, key_share=True)
    return any(moment is not None for moment in session.scalars(held))


def _claimed(session: Session, actor: Identity, claim: str) -> Preparation | None:
    """The row, if this claim still holds it."""
    permissions.require(actor, Deed.PREPARE)
    return session.scalar(
        select(Preparation)
        .where(
            Preparation.practice_id == actor.practice_id,
            Preparation.claim == claim,
            Preparation.stage == Stage.IN_PREPARATION,
        )
        .with_for_update()
    )
