"""The revision that keeps the history as it was written makes what the models make, and goes."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from couples.database import for_writing
from portal import schema
from tests.cast import invite_cast

BEFORE = "0032"
TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    " UNION ALL SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'history%'",
}


def triggers(engine: Engine) -> dict[str, str]:
    """Everything that refuses, in its own words."""
    with engine.connect() as connection:
        found = connection.execute(text(TRIGGERS[engine.dialect.name]))
        return {name: " ".join(words.split()) for name, words in found}


def test_it_makes_what_the_models_make_and_takes_it_away_again(
    empty: Engine, fresh_database: Engine
) -> None:
    schema.upgrade(empty)  # The models write the cast, so the lines are written as of today.
    with Session(for_writing(empty)) as session, session.begin():
        invite_cast(session)
    schema.downgrade(empty, BEFORE)
    assert triggers(empty) == {}

    schema.upgrade(empty)
    assert triggers(empty) == triggers(fresh_database) != {}
    with pytest.raises(DBAPIError, match="only added to"), for_writing(empty).begin() as connection:
        connection.execute(text("DELETE FROM history_entry"))

    schema.downgrade(empty, BEFORE)
    assert triggers(empty) == {}
    with for_writing(empty).begin() as connection:
        assert connection.execute(text("DELETE FROM history_entry")).rowcount > 0
