"""A form takes what it asks for; whatever else is sent with it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import MetaData, select
from sqlalchemy.orm import Session

from couples import clock
from couples.models import Base, Person
from tests.cast import Cast
from tests.homework import FEELINGS, give_feelings
from tests.page import Visitor

Everything = dict[str, dict[int, dict[str, object]]]

pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    """The clock stands, so that nobody’s device is noted as in use meanwhile."""
    with clock.at(clock.now()):
        yield


@pytest.fixture
def everything(writing: Callable[[], Session]) -> Callable[[], Everything]:
    """All rows of all tables, column by column."""
    metadata: MetaData = Base.metadata

    def read() -> Everything:
        with writing() as session:
            return {
                table.name: {
                    row["id"]: dict(row) for row in session.execute(select(table)).mappings()
                }
                for table in metadata.sorted_tables
            }

    return read


def changed(before: Everything, after: Everything) -> set[str]:
    """Each column that is another one now, and each table that has a new row."""
    found: set[str] = set()
    for table, rows in after.items():
        for number, row in rows.items():
            old = before[table].get(number)
            if old is None:
                found.add(f"{table}: new")
            else:
                found |= {f"{table}.{name}" for name in row if row[name] != old[name]}
    return found


def more_than_was_asked(cast: Cast) -> dict[str, str]:
    """Every column that an account has, and whose it would be, under the names that one guesses."""
    sent = {column.key: "1" for column in Person.__table__.columns}
    return sent | {
        "role": "counselor",
        "is_owner": "y",
        "email": "mallory@example.org",
        "id": str(cast.sam.id),
        "person_id": cast.sam.public_id,
        "actor": cast.sam.public_id,
        "couple_id": cast.kim_and_robin.public_id,
        "practice_id": "2",
    }


def test_a_new_name_is_all_that_changes_with_it(
    alex: Visitor, cast: Cast, everything: Callable[[], Everything]
) -> None:
    before = everything()

    alex.post("/account/", {**more_than_was_asked(cast), "name": "Alexis"})

    assert changed(before, everything()) == {"person.name_sealed", "history_entry: new"}
    assert alex.open("/account/").value_of("Your name") == ["Alexis"]
    alex.open("/counselor/today", status=404)


def test_whoever_joins_is_who_was_invited_and_nothing_more(
    morgan: Visitor, visitor: Visitor, cast: Cast, everything: Callable[[], Everything]
) -> None:
    path = f"/counselor/couples/{cast.alex_and_sam.public_id}/invitations/{cast.alex.public_id}"
    page = morgan.post(path)
    link = str(page.soup.select_one(".copy-link input")["value"])  # type: ignore[index]  # it is there
    welcome = visitor.open(link.removeprefix("http://localhost"))
    before = everything()

    words = "a lighthouse in the fog"
    policy = welcome.value_of("policy")
    typed = {"new_password": words, "repeated": words, "agrees": "y", "policy": policy[0]}
    visitor.post(welcome.path, {**more_than_was_asked(cast), **typed})

    after = everything()
    assert changed(before, after) == {
        *("invitation.accepted_at", "person.password_hash", "person.reset_at"),
        *("user_session: new", "history_entry: new"),
    }
    assert after["person"][cast.sam.id] == before["person"][cast.sam.id]
    assert after["couple_partner"] == before["couple_partner"]


def test_homework_is_its_authors_whoever_else_is_named_with_it(
    alex: Visitor,
    cast: Cast,
    writing: Callable[[], Session],
    everything: Callable[[], Everything],
) -> None:
    with writing() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam).public_id
    draft = alex.open(f"/partner/homework/{given}").press("Start")
    before = everything()
    extra = {
        **more_than_was_asked(cast),
        "author_id": str(cast.sam.id),
        "assignment_id": "1",
        "submitted_at": "2020-01-01",
        "counts": "y",
        "answer-nowhere": "An answer to a question that nobody asked",
        "who-fear": "me",
    }

    saved = {f"answer-{key}": words for key, words in FEELINGS.items()}
    stamp = {"revision": draft.value_of("revision")[0]}
    alex.post(draft.path, {**extra, **saved, **stamp, "action": "save"})

    told = changed(before, everything())
    assert told
    assert told <= {"draft.typed_sealed", "draft.revision", "draft.saved_at"}
    assert extra["answer-nowhere"] not in str(alex.open(draft.path).soup)
