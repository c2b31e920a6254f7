"""
Opening a repair, and what either of the two may say about it at any moment.

Whoever needs time says so in one press, without a reason, and nobody is told who it was.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.changing import finish, let_be_given_again
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.errors import ConflictError, DomainError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.mending import known_repairs, own_repair_words
from couples.partings.queries import list_partings, why_ended
from couples.people.models import Person
from couples.permissions import Deed
from couples.programmes.shelf import load_shelf
from couples.repairs.following import EXERCISES, begin, fits, follow, take_up
from couples.repairs.models import Repair, RepairWord, Stage, Word
from couples.repairs.queries import lock_repair, weigh
from couples.repairs.reading import read_both, standing_of
from couples.repairs.standing import Standing
from couples.safety.holding import why_held
from couples.safety.opening import NotScheduledError
from couples.safety.queries import holds_of
from couples.wording import gettext as _

BOTH = 2


def open_repair(
    session: Session, actor: Identity, couple_id: str, *, hurt_id: str, token: str
) -> Repair:
    """
    Let a couple begin to mend something; the one who was hurt gets the first homework.

    Whatever comes after that comes by itself. `token` names the press of the button. A
    couple mends one thing at a time, and nothing while a gate holds it.
    """
    permissions.require(actor, Deed.ASSIGN)
    couple = get_couple(session, actor, couple_id)
    # Two presses on two pages at one moment: the second waits here, and finds the first one's.
    session.execute(select(Couple.id).where(Couple.id == couple.id).with_for_update())
    pressed = _find_pressed(session, actor, token)
    if pressed is not None:
        return pressed
    hurt = next((each for each in couple.partners if each.public_id == hurt_id), None)
    if hurt is None:
        raise NotFoundError
    _require_free(session, actor, couple)
    return _open(session, actor, couple, hurt, token)


def _find_pressed(session: Session, actor: Identity, token: str) -> Repair | None:
    return session.scalar(select(Repair).where(known_repairs(actor), Repair.token == token))


def _require_free(session: Session, actor: Identity, couple: Couple) -> None:
    mending = session.scalar(
        select(Repair.id).where(
            known_repairs(actor), Repair.couple_id == couple.id, Repair.ended_at.is_(None)
        )
    )
    if mending is not None:
        raise ConflictError(_("They are mending something already. One hurt at a time is enough."))


def _open(session: Session, actor: Identity, couple: Couple, hurt: Person, token: str) -> Repair:
    version = load_shelf(session, actor).get(EXERCISES[Stage.GRIEVANCE])
    if version is None or not fits(version, Stage.GRIEVANCE):
        raise DomainError(_("Your library lacks the exercise that a repair begins with."))
    if list_partings(session, actor, [couple]):
        raise ConflictError(why_ended())
    held = why_held(version.definition, holds_of(session, actor, couple))
    if held:
        raise DomainError(held)
    repair = Repair(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        hurt_id=hurt.id,
        opened_by_id=actor.person_id,
        token=token,
        open_key=str(couple.id),
    )
    session.add(repair)
    session.flush()
    refused = take_up(session, actor, repair, Stage.GRIEVANCE, version)
    if refused:
        raise DomainError(refused)
    history.record(session, actor, "repair:open", repair)
    follow(session, couple.id)
    return repair


def need_time(session: Session, actor: Identity, repair_id: str) -> Repair:
    """Let a repair rest, with all its homework, until the actor comes back to it."""
    repair = _say(session, actor, repair_id, Word.NEED_TIME)
    for each in repair.stages:
        if each.assignment.closed_at is None:
            each.rests, each.assignment.closed_at = True, clock.now()
    history.record(session, actor, "repair:need-time", repair)
    return repair


def come_back(session: Session, actor: Identity, repair_id: str) -> Repair:
    """Take back that one needs time; it goes on once neither of the two does."""
    repair = take_back(session, actor, repair_id, Word.NEED_TIME)
    if repair.ended_at is None and not weigh(session, actor, [repair])[repair.id].get(
        Word.NEED_TIME
    ):
        for each in repair.stages:
            if each.rests:
                each.rests, each.assignment.closed_at = False, None
        session.flush()
        follow(session, repair.couple_id)
    history.record(session, actor, "repair:come-back", repair)
    return repair


def go_on(session: Session, actor: Identity, repair_id: str) -> Repair:
    """Ask for more than one asked for at first, which only the one who was hurt can."""
    repair = _say(session, actor, repair_id, Word.GO_ON, only_hurt=True)
    follow(session, repair.couple_id)
    history.record(session, actor, "repair:go-on", repair)
    return repair


def plan_again(session: Session, actor: Identity, repair_id: str) -> Repair:
    """Let the two find other steps. Until both say yes to them, the plan in force goes on."""
    permissions.require(actor, Deed.MEND)
    repair = lock_repair(session, actor, repair_id)
    if not may_plan_again(repair, standing_of(session, actor, repair)):
        raise ConflictError(_("There is a plan to write or to decide on already."))
    if not begin(session, repair.couple.own_counselor, repair, Stage.PLAN):
        raise NotScheduledError
    history.record(session, actor, "repair:plan-again", repair)
    return repair


def may_plan_again(repair: Repair, standing: Standing) -> bool:
    """Whether there was a plan, and none is being made."""
    written = repair.assignment_of(Stage.PLAN)
    is_going_on = standing.ended_at is None and not standing.is_resting
    return is_going_on and written is not None and written.closed_at is not None


def say_done(session: Session, actor: Identity, repair_id: str) -> Repair:
    """Say that it is done for oneself. One such word is told to nobody; with both it ends."""
    repair = lock_repair(session, actor, repair_id)
    if not standing_of(session, actor, repair).may_be_done:
        raise ConflictError(_("It was not heard yet. You can let it rest instead."))
    repair = _say(session, actor, repair_id, Word.DONE)
    history.record(session, actor, "repair:say-done", repair)
    if len(weigh(session, actor, [repair])[repair.id].get(Word.DONE, ())) == BOTH:
        _end(session, repair)
    return repair


def end(session: Session, actor: Identity, repair_id: str) -> Repair:
    """End a repair as its counselor, whatever was said. What was handed in stays."""
    permissions.require(actor, Deed.ASSIGN)
    repair = lock_repair(session, actor, repair_id)
    if repair.ended_at is None:
        _end(session, repair)
        history.record(session, actor, "repair:end", repair)
    return repair


def _end(session: Session, repair: Repair) -> None:
    """Let all its homework end, but for what is still asked later about being understood."""
    impact = repair.assignment_of(Stage.IMPACT)
    both, other = read_both(session, repair), repair.couple.other_partner(repair.hurt_id)
    was_heard = both.of(impact, other.id) is not None
    for each in repair.stages:
        if each.rests:
            each.rests, each.assignment.closed_at = False, None
        if each.assignment is impact and was_heard:
            let_be_given_again(each.assignment)
        else:
            finish(each.assignment)
    repair.ended_at, repair.open_key = clock.now(), None


def take_back(session: Session, actor: Identity, repair_id: str, word: Word) -> Repair:
    """Take back what the actor said; nothing of it is left."""
    permissions.require(actor, Deed.MEND)
    repair = lock_repair(session, actor, repair_id)
    if repair.ended_at is None:
        session.execute(
            delete(RepairWord).where(
                own_repair_words(actor),
                RepairWord.repair_id == repair.id,
                RepairWord.word == word,
            )
        )
    return repair


def _say(
    session: Session, actor: Identity, repair_id: str, word: Word, *, only_hurt: bool = False
) -> Repair:
    permissions.require(actor, Deed.MEND)
    repair = lock_repair(session, actor, repair_id)
    if only_hurt and actor.person_id != repair.hurt_id:
        raise NotFoundError
    if repair.ended_at is not None:
        raise ConflictError(_("This is over, and what was written stays."))
    said = RepairWord(
        practice_id=repair.practice_id,
        couple_id=repair.couple_id,
        repair_id=repair.id,
        person_id=actor.person_id,
        word=word,
    )
    try:
        with session.begin_nested():
            session.add(said)
    except IntegrityError:  # Said before; a second press says nothing more.
        pass
    return repair
