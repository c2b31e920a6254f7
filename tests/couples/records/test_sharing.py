"""A record of both leaves with both yeses, and nobody is told of anything less."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session

from couples.caseload.queries import get_own_couple
from couples.database import for_writing
from couples.errors import ConflictError, NotAllowedError
from couples.history.models import HistoryEntry
from couples.identity import Identity
from couples.leaving import own_yeses, readable_shared_records, weighed_yeses
from couples.records import sharing
from couples.records.models import RecordYes, SharedRecord
from tests.cast import Cast, Member, invite_cast


def yes(session: Session, member: Member, content: str = "all of it") -> bool:
    """Say yes as the page does, and keep the record if that makes both."""
    couple = get_own_couple(session, member.identity)
    newest = sharing.newest_yes(session, member.identity)
    is_both = sharing.say_yes(session, member.identity, couple, after=newest)
    if is_both:
        sharing.keep(session, member.identity, couple, content)
    return is_both


def found(session: Session, member: Member, cast: Cast) -> str | None:
    """What this person finds of the record of Alex and Sam."""
    couple = get_own_couple(session, cast.alex.identity)
    kept = sharing.find_shared_record(session, member.identity, couple)
    return kept.content if kept else None


def test_it_is_there_once_both_have_said_yes(session: Session, cast: Cast) -> None:
    assert not yes(session, cast.alex)
    assert not yes(session, cast.alex), "A second press is no second person."
    assert found(session, cast.alex, cast) is None

    assert yes(session, cast.sam)

    for member in (cast.alex, cast.sam, cast.morgan):
        assert found(session, member, cast) == "all of it"
    for member in (cast.lee, cast.kim, cast.noor):
        assert found(session, member, cast) is None
    for member in (cast.alex, cast.sam):
        assert sharing.find_yes(session, member.identity) is None, "It is used up."


def test_a_yes_can_be_taken_back_until_then(session: Session, cast: Cast) -> None:
    couple = get_own_couple(session, cast.alex.identity)
    yes(session, cast.alex)
    sharing.take_back(session, cast.alex.identity, couple)
    sharing.take_back(session, cast.alex.identity, couple)

    assert not yes(session, cast.sam)
    assert yes(session, cast.alex)
    sharing.take_back(session, cast.alex.identity, couple)

    assert found(session, cast.sam, cast) == "all of it"


def test_a_newer_one_needs_both_again_and_takes_the_words_of_the_older_away(
    session: Session, cast: Cast
) -> None:
    yes(session, cast.alex)
    yes(session, cast.sam)

    assert not yes(session, cast.sam)
    assert found(session, cast.alex, cast) == "all of it"
    assert yes(session, cast.alex, "and what came since")

    assert found(session, cast.sam, cast) == "and what came since"
    contents = [row.content for row in session.scalars(select(SharedRecord))]
    assert sorted(contents, key=str) == [None, "and what came since"]


def test_a_press_that_arrives_once_more_says_yes_to_nothing_newer(
    session: Session, cast: Cast
) -> None:
    couple, alex = get_own_couple(session, cast.alex.identity), cast.alex.identity
    yes(session, cast.sam)
    seen = sharing.newest_yes(session, alex)
    assert sharing.say_yes(session, alex, couple, after=seen)
    sharing.keep(session, alex, couple, "all of it")

    assert not sharing.say_yes(session, alex, couple, after=seen)

    assert sharing.find_yes(session, alex) is None
    assert not yes(session, cast.sam), "Nothing stands that this could meet."
    newest = sharing.newest_yes(session, cast.sam.identity)
    sharing.take_back(session, cast.sam.identity, couple)
    assert newest
    assert not sharing.say_yes(session, cast.sam.identity, couple, after="")
    assert sharing.find_yes(session, cast.sam.identity) is None, "What was taken back stays so."


def test_nothing_is_kept_without_both(session: Session, cast: Cast) -> None:
    couple = get_own_couple(session, cast.alex.identity)
    yes(session, cast.alex)

    with pytest.raises(ConflictError):
        sharing.keep(session, cast.alex.identity, couple, "too early")
    with pytest.raises(NotAllowedError):
        sharing.say_yes(session, cast.morgan.identity, couple, after="")


def test_a_yes_of_one_alone_is_told_to_nobody(session: Session, cast: Cast) -> None:
    yes(session, cast.alex)
    both = cast.morgan.identity.for_copy_of(cast.alex_and_sam.id)
    viewers = {**{member.name: member.identity for member in cast.everybody}, "both": both}

    def finders(
        condition: Callable[[Identity], ColumnElement[bool]], table: type[RecordYes | SharedRecord]
    ) -> set[str]:
        query = select(func.count()).select_from(table)
        return {
            name for name, who in viewers.items() if session.scalar(query.where(condition(who)))
        }

    assert finders(own_yeses, RecordYes) == {"Alex"}
    assert finders(weighed_yeses, RecordYes) == {"Alex", "Sam"}
    assert finders(readable_shared_records, SharedRecord) == set()
    lines = session.scalars(select(HistoryEntry).where(HistoryEntry.event.like("shared-record:%")))
    assert [line.couple_id for line in lines] == [None], "Others may read a couple's history."
    yes(session, cast.sam)
    assert finders(readable_shared_records, SharedRecord) == {"Alex", "Sam", "Dr. Morgan"}


def test_both_pressing_at_once_make_exactly_one(fresh_database: Engine) -> None:
    engine = for_writing(fresh_database)
    with Session(engine) as session, session.begin():
        cast = invite_cast(session)
    for round_ in range(10):
        ready = Barrier(2)

        def press(member: Member, ready: Barrier = ready, content: str = str(round_)) -> bool:
            ready.wait()
            with Session(engine) as session, session.begin():
                return yes(session, member, content)

        with ThreadPoolExecutor(2) as both:
            made = list(both.map(press, (cast.alex, cast.sam)))

        assert sorted(made) == [False, True]
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(SharedRecord)) == 10
        assert found(session, cast.alex, cast) == "9"
