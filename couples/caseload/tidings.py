"""Being told of hand-overs and of who stood in, each until they say that they have read it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, select, update
from sqlalchemy.orm import Session, defer, joinedload
from sqlalchemy.sql.base import ExecutableOption

from couples import clock
from couples.admissions.models import Admission
from couples.belonging import known_hand_overs, managed_stand_ins, own_tidings
from couples.caseload.models import Couple, CouplePartner, HandOver, Tiding
from couples.errors import NotFoundError
from couples.identity import Identity
from couples.people.models import Person


def list_unread(session: Session, viewer: Identity) -> list[HandOver]:
    """What the viewer is told and has not said that they read, the oldest first."""
    return list(
        session.scalars(
            _hand_overs(viewer)
            .join(Tiding, Tiding.hand_over_id == HandOver.id)
            .where(own_tidings(viewer), Tiding.read_at.is_(None))
        )
    )


def list_unread_of_both(
    session: Session, viewer: Identity
) -> tuple[list[HandOver], list[Admission]]:
    """
    The same with who stood in where no counselor could be told, in one statement.

    Of the latter it is the bare fact: the reason is not loaded.
    """
    managed = select(Admission.id).where(managed_stand_ins(viewer))
    found: list[HandOver | Admission | None] = []
    for row in session.execute(
        select(HandOver, Admission)
        .select_from(Tiding)
        .outerjoin(HandOver, and_(Tiding.hand_over_id == HandOver.id, known_hand_overs(viewer)))
        .outerjoin(Admission, and_(Tiding.admission_id == Admission.id, Admission.id.in_(managed)))
        .where(own_tidings(viewer), Tiding.read_at.is_(None))
        .options(*_with_names(), *_without_reason())
        .order_by(Tiding.id)
    ):
        found.extend(row)
    return (
        [each for each in found if isinstance(each, HandOver)],
        [each for each in found if isinstance(each, Admission)],
    )


def list_hand_overs(session: Session, viewer: Identity, couple: Couple) -> list[HandOver]:
    """Each time that a couple went to another counselor, the oldest first."""
    return list(session.scalars(_hand_overs(viewer).where(HandOver.couple_id == couple.id)))


def say_read(session: Session, actor: Identity, hand_over_id: str) -> None:
    """
    Say that one has read of this hand-over, and of those before it that were told with it.

    What happened meanwhile is told still, and a second press changes nothing.
    """
    newest = session.scalar(
        select(Tiding.id)
        .join(Tiding.hand_over)
        .where(own_tidings(actor), HandOver.public_id == hand_over_id)
    )
    _say_read(session, actor, newest, Tiding.hand_over_id.is_not(None))


def say_read_of_stand_in(session: Session, actor: Identity, admission_id: str) -> None:
    """The same of somebody who stood in, and of whoever did before."""
    newest = session.scalar(
        select(Tiding.id)
        .join(Tiding.admission)
        .where(own_tidings(actor), Admission.public_id == admission_id)
    )
    _say_read(session, actor, newest, Tiding.admission_id.is_not(None))


def _say_read(
    session: Session, actor: Identity, newest: int | None, of: ColumnElement[bool]
) -> None:
    if newest is None:
        raise NotFoundError
    session.execute(
        update(Tiding)
        .where(own_tidings(actor), of, Tiding.id <= newest, Tiding.read_at.is_(None))
        .values(read_at=clock.now())
    )


def tell_owner(session: Session, admission: Admission) -> None:
    """Somebody stood in for an account that is closed, so that whoever owns all this is told."""
    owners = select(Person.id).where(
        Person.practice_id == admission.practice_id,
        Person.is_owner,
        Person.deactivated_at.is_(None),
        Person.id != admission.reader_id,
    )
    for person_id in session.scalars(owners):
        session.add(
            Tiding(
                practice_id=admission.practice_id, admission_id=admission.id, person_id=person_id
            )
        )


def _hand_overs(viewer: Identity) -> Select[HandOver]:
    return (
        select(HandOver)
        .where(known_hand_overs(viewer))
        .options(*_with_names())
        .order_by(HandOver.id)
    )


def _with_names() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(HandOver.couple)
        .selectinload(Couple.memberships)
        .joinedload(CouplePartner.person),
        joinedload(HandOver.former),
        joinedload(HandOver.counselor),
        joinedload(HandOver.done_by),
    )


def _without_reason() -> tuple[ExecutableOption, ...]:
    return (
        defer(Admission.reason_sealed, raiseload=True),
        joinedload(Admission.couple)
        .selectinload(Couple.memberships)
        .joinedload(CouplePartner.person),
        joinedload(Admission.reader),
        joinedload(Admission.counselor),
    )
