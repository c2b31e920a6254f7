"""Holding and opening gates, and looking after what was raised."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple, get_person, wait_for_turn
from couples.discretion import known_flags
from couples.errors import ConflictError, DomainError, NotFoundError
from couples.exercises.blank import is_blank
from couples.exercises.vocabulary import FlagKind, Gate
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.preparations.letting_go import let_go_of_couple
from couples.repairs import following as repairs
from couples.safety.holding import HELD_BY, HELD_QUIETLY
from couples.safety.models import GateSetting, SafetyFlag
from couples.safety.overriding import override
from couples.safety.queries import asks_before_paper, get_flag, shut_of
from couples.submissions.models import Submission
from couples.wording import gettext as _

__all__ = [
    "acknowledge",
    "confirm_paper",
    "flag_couple",
    "override",
    "raise_flag",
    "set_gate",
]


def set_gate(
    session: Session,
    actor: Identity,
    couple_id: str,
    gate: Gate,
    *,
    held: bool,
    quietly: bool = False,
    note: str = "",
) -> None:
    """
    Hold or open a gate of a couple, with a word that only the counselor reads.

    Held `quietly`, it keeps seals closed and lets homework go on, also where that rested
    until now. The same press again changes nothing. Whatever an answer held, only this lifts.
    """
    permissions.require(actor, Deed.PROTECT)
    if quietly and gate not in HELD_QUIETLY:
        raise DomainError(_("This has no seals to hold alone. Hold it, or open it."))
    couple = get_couple(session, actor, couple_id)
    hold = shut_of(session, actor, couple).get(gate)
    words = None if is_blank(note) else note.strip()
    stands = (hold is not None, hold is not None and hold.is_quiet, hold.note if hold else None)
    if (held, quietly, words) == stands and not (hold and hold.is_automatic):
        return
    setting = GateSetting(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        gate=gate,
        is_held=held,
        is_quiet=quietly,
        set_by_id=actor.person_id,
        note=words,
    )
    session.add(setting)
    session.flush()
    history.record(session, actor, _event(setting), setting)
    if held and gate is Gate.G6:
        let_go_of_couple(session, actor, couple)
    repairs.follow(session, couple.id)  # Something of it may have waited for this.


def _event(setting: GateSetting) -> str:
    if not setting.is_held:
        return "gate:open"
    return "gate:hold-quietly" if setting.is_quiet else "gate:hold"


def confirm_paper(session: Session, actor: Identity, couple: Couple) -> None:
    """Keep that the counselor let paper about a couple leave, where they are asked for that."""
    permissions.require(actor, Deed.PROTECT)
    if asks_before_paper(session, actor, couple):
        history.record(session, actor, "paper:confirm", couple)


def raise_flag(
    session: Session,
    actor: Identity,
    couple: Couple,
    kind: FlagKind,
    submission: Submission,
) -> SafetyFlag:
    """
    Ask the counselor to look at an answer, and hold at once what it holds by itself.

    `actor` is whoever handed it in. Nothing of it reaches the other partner. The same
    answer asks once.
    """
    flag = SafetyFlag(
        practice_id=couple.practice_id, couple_id=couple.id, kind=kind, submission_id=submission.id
    )
    try:
        with session.begin_nested():
            session.add(flag)
    except IntegrityError:  # It was raised already, from another tab or an earlier look.
        return session.scalars(
            select(SafetyFlag).where(
                SafetyFlag.submission_id == submission.id, SafetyFlag.kind == kind
            )
        ).one()
    history.record(session, actor, "flag:raise", flag)
    _hold_by_itself(session, actor, couple, flag)
    return flag


def _hold_by_itself(session: Session, actor: Identity, couple: Couple, flag: SafetyFlag) -> None:
    gate = HELD_BY.get(flag.kind)
    if gate is None:
        return
    setting = GateSetting(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        gate=gate,
        is_held=True,
        is_quiet=flag.is_quiet,
    )
    session.add(setting)
    session.flush()
    history.record(session, actor, _event(setting), setting)


def flag_couple(
    session: Session, actor: Identity, couple_id: str, *, word: str, person_id: str | None = None
) -> SafetyFlag:
    """
    Note something that the counselor wants to look at again, about both or one of them.

    The same words again, from a second press, are one note as long as it waits.
    """
    permissions.require(actor, Deed.PROTECT)
    couple = get_couple(session, actor, couple_id)
    person = get_person(session, actor, person_id) if person_id else None
    if person is not None and person.id not in {partner.id for partner in couple.remaining}:
        raise NotFoundError
    if is_blank(word):
        raise DomainError(_("Write what you want to look at."))
    about = person.id if person else None
    return _raise_once(session, actor, couple, FlagKind.COUNSELOR, word, about_id=about)


def raise_by_partner(
    session: Session,
    actor: Identity,
    couple: Couple,
    kind: FlagKind,
    words: str,
    *,
    quietly: bool = False,
) -> SafetyFlag:
    """
    Ask the counselor to look at something that a partner says outside of any homework.

    It holds at once what an answer of that kind would, or `quietly` the seals alone. What
    waits to be looked at already is not asked twice.
    """
    about = actor.person_id
    return _raise_once(session, actor, couple, kind, words, about_id=about, quietly=quietly)


def raise_by_colleague(
    session: Session, actor: Identity, couple: Couple, kind: FlagKind, words: str
) -> SafetyFlag:
    """
    Ask the counselor of a couple to look at what a colleague did there, and why.

    Each time is one of its own, also in the same words as one that waits still.
    """
    return _raise(session, actor, couple, kind, words.strip(), about_id=None)


def _raise_once(
    session: Session,
    actor: Identity,
    couple: Couple,
    kind: FlagKind,
    said: str,
    *,
    about_id: int | None,
    quietly: bool = False,
) -> SafetyFlag:
    """
    A new flag, or the one in these very words that nobody has looked at yet.

    Where the gate that it held was opened since, it is said anew, and holds anew. Quietly
    or not are two things to say.
    """
    words = None if is_blank(said) else said.strip()
    # Two presses at one moment go one after the other, and the second finds the first.
    wait_for_turn(session, couple)
    waiting = session.scalars(
        select(SafetyFlag)
        .where(
            SafetyFlag.couple_id == couple.id,
            SafetyFlag.kind == kind,
            SafetyFlag.raised_by_id == actor.person_id,
            SafetyFlag.person_id == about_id,
            SafetyFlag.is_quiet.is_(quietly),
            SafetyFlag.acknowledged_at.is_(None),
            ~_was_let_go_since(kind),
        )
        .order_by(SafetyFlag.id)
    )
    same = next((flag for flag in waiting if flag.word == words), None)
    return same or _raise(session, actor, couple, kind, words, about_id=about_id, quietly=quietly)


def _was_let_go_since(kind: FlagKind) -> ColumnElement[bool]:
    """The counselor let go of what such a flag holds, after this one was raised."""
    homework_goes_on = and_(
        GateSetting.is_quiet, GateSetting.set_by_id.is_not(None), SafetyFlag.is_quiet.is_(False)
    )
    return exists(
        select(GateSetting.id).where(
            GateSetting.couple_id == SafetyFlag.couple_id,
            GateSetting.gate == HELD_BY.get(kind),
            or_(GateSetting.is_held.is_(False), homework_goes_on),
            GateSetting.created_at >= SafetyFlag.created_at,
        )
    )


def _raise(
    session: Session,
    actor: Identity,
    couple: Couple,
    kind: FlagKind,
    words: str | None,
    *,
    about_id: int | None,
    quietly: bool = False,
) -> SafetyFlag:
    flag = SafetyFlag(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        kind=kind,
        is_quiet=quietly,
        person_id=about_id,
        raised_by_id=actor.person_id,
        word=words,
    )
    session.add(flag)
    session.flush()
    history.record(session, actor, "flag:raise", flag)
    _hold_by_itself(session, actor, couple, flag)
    return flag


def acknowledge(session: Session, actor: Identity, flag_id: str, *, done: str) -> SafetyFlag:
    """
    Say what was done about something, after which it is off the desk.

    What was said first stands: a second and different word is refused.
    """
    permissions.require(actor, Deed.PROTECT)
    flag = session.scalar(
        select(SafetyFlag)
        .where(known_flags(actor), SafetyFlag.public_id == flag_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if flag is None:
        return get_flag(session, actor, flag_id)
    if is_blank(done):
        raise DomainError(_("Write what you did, even if it was to wait."))
    if flag.acknowledged_at is not None:
        if flag.done == done.strip():
            return flag
        raise ConflictError(_("This was looked at already. What was written first stands."))
    flag.acknowledged_by_id = actor.person_id
    flag.acknowledged_at = clock.now()
    flag.done = done.strip()
    history.record(session, actor, "flag:acknowledge", flag)
    return flag
