"""Where each revision begins: a database without any tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from couples.database import create_engine


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Engine]:
    """A database without any tables."""
    engine = create_engine(empty_database_url)
    yield engine
    engine.dispose()
