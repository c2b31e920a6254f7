"""Everybody of the cast, in the session of the test."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast, invite_cast


@pytest.fixture
def cast(session: Session) -> Cast:
    """The practice with everybody in it; all of it is undone after the test."""
    return invite_cast(session)
