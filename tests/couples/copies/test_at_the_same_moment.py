"""Copies of reports, where two act at the same moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, event, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from couples.caseload.handing_over import hand_over
from couples.caseload.models import Couple
from couples.copies import services
from couples.copies.models import KeptCopy, Reader
from couples.copies.resting import basis_of
from couples.copies.services import Made
from couples.errors import ConflictError, NotFoundError
from couples.submissions import attribution
from tests.cast import Cast, Member, invite_cast
from tests.couples.copies.scene import FIRST, LAST, couple_of, keep
from tests.couples.copies.test_handing_out import FOR_WHOM, GRIEVANCE
from tests.homework import give, hand_in
from tests.simultaneously import at_once


def test_handing_out_and_taking_back_end_in_one_state(begin: Callable[[], Session]) -> None:
    with begin() as session, session.begin():
        cast = invite_cast(session)
        [made] = keep(session, cast, Reader.PARTNER, cast.alex)
        copy_id = made.public_id
    who: Member = cast.morgan

    def out(session: Session) -> bool:
        try:
            services.hand_out(session, who.identity, copy_id)
        except ConflictError:
            return False
        return True

    def back(session: Session) -> bool:
        services.take_back(session, who.identity, copy_id)
        return True

    at_once(begin, out, back, out, back)

    with begin() as session:
        kept = session.scalars(select(KeptCopy)).one()
        assert not kept.is_out
        assert kept.printed is None


@pytest.mark.only_on("postgresql", reason="on SQLite who writes is alone")
def test_who_waited_while_the_couple_was_handed_over_finds_nothing(
    begin: Callable[[], Session], fresh_database: Engine
) -> None:
    with begin() as session, session.begin():
        cast = invite_cast(session)
        [made] = keep(session, cast, Reader.PARTNER, cast.alex)
        copy_id, who = made.public_id, cast.morgan.identity
    colleagues: list[Member] = []

    def meanwhile(*call: object) -> None:
        if "FOR NO KEY UPDATE" in str(call[2]) and colleagues:
            to = colleagues.pop()
            with begin() as other, other.begin():
                hand_over(other, who, cast.alex_and_sam.public_id, to.public_id)

    event.listen(fresh_database, "before_cursor_execute", meanwhile)
    acts: tuple[Callable[[Session], object], ...] = (
        lambda session: services.hand_out(session, who, copy_id),
        lambda session: services.take_back(session, who, copy_id),
        lambda session: keep(session, cast, Reader.COUNSELOR),
    )
    for act in acts:
        with begin() as session, session.begin():
            session.execute(update(Couple).values(counselor_id=cast.morgan.id))
        colleagues.append(cast.lee)
        with begin() as session, pytest.raises(NotFoundError):
            act(session)
        assert colleagues == [], "They were handed over while this waited."

    with begin() as session:
        kept = session.scalars(select(KeptCopy)).one()
        assert (kept.handed_out_at, kept.taken_back_at) == (None, None)


@pytest.mark.only_on("postgresql", reason="on SQLite who writes is alone")
def test_what_is_set_aside_goes_from_a_copy_that_is_being_kept(
    begin: Callable[[], Session],
) -> None:
    with begin() as session, session.begin():
        cast = invite_cast(session)
        private = hand_in(
            session,
            cast.alex,
            give(session, cast.alex_and_sam, "grievance", to=cast.alex),
            GRIEVANCE,
            audiences=FOR_WHOM,
        ).public_id
    who = cast.morgan.identity
    with begin() as keeping:
        [copy] = keep(keeping, cast, Reader.COUNSELOR)
        with begin() as aside:
            aside.execute(text("SET LOCAL lock_timeout = '50ms'"))
            with pytest.raises(OperationalError, match="lock timeout"):
                attribution.quarantine(aside, who, private)
        late = Made(None, "{}", b"%PDF", "of it", "first", basis_of_own(keeping, cast))
        keeping.commit()
    with begin() as session, session.begin():
        attribution.quarantine(session, who, private)
    with begin() as session, session.begin():
        services.keep(
            session,
            who,
            couple_of(session, cast),
            [late],
            reader=Reader.COUNSELOR,
            first=FIRST,
            last=LAST,
            token="late",
        )

    with begin() as session:
        kept = session.scalars(select(KeptCopy)).all()
        assert [(each.printed, each.made_from) for each in kept] == [(None, None)] * 2
        assert copy.id == kept[0].id


def basis_of_own(session: Session, cast: Cast) -> frozenset[str]:
    return basis_of(session, couple_of(session, cast), Reader.COUNSELOR)
