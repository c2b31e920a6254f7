"""The revision that lets a draft go aside keeps every draft, and shows none anew."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.submissions import attribution, drafts, reviewing
from portal import schema
from tests.cast import Cast, invite_cast
from tests.homework import FEELINGS, begin, give_feelings, hand_in

BEFORE = "0010"
COLUMNS = (
    "id, public_id, practice_id, created_at, couple_id, assignment_id, author_id, part,"
    " occurrence, revision, saved_at, begun_from, typed_sealed"
)
KEPT = text(f"SELECT {COLUMNS} FROM draft ORDER BY id")  # noqa: S608 - our own names
AGAIN = text(
    "INSERT INTO draft (public_id, practice_id, created_at, couple_id, assignment_id, author_id,"
    " part, occurrence, revision, saved_at, typed_sealed)"
    " SELECT 'another', practice_id, created_at, couple_id, assignment_id, author_id, part,"
    " occurrence, revision, saved_at, typed_sealed FROM draft"
)


def story(session: Session) -> Cast:
    """Alex has begun, and Sam has begun another attempt."""
    cast = invite_cast(session)
    given = give_feelings(session, cast.alex_and_sam)
    begin(session, cast.alex, given, FEELINGS)
    return cast


def test_what_was_begun_is_kept_on_the_way_up_and_down_and_there_is_one_in_a_place(
    empty: Engine,
) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        story(session)
    found = []

    for revision in ("head", BEFORE, "head"):
        schema.downgrade(empty, revision) if revision == BEFORE else schema.upgrade(empty)
        with empty.connect() as connection:
            found.append([tuple(row) for row in connection.execute(KEPT)])
        with pytest.raises(IntegrityError), empty.begin() as connection:
            connection.execute(AGAIN)

    assert found[0] == found[1] == found[2] != []


def test_it_does_not_go_back_while_a_draft_is_aside(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = story(session)
        morgan = cast.morgan.identity
        given = give_feelings(session, cast.kim_and_robin)
        written = hand_in(session, cast.kim, given, FEELINGS)
        reviewing.return_for_another_attempt(session, morgan, written.public_id, words="More?")
        drafts.try_again(session, cast.kim.identity, written.public_id)
        attribution.quarantine(session, morgan, written.public_id)

    with pytest.raises(RuntimeError, match="1 drafts are set aside"):
        schema.downgrade(empty, BEFORE)

    with empty.connect() as connection:
        aside = "SELECT count(*) FROM draft WHERE set_aside_with_id IS NOT NULL"
        assert connection.scalar(text(aside)) == 1
