"""Starting a pause, asking for more time, coming back, and telling the counselor of it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.caseload.models import Couple
from couples.errors import ConflictError, DomainError, NotFoundError
from couples.exercises.vocabulary import FlagKind, Gate
from couples.history import services as history
from couples.identity import Identity
from couples.pauses.models import Pause, PauseReturn
from couples.pauses.noting import give_once
from couples.pauses.queries import find_running, get_pause
from couples.permissions import Deed
from couples.repairs import following as repairs
from couples.safety.models import SafetyFlag
from couples.safety.queries import is_gate_held
from couples.safety.services import raise_by_partner
from couples.timetable import known_pauses
from couples.visibility import known_couples
from couples.wording import gettext as _

LEAST = timedelta(minutes=20)
"""A body needs about that long to calm down."""

MOST_WORDS = 500

LONGEST = timedelta(hours=24)
"""After this it would not be a pause but a silence."""


def start(
    session: Session, actor: Identity, couple: Couple, minutes: int, *, token: str | None = None
) -> Pause:
    """
    Stop for so many minutes. Where a pause runs already, that one stands.

    Two who press at the same moment are in one pause, for which both asked. While the
    couple is kept from joint work for their safety, a pause is for whoever calls it, alone:
    nobody else's screen says anything. `token` names the press of the button.
    """
    permissions.require(actor, Deed.PAUSE)
    _wait_for_turn(session, actor, couple)
    length = timedelta(minutes=minutes)
    if not LEAST <= length <= LONGEST:
        raise DomainError(_("Choose a time between twenty minutes and a day."))
    standing = find_running(session, actor, couple.id) or _find_pressed(session, actor, token)
    if standing is not None:
        mine = standing.return_of(actor.person_id)
        if mine is not None and standing.is_running and mine.asked_at is None:
            mine.asked_at = clock.now()
        return standing
    now = clock.now()
    is_alone = not is_for_both(session, actor, couple)
    people = [actor.person_id] if is_alone else [person.id for person in couple.partners]
    pause = Pause(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        called_by_id=actor.person_id,
        token=token or secrets.token_urlsafe(24),
        is_alone=is_alone,
        began_at=now,
        return_at=now + length,
        planned_return_at=now + length,
    )
    pause.returns = [
        PauseReturn(
            practice_id=couple.practice_id,
            person_id=person_id,
            asked_at=now if person_id == actor.person_id else None,
        )
        for person_id in people
    ]
    session.add(pause)
    session.flush()
    history.record(session, actor, "pause:start", pause)
    if not is_alone:
        give_once(session, couple)
    return pause


def is_for_both(session: Session, viewer: Identity, couple: Couple) -> bool:
    """Whether a pause would be for both of them just now, or for whoever calls it, alone."""
    return not is_gate_held(session, viewer, couple, Gate.G1)


def extend(
    session: Session,
    actor: Identity,
    pause_id: str,
    minutes: int,
    *,
    seen: datetime | None = None,
) -> Pause:
    """
    Ask for more time, which either may; a day from its beginning is the most.

    Whoever asks is not back yet, and it is not over before they are. One that is over
    stays over, since what it held back may have been read: they start another. Where it
    lasts longer by now than until `seen`, a second press asks for nothing more.
    """
    permissions.require(actor, Deed.PAUSE)
    pause = lock_pause(session, actor, pause_id)
    mine = _side_of(pause, actor)
    if seen is not None and pause.is_running and pause.return_at > seen:
        return pause
    if not pause.is_running:
        raise ConflictError(_("This time-out is over. You can start another one."))
    until = pause.return_at + timedelta(minutes=minutes)
    if minutes <= 0 or until - pause.began_at > LONGEST:
        raise DomainError(_("A time-out is at most a day. Choose less time, or start another one."))
    pause.return_at = until
    mine.asked_at, mine.back_at = clock.now(), None
    history.record(session, actor, "pause:extend", pause)
    return pause


def come_back(session: Session, actor: Identity, pause_id: str) -> Pause:
    """
    Say that one is back. A second press changes nothing.

    It is over once everybody who asked for time is back, so that nobody can be called back
    by somebody else's press.
    """
    permissions.require(actor, Deed.PAUSE)
    pause = lock_pause(session, actor, pause_id)
    mine = _side_of(pause, actor)
    if mine.back_at is not None or not pause.is_asking:
        return pause
    mine.back_at = clock.now()
    if pause.is_running and all(each.back_at for each in pause.returns if each.asked_at):
        pause.ended_at = mine.back_at
        session.flush()
        repairs.follow(session, pause.couple_id)  # What waited may make way for something.
    history.record(session, actor, "pause:return", pause)
    return pause


def tell(session: Session, actor: Identity, pause_id: str, *, words: str = "") -> SafetyFlag:
    """
    Ask the counselor to look at a pause, with a word or without one.

    Nothing of it reaches the other partner, and nothing is held back by it. The same words
    again, from a second press, are told once.
    """
    permissions.require(actor, Deed.PAUSE)
    pause = get_pause(session, actor, pause_id)
    if len(words) > MOST_WORDS:
        raise DomainError(_("Shorten this to %(limit)s characters.", limit=MOST_WORDS))
    return raise_by_partner(session, actor, pause.couple, FlagKind.TIME_OUT, words)


def _side_of(pause: Pause, actor: Identity) -> PauseReturn:
    mine = pause.return_of(actor.person_id)
    if mine is None:
        raise NotFoundError
    return mine


def lock_pause(session: Session, actor: Identity, pause_id: str) -> Pause:
    """The pause, held until the transaction ends, so that two presses go one after the other."""
    found = session.scalar(
        select(Pause)
        .where(known_pauses(actor), Pause.public_id == pause_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found if found is not None else get_pause(session, actor, pause_id)


def _wait_for_turn(session: Session, actor: Identity, couple: Couple) -> None:
    """Let two who press at the same moment go one after the other, if it is their couple."""
    own = select(Couple.id).where(known_couples(actor), Couple.id == couple.id)
    if session.scalar(own.with_for_update(key_share=True)) is None:
        raise NotFoundError


def _find_pressed(session: Session, actor: Identity, token: str | None) -> Pause | None:
    if token is None:
        return None
    return session.scalar(
        select(Pause).where(
            known_pauses(actor), Pause.called_by_id == actor.person_id, Pause.token == token
        )
    )
