"""
Beginning a talk, going through its turns, standing still, and stopping.

Every press names the turn that its page showed, so that a second press, or one from the
other phone at the same moment, moves nothing on that has moved already.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.aloud import known_talks
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.assignments.schedule import Occurrence
from couples.errors import ConflictError, NotFoundError
from couples.exercises.definition import Part
from couples.history import services as history
from couples.identity import Identity
from couples.pauses import services as pauses
from couples.pauses.models import Pause
from couples.permissions import Deed
from couples.safety.opening import NotScheduledError, require_scheduled
from couples.submissions.drafts import mark_opened
from couples.submissions.openings import find_opening
from couples.submissions.readiness import require_ready
from couples.talks import clockwork
from couples.talks.beside import no_words_yet
from couples.talks.ending import end, put_back
from couples.talks.halting import halted_since, pauses_in
from couples.talks.models import Talk
from couples.talks.queries import find_open, get_talk, is_guided
from couples.wording import gettext as _


class NotYourTurnError(ConflictError):
    """The turn is the other’s."""

    def __init__(self) -> None:
        super().__init__(_("It is not your turn just now. The page shows whose it is."))


class StandingStillError(ConflictError):
    """The talk stands still, and goes on when both are back."""

    def __init__(self) -> None:
        super().__init__(_("The talk stands still. Go on with it first."))


def other_of(talk_or_assignment: Talk | Assignment, actor: Identity) -> Identity:
    """The other partner, as somebody who reads."""
    found = talk_or_assignment
    assignment = found.assignment if isinstance(found, Talk) else found
    other = assignment.couple.other_partner(actor.person_id)
    return Identity(actor.role, actor.practice_id, other.id, assignment.couple_id)


def begin(
    session: Session,
    actor: Identity,
    assignment_id: str,
    *,
    first: str,
    is_on_one_phone: bool,
) -> Talk:
    """
    Begin a talk, in which `first` (a public id) has the first turn.

    Where one was begun already, by either, that is the one: two who press at the same
    moment are in the same talk.
    """
    permissions.require(actor, Deed.WRITE)
    assignment = get_assignment(session, actor, assignment_id)
    if not is_guided(assignment):
        raise NotFoundError
    require_scheduled(session, actor, assignment)
    found = find_open(session, actor, assignment)
    if found is not None:
        return found
    opening = _opening(session, actor, assignment)
    require_ready(session, actor, assignment, Part.MAIN)
    people = {person.public_id: person.id for person in assignment.couple.partners}
    if first not in people:
        raise NotFoundError
    mark_opened(session, assignment)
    talk = Talk(
        practice_id=assignment.practice_id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        occurrence=opening.key,
        occurs_on=opening.due_on or opening.opens_on,
        open_key=str(assignment.id),
        begun_by_id=actor.person_id,
        first_person_id=people[first],
        is_on_one_phone=is_on_one_phone,
        turn=0,
        turn_began_at=clock.now(),
        used_seconds=0,
        pauses=0,
        talked_seconds=0,
        is_cut_short=False,
    )
    try:
        with session.begin_nested():
            session.add(talk)
            session.flush()  # The words need the id of their talk.
            session.add_all(no_words_yet(talk, person_id) for person_id in people.values())
    except IntegrityError:  # Both pressed at one moment: they are in the first one.
        return find_open(session, actor, assignment) or talk
    history.record(session, actor, "talk:begin", talk)
    return talk


def _opening(session: Session, actor: Identity, assignment: Assignment) -> Occurrence:
    """
    The time that the talk is for: one that neither has handed in, if there is one.

    What the other has handed in is asked to find it, and never told.
    """
    mine = find_opening(session, actor, assignment, Part.MAIN)
    if mine is None:
        raise NotScheduledError
    theirs = find_opening(session, other_of(assignment, actor), assignment, Part.MAIN)
    return max((mine, theirs or mine), key=lambda each: (each.opens_on, each.key))


def go_on(session: Session, actor: Identity, talk_id: str, *, turn: int) -> Talk:
    """
    Go to the next turn, which whoever has this one does, or either once its time is up.

    After the last of them, what each wrote goes into their own draft.
    """
    talk = lock_talk(session, actor, talk_id)
    if talk.turn != turn or talk.ended_at is not None:
        return talk
    halted = halted_since(session, actor, talk)
    if halted is not None:
        raise StandingStillError
    is_over = clockwork.left(talk, halted) == timedelta()
    if not has_the_turn(talk, actor) and not is_over:
        raise NotYourTurnError
    _move(session, actor, talk, to=talk.turn + 1)
    return talk


def stop(session: Session, actor: Identity, talk_id: str, *, turn: int) -> Talk:
    """
    Stop for today, which either may at any time and needs no reason.

    Where the talk has a turn for closing, it goes there; otherwise it is put down, and can
    be taken up again where it was.
    """
    talk = lock_talk(session, actor, talk_id)
    if talk.turn != turn or talk.ended_at is not None:
        return talk
    closing = talk.guide.closing_at
    talk.is_cut_short = True
    if closing is not None and talk.turn < closing:
        _move(session, actor, talk, to=closing)
    elif talk.halted_at is None:
        talk.halted_at = halted_since(session, actor, talk) or clock.now()
    history.record(session, actor, "talk:stop", talk)
    return talk


def pause(
    session: Session, actor: Identity, talk_id: str, *, minutes: int, token: str | None = None
) -> Pause:
    """
    Start a time-out from the talk, which stands still meanwhile and keeps its turn.

    It is the couple’s time-out as from any other page. `token` names the press.
    """
    talk = lock_talk(session, actor, talk_id)
    return pauses.start(session, actor, talk.assignment.couple, minutes, token=token)


def take_up(session: Session, actor: Identity, talk_id: str) -> Talk:
    """Go on at the same turn, with the time that it had left."""
    talk = lock_talk(session, actor, talk_id)
    halted = halted_since(session, actor, talk)
    if halted is None or talk.ended_at is not None:
        return talk
    talk.used_seconds = int(clockwork.used(talk, halted).total_seconds())
    talk.pauses += len(pauses_in(session, actor, talk))
    talk.turn_began_at = clock.now()
    talk.halted_at = None
    talk.is_cut_short = False
    return talk


def let_go(session: Session, actor: Identity, talk_id: str) -> None:
    """
    Let a talk go that was not finished; always possible.

    What each wrote in it goes into their own draft, so that neither lets go of the other's.
    """
    talk = drop(session, actor, talk_id)
    if talk is not None:
        history.record(session, actor, "talk:drop", talk)


def drop(session: Session, actor: Identity, talk_id: str) -> Talk | None:
    """The same without a line in the history: as somebody may see it, who did not do it."""
    talk = lock_talk(session, actor, talk_id, always=True)
    if talk.ended_at is not None:
        return None
    put_back(session, actor, talk)
    talk.dropped_at = clock.now()
    talk.open_key = None
    return talk


def has_the_turn(talk: Talk, actor: Identity) -> bool:
    """Whether the actor may write now: it is their turn, or the one phone is theirs."""
    return actor.person_id == talk.holder_id or holds_the_phone(talk, actor)


def holds_the_phone(talk: Talk, actor: Identity) -> bool:
    """Whether both talk on this one’s phone."""
    return talk.is_on_one_phone and talk.begun_by_id == actor.person_id


def lock_talk(session: Session, actor: Identity, talk_id: str, *, always: bool = False) -> Talk:
    """The talk, held until the transaction ends, if it is scheduled just now."""
    permissions.require(actor, Deed.WRITE)
    talk = get_talk(session, actor, talk_id)
    if not always:
        require_scheduled(session, actor, talk.assignment)
    locked = session.scalar(
        select(Talk)
        .where(known_talks(actor), Talk.id == talk.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if locked is None:
        raise NotFoundError
    return locked


def _move(session: Session, actor: Identity, talk: Talk, *, to: int) -> None:
    halted = halted_since(session, actor, talk)
    talk.pauses += len(pauses_in(session, actor, talk))
    talk.talked_seconds += int(clockwork.used(talk, halted).total_seconds())
    talk.turn = to
    talk.turn_began_at = clock.now()
    talk.used_seconds = 0
    talk.halted_at = None
    if to == talk.guide.last:
        end(session, actor, talk)
        history.record(session, actor, "talk:end", talk)
