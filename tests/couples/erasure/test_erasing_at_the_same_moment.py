"""Somebody is erased while their phone and the other's still send, on real databases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.erasure.one import close_for_good, erase_person, left_of, refuse_leftovers
from couples.erasure.services import erase_couple
from couples.errors import ConflictError, ErasedAlreadyError
from couples.models import HistoryEntry, Parting, Person
from couples.safety.telling import tell_of_fear
from couples.submissions import drafts, handing_in
from couples.submissions.drafts import typed_in
from couples.submissions.queries import get_draft, list_answers, list_submissions
from couples.submissions.typed import Typed
from tests import homework
from tests.cast import Cast, Member
from tests.homework import FEELINGS, give, give_feelings
from tests.simultaneously import ROUNDS, at_once


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


def _save(author: Member, draft_id: str) -> Callable[[Session], object]:
    return lambda session: drafts.save(
        session, author.identity, draft_id, typed=Typed({"question": "the sea"}), revision=1
    )


def _submit(author: Member, draft_id: str) -> Callable[[Session], object]:
    return lambda session: handing_in.submit(
        session, author.identity, draft_id, revision=1, key=f"press of {draft_id}"
    )


def _tell(author: Member) -> Callable[[Session], object]:
    return lambda session: tell_of_fear(session, author.identity, words="call me")


@pytest.mark.parametrize("_round", ROUNDS)
def test_nothing_is_left_of_whoever_writes_while_they_are_erased_and_the_other_loses_nothing(
    begin: Callable[[], Session], cast: Cast, _round: int
) -> None:
    alex, sam = cast.alex, cast.sam
    with begin() as session, session.begin():
        first = give_feelings(session, cast.alex_and_sam)
        second = give(session, cast.alex_and_sam, "open-questions")
        handed = homework.begin(session, alex, first, FEELINGS)
        kept = homework.begin(session, alex, second, {"question": "the sky"})
        theirs = homework.begin(session, sam, first, {**FEELINGS, "joy": "the hills"})
        handed_id, kept_id, theirs_id = (each.public_id for each in (handed, kept, theirs))

    *_alexs, answered = at_once(
        begin,
        partial(close_for_good, person_id=alex.public_id),
        _submit(alex, handed_id),
        _save(alex, kept_id),
        _submit(sam, theirs_id),
    )
    at_once(
        begin,
        partial(erase_person, person_id=alex.public_id),
        _submit(alex, handed_id),
        _save(alex, kept_id),
        _tell(alex),
    )

    _settle(begin, alex)
    with begin() as session:
        assert left_of(session, session.get_one(Person, alex.id)) == []
        own = list_submissions(session, sam.identity)
        found = list_answers(session, sam.identity, own)
        words = [each.words for answers in found.values() for each in answers]
        # What Sam handed in is there, or Sam was refused and their draft is.
        assert ("the hills" in words) is not isinstance(answered, Exception)
        if isinstance(answered, Exception):
            assert "the hills" in str(typed_in(get_draft(session, sam.identity, theirs_id)).answers)


@pytest.mark.parametrize("_round", ROUNDS)
def test_whoever_erases_the_last_one_a_moment_later_is_told_that_it_was_done(
    begin: Callable[[], Session], cast: Cast, _round: int
) -> None:
    alex, sam, couple = cast.alex.public_id, cast.sam.public_id, cast.alex_and_sam.public_id
    for deed, whom in ((close_for_good, alex), (erase_person, alex), (close_for_good, sam)):
        with begin() as session, session.begin():
            deed(session, whom)

    told = at_once(
        begin,
        partial(close_for_good, person_id=sam),
        partial(erase_person, person_id=sam),
        partial(erase_person, person_id=sam),
        partial(erase_couple, couple_id=couple),
    )

    with begin() as session:
        lines = select(func.count(HistoryEntry.id)).where(HistoryEntry.event == "couple:erase")
        assert session.scalar(lines) == 1
        assert session.scalar(select(func.count(Parting.id))) == 0
    assert sum(isinstance(each, ErasedAlreadyError) for each in told) >= 2


def _settle(begin: Callable[[], Session], person: Member) -> None:
    """Where something came at the very last moment, the operator is told, and erases once more."""
    try:
        with begin() as session:
            refuse_leftovers(session, person.public_id)
    except ConflictError:
        for deed in (close_for_good, erase_person, refuse_leftovers):
            with begin() as session, session.begin():
                deed(session, person.public_id)
