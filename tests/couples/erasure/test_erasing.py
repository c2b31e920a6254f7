"""Of a couple that is erased nothing is left, and nobody else loses anything."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from couples.caseload.models import Couple, Practice
from couples.caseload.queries import get_couple
from couples.database import Base, for_writing
from couples.erasure.plan import BLANKED, BY_COUPLE, BY_PERSON, KEPT, THROUGH
from couples.erasure.services import erase_couple
from couples.errors import ConflictError, NotFoundError
from couples.history.verifying import first_break
from couples.models import Answer, Person
from couples.people import sign_in
from tests.cast import Cast
from tests.couples.at_rest import readable_bytes
from tests.couples.test_words_at_rest import tell_a_story
from tests.homework import FEELINGS, give_feelings, hand_in

TABLES = {table.name: table for table in Base.metadata.sorted_tables}


def test_no_table_is_forgotten() -> None:
    named = [*BY_COUPLE, *BY_PERSON, *THROUGH, *BLANKED, *KEPT]

    assert sorted(named) == sorted(TABLES), "Say in couples/erasure/plan.py what becomes of it."
    of_couples = {name for name, table in TABLES.items() if "couple_id" in table.c}
    assert of_couples - {"history_entry"} == BY_COUPLE
    assert all("person_id" in TABLES[name].c for name in BY_PERSON)
    assert all(column in TABLES[name].c for name, (column, _) in THROUGH.items())


@pytest.fixture
def story(fresh_database: Engine) -> Cast:
    """Everything that can be written was written; Kim and Robin wrote something too."""
    with Session(for_writing(fresh_database)) as session, session.begin():
        cast = tell_a_story(session)
        hand_in(session, cast.kim, give_feelings(session, cast.kim_and_robin), FEELINGS)
        return cast


def count(session: Session) -> dict[str, int]:
    return {
        name: session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in TABLES.items()
    }


def test_everything_of_the_two_goes_and_everybody_else_stays(
    fresh_database: Engine, story: Cast
) -> None:
    with Session(fresh_database) as session:
        before = count(session)
        alexs = select(Answer.words_sealed).where(
            Answer.author_id == story.alex.id, Answer.words_sealed.is_not(None)
        )
        sealed = [*session.scalars(alexs), session.get_one(Person, story.sam.id).name_sealed]
        kims = session.scalars(select(Answer.id).where(Answer.author_id == story.kim.id)).all()
    assert len(sealed) > 3
    assert all(each in readable_bytes(fresh_database) for each in sealed if each)

    with Session(for_writing(fresh_database)) as session, session.begin():
        erased = erase_couple(session, story.alex_and_sam.public_id)

    with Session(fresh_database) as session:
        after = count(session)
        for name in BY_COUPLE - {"exercise", "exercise_draft"}:
            left = session.scalar(
                select(func.count())
                .select_from(TABLES[name])
                .where(TABLES[name].c.couple_id == story.alex_and_sam.id)
            )
            assert left == 0, name
        gone = {name: before[name] - after[name] for name in TABLES if name != "history_entry"}
        assert {name: rows for name, rows in gone.items() if rows} == {
            name: rows for name, rows in erased.items() if rows
        }
        assert session.scalars(select(Answer.id)).all() == kims
        sam = session.get_one(Person, story.sam.id)
        assert (sam.name, sam.email, sam.password_hash) == ("", "", None)
        assert sign_in.find_account(session, "sam@example.org") is None
        assert first_break(session, session.scalars(select(Practice)).one()) is None
        with pytest.raises(NotFoundError):
            get_couple(session, story.morgan.identity, story.alex_and_sam.public_id)
        stays = get_couple(session, story.morgan.identity, story.kim_and_robin.public_id)
        assert stays.erased_at is None


def test_a_second_time_and_a_stranger_are_refused(fresh_database: Engine, story: Cast) -> None:
    with Session(for_writing(fresh_database)) as session, session.begin():
        erase_couple(session, story.alex_and_sam.public_id)
        with pytest.raises(ConflictError):
            erase_couple(session, story.alex_and_sam.public_id)
        with pytest.raises(NotFoundError):
            erase_couple(session, "a" * 26)
        assert session.get_one(Couple, story.alex_and_sam.id).erased_at
