"""
A record of both leaves only when both have said yes, and each may take that back until then.

Nobody is told of a yes of one alone, of one that was taken back, or that none was given:
to the other partner all of these look the same.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.caseload.models import Couple
from couples.caseload.queries import wait_for_turn
from couples.errors import ConflictError
from couples.history import services as history
from couples.identity import Identity
from couples.leaving import own_yeses, readable_shared_records, weighed_yeses
from couples.people.models import Person
from couples.permissions import Deed
from couples.records.models import RecordYes, SharedRecord
from couples.wording import gettext as _


def promise() -> str:
    """What somebody says yes to, word for word."""
    return _(
        "I want a file to be made, once, of everything that both of us may read here. Each"
        " of us and our counselor can save it. I can take this back until my partner has"
        " said yes as well."
    )


def say_yes(session: Session, actor: Identity, couple: Couple, *, after: str) -> bool:
    """
    Say yes to one shared record, `after` the yes that was the actor's newest on the page.

    The same press again changes nothing, however late it arrives: where there is a newer yes
    by then, it was this press that said it, even if that is used up or taken back. A yes to
    another file is another press.

    Tells whether both have said so now: then it is to be made in the same transaction, with
    `keep`.
    """
    permissions.require(actor, Deed.TAKE_ALONG)
    wait_for_turn(session, couple)
    if newest_yes(session, actor) == after and find_yes(session, actor) is None:
        session.add(
            RecordYes(
                practice_id=actor.practice_id,
                couple_id=couple.id,
                person_id=actor.person_id,
                text=promise(),
            )
        )
        session.flush()
        _note(session, actor, "shared-record:let")
    return len(_open_yeses(session, actor, couple)) == len(couple.partners)


def take_back(session: Session, actor: Identity, couple: Couple) -> None:
    """Take one's own yes back. Once the record is made there is nothing to take back."""
    permissions.require(actor, Deed.TAKE_ALONG)
    wait_for_turn(session, couple)
    if (own := find_yes(session, actor)) is not None:
        own.taken_back_at = clock.now()
        _note(session, actor, "shared-record:keep")


def keep(session: Session, actor: Identity, couple: Couple, content: str) -> SharedRecord:
    """Keep the record that both have said yes to, in the place of any before it."""
    yeses = _open_yeses(session, actor, couple)
    if len(yeses) < len(couple.partners):
        raise ConflictError(_("There is no yes of both of you to this."))
    let_words_go(session, actor, couple)
    made = SharedRecord(practice_id=couple.practice_id, couple_id=couple.id)
    made.content = content
    session.add(made)
    session.flush()
    for each in yeses:
        each.used_for_id = made.id
    history.record(session, actor, "shared-record:make", made)
    return made


def let_words_go(session: Session, actor: Identity, couple: Couple) -> None:
    """Let no record of the two hold a word any more; that there was one stays in the history."""
    session.execute(
        update(SharedRecord)
        .where(readable_shared_records(actor), SharedRecord.couple_id == couple.id)
        .values(content_sealed=None)
    )


def find_yes(session: Session, viewer: Identity) -> RecordYes | None:
    """The viewer's own open yes, if they have given one."""
    return session.scalar(select(RecordYes).where(own_yeses(viewer), *_is_open()))


def newest_yes(session: Session, viewer: Identity) -> str:
    """The name of the viewer's newest yes, whatever became of it; nothing where there is none."""
    newest = select(RecordYes.public_id).where(own_yeses(viewer)).order_by(RecordYes.id.desc())
    return session.scalar(newest.limit(1)) or ""


def find_shared_record(session: Session, viewer: Identity, couple: Couple) -> SharedRecord | None:
    """The record of both that was made last, for whoever may read it."""
    return session.scalar(
        select(SharedRecord)
        .where(readable_shared_records(viewer), SharedRecord.couple_id == couple.id)
        .order_by(SharedRecord.id.desc())
        .limit(1)
    )


def _open_yeses(session: Session, actor: Identity, couple: Couple) -> list[RecordYes]:
    found = session.scalars(
        select(RecordYes).where(weighed_yeses(actor), RecordYes.couple_id == couple.id, *_is_open())
    )
    return list(found)


def _note(session: Session, actor: Identity, event: str) -> None:
    """A line about the person and not about the couple, whose history others may read."""
    history.record(session, actor, event, session.get_one(Person, actor.person_id))


def _is_open() -> tuple[ColumnElement[bool], ...]:
    return (RecordYes.taken_back_at.is_(None), RecordYes.used_for_id.is_(None))
