"""Everybody of the cast, in the session of the test or in transactions of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples.database import for_writing
from tests.cast import Cast, invite_cast


@pytest.fixture
def cast(joined_cast: Cast) -> Cast:
    """The practice with everybody in it."""
    return joined_cast


@pytest.fixture
def begin(fresh_database: Engine) -> Callable[[], Session]:
    """Sessions for people who act at one moment, each in a transaction of their own."""
    return lambda: Session(for_writing(fresh_database), expire_on_commit=False)


@pytest.fixture
def committed_cast(begin: Callable[[], Session]) -> Cast:
    """Everybody in the practice, as all of these sessions find them."""
    with begin() as session, session.begin():
        return invite_cast(session)
