"""
A practice to try things in: six couples and the eight weeks behind them.

Everything in it is made up and written through the services that the web uses,
with the clock set to each moment. The same seed and the same ending tell the
same story; only ids and ciphertexts differ.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Practice
from couples.demo import (
    alex_and_sam,
    eleni_and_jonas,
    hannah_and_omar,
    mei_and_tom,
    priya_and_daniel,
    renee_and_chidi,
)
from couples.demo.people import COUNSELORS, PASSWORD, address
from couples.demo.weeks import live

STORIES = (
    alex_and_sam.STORY,
    priya_and_daniel.STORY,
    eleni_and_jonas.STORY,
    renee_and_chidi.STORY,
    hannah_and_omar.STORY,
    mei_and_tom.STORY,
)

SIGN_INS: tuple[tuple[str, str, str], ...] = (
    *((f"{name}, counselor", address(short), PASSWORD) for short, name in COUNSELORS.items()),
    *(
        (f"{story.names[who]}, with {story.names[1 - who]}", address(short), PASSWORD)
        for story in STORIES
        for who, short in enumerate(story.addresses)
        if story.joins[who] is not None
    ),
)
"""Everybody who can sign in: who it is, their address, and the one password of the demo."""


def fill(session: Session, *, ending: datetime | None = None, seed: int = 7) -> Practice:
    """Write the demo practice, whose eight weeks end at `ending` or in the present hour."""
    ends = ending or clock.now().replace(minute=0, second=0, microsecond=0)
    return live(session, STORIES, ending=ends, seed=seed)
