"""How homework went, as the counselor sees it: kept for their file, and in no other paper."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from couples import clock
from couples.appraisals.queries import list_appraisals
from couples.appraisals.services import appraise
from couples.caseload.handing_over import hand_over
from couples.database import for_writing
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.models import Appraisal
from reports.gathering import gather_for_period
from reports.paper import Paper
from reports.progress import ProgressReport
from reports.states import Copy
from tests.cast import Cast, invite_cast
from tests.homework import give, give_feelings
from tests.simultaneously import at_once


def test_the_newest_word_stands_and_none_at_all_takes_it_away(
    session: Session, joined_cast: Cast
) -> None:
    cast = joined_cast
    morgan, pair = cast.morgan.identity, cast.alex_and_sam
    given = give_feelings(session, pair)
    alone = give(session, pair, "grievance", to=cast.alex)

    def said() -> list[tuple[int | None, str | None]]:
        found = list_appraisals(session, morgan, pair.id)
        return [(each.how_well, each.in_the_way) for each in found.values()]

    def note(how_well: int | None, words: str, about: int = cast.alex.id) -> None:
        appraise(session, morgan, given.public_id, about, how_well=how_well, in_the_way=words)

    note(7, "  A flu\n and  travel ")
    note(7, "A flu and travel")
    assert said() == [(7, "A flu and travel")]
    note(0, "")
    assert said() == [(0, None)]
    note(None, " ")
    note(None, "")
    assert said() == []

    for words, number in (("a" * 201, 5), ("", 11), ("", -1)):
        with pytest.raises(DomainError):
            note(number, words)
    for about in (cast.kim.id, cast.morgan.id):
        with pytest.raises(NotFoundError):
            note(5, "", about)
    with pytest.raises(NotFoundError):
        appraise(session, morgan, alone.public_id, cast.sam.id, how_well=5, in_the_way="")
    assert said() == []


def test_nobody_but_their_counselor_reads_or_notes_it(session: Session, joined_cast: Cast) -> None:
    cast = joined_cast
    morgan, pair = cast.morgan.identity, cast.alex_and_sam
    given = give_feelings(session, pair)
    appraise(session, morgan, given.public_id, cast.alex.id, how_well=7, in_the_way="canary")

    everybody = (cast.alex, cast.sam, cast.kim, cast.lee)
    readers = [*(each.identity for each in everybody), morgan.for_copy_of(pair.id)]
    for who in readers:
        assert list_appraisals(session, who, pair.id) == {}
    for who in readers[:-1]:
        with pytest.raises((NotFoundError, NotAllowedError)):
            appraise(session, who, given.public_id, cast.alex.id, how_well=1, in_the_way="")
    assert len(list_appraisals(session, morgan, pair.id)) == 1


def test_it_stands_in_the_counselors_paper_of_those_days_and_in_no_other(
    session: Session, joined_cast: Cast
) -> None:
    cast = joined_cast
    given = give_feelings(session, cast.alex_and_sam)
    made_at = clock.now()
    with clock.at(made_at):
        before = paper(session, cast, Copy.COUPLE)
    for member, number, words in ((cast.alex, 7, ""), (cast.sam, None, "A canary")):
        appraise(
            session,
            cast.morgan.identity,
            given.public_id,
            member.id,
            how_well=number,
            in_the_way=words,
        )

    assert noted(paper(session, cast, Copy.COUNSELOR)) == [(7, ""), (None, "A canary")]
    assert noted(paper(session, cast, Copy.COUPLE)) == [(None, ""), (None, "")]
    with clock.at(made_at):
        assert paper(session, cast, Copy.COUPLE) == before
    with clock.at(clock.now() + timedelta(days=9)):
        later = paper(session, cast, Copy.COUNSELOR, first=6)
    assert noted(later) == [(None, ""), (None, "")], "It was said of earlier days."


def paper(session: Session, cast: Cast, copy: Copy, *, first: int = 28) -> ProgressReport:
    last = clock.now().date()
    return gather_for_period(
        session,
        cast.morgan.identity,
        cast.alex_and_sam.public_id,
        last - timedelta(days=first),
        last,
        copy,
    )


def noted(of: Paper) -> list[tuple[int | None, str]]:
    [row] = of.homework
    return [(cell.how_well, cell.in_the_way) for cell in row.partners]


def test_two_presses_at_once_leave_one(fresh_database: Engine) -> None:
    def begin() -> Session:
        return Session(for_writing(fresh_database), expire_on_commit=False)

    with begin() as session, session.begin():
        cast = invite_cast(session)
        given = give_feelings(session, cast.alex_and_sam).public_id

    def press(session: Session, number: int) -> None:
        who, about = cast.morgan.identity, cast.alex.id
        appraise(session, who, given, about, how_well=number, in_the_way="")

    told = at_once(begin, lambda one: press(one, 3), lambda one: press(one, 8))
    assert told == [None, None]
    with Session(fresh_database) as session:
        [kept] = session.scalars(select(Appraisal))
        assert kept.how_well in {3, 8}


@pytest.mark.only_on("postgresql", reason="on SQLite a second writer waits before it reads")
def test_whoever_hands_the_couple_over_meanwhile_notes_nothing_any_more(
    fresh_database: Engine,
) -> None:
    def begin() -> Session:
        return Session(for_writing(fresh_database), expire_on_commit=False)

    with begin() as session, session.begin():
        cast = invite_cast(session)
        given = give_feelings(session, cast.alex_and_sam).public_id
    is_handing_over, waits = Event(), Event()

    def give_away(session: Session) -> None:
        hand_over(session, cast.morgan.identity, cast.alex_and_sam.public_id, cast.lee.public_id)
        is_handing_over.set()
        assert waits.wait(10), "The other press has found the homework, and waits for its turn."

    def press(session: Session) -> None:
        def look(*told: Any) -> None:
            if "FOR" in told[2] and "UPDATE" in told[2]:
                waits.set()

        event.listen(session.connection(), "before_cursor_execute", look)
        assert is_handing_over.wait(10)
        who, about = cast.morgan.identity, cast.alex.id
        appraise(session, who, given, about, how_well=3, in_the_way="")

    _nothing, refusal = at_once(begin, give_away, press)
    assert isinstance(refusal, NotFoundError)
    with Session(fresh_database) as session:
        assert session.scalars(select(Appraisal)).all() == []
