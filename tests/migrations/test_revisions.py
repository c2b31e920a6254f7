"""Revisions make what the models need, go back without a trace, and take rows along."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

import couples.models  # noqa: F401 - completes the metadata
from couples.database import Base, for_writing
from couples.people.models import Person
from portal import schema
from tests.cast import invite_cast
from tests.source import ROOT


def tables(engine: Engine) -> set[str]:
    """What is in the database, but for Alembic's own note."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_newest_revision_is_what_the_models_need(empty: Engine) -> None:
    schema.upgrade(empty)

    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        difference = compare_metadata(context, Base.metadata)

    assert difference == [], "Write a revision: alembic revision --autogenerate shows the start."


def test_going_back_leaves_nothing(empty: Engine) -> None:
    schema.upgrade(empty)

    schema.downgrade(empty, "base")

    assert tables(empty) == set()


def test_going_back_and_forth_makes_the_same_tables(empty: Engine) -> None:
    schema.upgrade(empty)
    before = {name: inspect(empty).get_columns(name) for name in tables(empty)}

    schema.downgrade(empty, "base")
    schema.upgrade(empty)

    after = {name: inspect(empty).get_columns(name) for name in tables(empty)}
    assert repr(after) == repr(before)


def test_a_practice_fits_into_the_tables(empty: Engine) -> None:
    schema.upgrade(empty)

    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
    schema.upgrade(empty)

    with Session(empty) as session:
        people = {person.name for person in session.scalars(select(Person))}
    assert {member.name for member in cast.everybody} == people


def test_going_back_with_a_practice_in_it_takes_the_practice_away(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        invite_cast(session)

    schema.downgrade(empty, "base")

    assert tables(empty) == set()


def test_revisions_are_numbered_by_hand_in_one_line() -> None:
    scripts = ScriptDirectory(str(ROOT / "migrations"))

    revisions = [script.revision for script in scripts.walk_revisions()][::-1]

    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
