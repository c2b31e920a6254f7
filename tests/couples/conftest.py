"""Everybody of the cast, in the session of the test."""

from __future__ import annotations

import pytest

from tests.cast import Cast


@pytest.fixture
def cast(joined_cast: Cast) -> Cast:
    """The practice with everybody in it."""
    return joined_cast
