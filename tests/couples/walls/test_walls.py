"""PostgreSQL keeps practices apart, also where a query forgot to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, delete, event, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from couples import encryption
from couples.caseload.models import Couple, Practice
from couples.caseload.queries import visit_practices
from couples.caseload.services import found_practice
from couples.database import Base, create_engine
from couples.people import sign_in
from couples.people.models import Person
from couples.walls import building
from couples.walls.checking import what_is_wrong
from couples.walls.entering import enter, list_practices
from tests.couples.walls.conftest import Town
from tests.postgres import APP

postgresql_only = pytest.mark.only_on("postgresql", reason="SQLite has no walls")

WHAT_TO_WRITE = """
{table} says of no row whose practice it is of, so that no wall can stand around it.
Let its model be an `OfPractice`, and write into the migration that makes it:

    sa.Column(
        "practice_id",
        sa.Integer(),
        sa.ForeignKey("practice.id", name="fk_{table}_practice_id_practice"),
        nullable=False,
    ),
    ...
    op.create_index("ix_{table}_practice_id", "{table}", ["practice_id"])

Nothing more: whoever migrates builds the wall. If it really is of no practice, name it with
the reason in `couples.walls.building.WITHOUT`.
"""


def test_every_table_says_whose_practice_its_rows_are_of() -> None:
    for table in Base.metadata.sorted_tables:
        if table.name not in {"practice", *building.WITHOUT}:
            column = table.c.get("practice_id")
            assert column is not None, WHAT_TO_WRITE.format(table=table.name)
            assert not column.nullable, f"A row of {table.name} may be of no practice."


@postgresql_only
def test_no_table_is_without_its_wall(fresh_database: Engine) -> None:
    with fresh_database.connect() as connection:
        walled = {
            row.relname
            for row in connection.execute(
                text(
                    "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid"
                    " WHERE relrowsecurity AND relforcerowsecurity AND polname = 'wall'"
                    " AND polqual IS NOT NULL AND polwithcheck IS NOT NULL"
                    " AND polcmd = '*' AND polroles = '{0}'"
                )
            )
        }
        doors = {
            (row.tablename, row.cmd)
            for row in connection.execute(
                text("SELECT tablename, cmd FROM pg_policies WHERE policyname <> 'wall'")
            )
        }
    assert walled == set(Base.metadata.tables) - set(building.WITHOUT)
    assert doors == {(door, "SELECT") for door in (*building.FINGERPRINTS, "practice")}


@postgresql_only
def test_a_forgotten_condition_meets_the_wall(town: Town) -> None:
    with town.session(None) as nowhere:
        for table in Base.metadata.sorted_tables:
            found = nowhere.scalar(select(func.count()).select_from(table))
            assert found == 0, f"Whoever stands nowhere sees {table.name}."
        nowhere.execute(update(Person).values(locale="xx"))
        nowhere.execute(delete(Couple))
        nowhere.commit()

    with town.session(town.lakeside) as session:
        assert [person.name for person in session.scalars(select(Person))] == ["Dr. Okafor"]
        assert [practice.name for practice in session.scalars(select(Practice))] == ["Lakeside"]
        assert session.get(Person, town.riverside.alex.id) is None
        assert session.scalars(text("SELECT id FROM couple")).all() == []
        session.execute(text("UPDATE person SET locale = 'de'"))
        session.execute(text("DELETE FROM couple_partner"))
        session.commit()
        assert session.scalars(select(Person.locale)).all() == ["de"], "It stands there still."

    with town.session(town.riverside.practice_id) as session:
        locales = session.scalars(select(Person.locale).distinct()).all()
        assert locales == ["en"]
        assert session.scalar(select(func.count()).select_from(Couple)) == 3
        assert len(session.get_one(Couple, town.riverside.alex_and_sam.id).partners) == 2


@postgresql_only
def test_no_row_is_put_or_moved_behind_another_wall(town: Town) -> None:
    move = "UPDATE person SET practice_id = :there"
    put = (
        "INSERT INTO programme (practice_id, public_id, created_at, key, retired)"
        " VALUES (:there, 'planted', now(), 'planted', false)"
    )
    for statement in (move, put):
        with (
            town.session(town.riverside.practice_id) as session,
            pytest.raises(DBAPIError, match="row-level security"),
        ):
            session.execute(text(statement), {"there": town.lakeside})


@postgresql_only
def test_a_connection_carries_nobodys_practice_to_the_next(town: Town) -> None:
    here = text("SELECT current_setting('app.practice_id', true)")
    with town.session(town.lakeside) as session:
        with session.begin_nested():
            assert session.scalar(here) == str(town.lakeside)
        session.rollback()
        enter(session, town.riverside.practice_id)
        assert session.scalar(here) == str(town.riverside.practice_id)
    with town.session(None) as session:
        assert not session.scalar(here)
        assert not session.scalar(text("SELECT current_setting('app.shown', true)"))

    def look(practice_id: int | None) -> set[int]:
        with town.session(practice_id) as session:
            found = set(session.scalars(select(Person.practice_id)))
            session.rollback()
            return found | set(session.scalars(text("SELECT practice_id FROM person")))

    asked = [town.lakeside, town.riverside.practice_id, None] * 40
    with ThreadPoolExecutor(4) as crowd:
        assert list(crowd.map(look, asked)) == [{each} if each else set() for each in asked]


@postgresql_only
def test_a_door_opens_to_whoever_can_show_the_fingerprint(town: Town) -> None:
    with town.session(None) as session:
        assert sign_in.find_account(session, "nobody@example.org") is None
        assert session.scalars(select(Person)).all() == []
        found = sign_in.find_account(session, "okafor@example.org")
        assert found is not None
        token = sign_in.open_session(session, found, device="Firefox", waits_for_code=False)
        session.commit()
    with town.session(None) as session:
        assert sign_in.find_signed_in(session, "x" * 43) is None
        signed_in = sign_in.find_signed_in(session, token)
        assert signed_in is not None
        assert signed_in.identity.practice_id == town.lakeside
        assert len(session.scalars(select(Person)).all()) == 1
    with town.session(town.riverside.practice_id) as session:
        sign_in.end_session(session, token)
        session.commit()
    with town.session(None) as session:
        assert sign_in.find_signed_in(session, token) is None, "It was ended from elsewhere too."
        index = encryption.current().blind_index("okafor@example.org")
        session.execute(text("SELECT set_config('app.shown', :index, true)"), {"index": index})
        seen = session.scalars(select(Person)).all()
        assert [person.name for person in seen] == ["Dr. Okafor"], "One row and no more,"
        session.execute(text("UPDATE person SET locale = 'xx'"))
        session.rollback()
    with town.session(town.lakeside) as session:
        assert session.scalars(select(Person.locale)).all() == ["en"], "only to look at."


def test_each_practice_is_visited_in_turn(fresh_database: Engine) -> None:
    with Session(fresh_database) as session, session.begin():
        names = ["Riverside", "Lakeside"]
        numbers = [found_practice(session, name=name, time_zone="UTC").id for name in names]

    with Session(fresh_database) as session:
        assert list_practices(session) == numbers
        visited = [
            (practice.name, set(session.scalars(text("SELECT practice_id FROM exercise"))))
            for practice in visit_practices(session)
        ]
    assert [name for name, _ in visited] == names
    if fresh_database.dialect.name == "postgresql":
        assert [seen for _, seen in visited] == [{number} for number in numbers]


@postgresql_only
def test_a_transaction_is_told_once_and_one_that_stands_nowhere_is_not(town: Town) -> None:
    asked: list[str] = []
    event.listen(town.app, "before_cursor_execute", lambda *call: asked.append(str(call[2])))

    with town.session(town.lakeside) as session:
        session.scalars(select(Person)).all()
        with session.begin_nested():
            session.scalars(select(Couple)).all()
    assert [each for each in asked if "app.practice_id" in each] == asked[:1]

    asked.clear()
    with town.session(None) as session:
        session.scalars(select(Person)).all()
    assert len(asked) == 1


@postgresql_only
def test_the_owner_stands_behind_them_too_but_for_a_migration(town: Town) -> None:
    people = text("SELECT count(DISTINCT practice_id) FROM person")
    with town.owner.begin() as connection:
        assert connection.scalar(people) == 0
        building.take_down(connection)
        assert connection.scalar(people) == 2
        building.build(connection)
        assert connection.scalar(people) == 0
    with town.backup.connect() as connection:
        assert connection.scalar(people) == 2
        with pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text("DELETE FROM person"))


@postgresql_only
def test_a_role_that_no_wall_holds_is_told_in_a_plain_sentence(town: Town) -> None:
    def told(engine: Engine) -> str | None:
        with engine.connect() as connection:
            return what_is_wrong(connection)

    assert told(town.app) is None
    assert told(town.backup) == (
        "The role “mendwell_backup” may bypass row-level security,"
        " so that nothing keeps practices apart"
    )
    assert "“mendwell_owner” owns its tables" in str(told(town.owner))
    mighty = create_engine(town.app.url.set(username="postgres").render_as_string())
    assert "“postgres” is a superuser" in str(told(mighty))
    mighty.dispose()

    with town.owner.begin() as connection:
        connection.execute(text("ALTER TABLE reply NO FORCE ROW LEVEL SECURITY"))
        connection.execute(text("DROP POLICY wall ON draft"))
    assert told(town.app) == "Nothing keeps practices apart in draft, reply"
    with town.owner.begin() as connection:
        building.build(connection)
    assert told(town.app) is None


@postgresql_only
def test_a_wall_that_says_something_else_is_a_gap_and_is_built_anew(town: Town) -> None:
    def told() -> str | None:
        with town.app.connect() as connection:
            return what_is_wrong(connection)

    for table, spoils in (
        ("draft", "ALTER POLICY wall ON draft USING (true)"),
        ("draft", "ALTER POLICY wall ON draft WITH CHECK (practice_id IS NOT NULL)"),
        ("draft", "ALTER POLICY wall ON draft TO mendwell_owner"),
        ("person", "ALTER POLICY door ON person USING (email_index IS NOT NULL)"),
    ):
        with town.owner.begin() as connection:
            connection.execute(text(spoils))
        assert told() == f"Nothing keeps practices apart in {table}", spoils
        with town.owner.begin() as connection:
            building.build(connection)
        assert told() is None, spoils

    with town.owner.begin() as connection:
        connection.execute(text("CREATE POLICY window_ ON draft USING (true)"))
        building.build(connection)
    assert told() == "A policy that is none of ours stands in draft: take it away"


@postgresql_only
def test_whoever_serves_reads_the_form_of_the_tables_and_never_changes_it(town: Town) -> None:
    with town.owner.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
        building.open_to(connection, app=APP)
    with town.app.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0001"
        with pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
