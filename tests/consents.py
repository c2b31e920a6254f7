"""Couples who agreed to the words of their policy before there were newer ones."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from couples.caseload.confidentiality import policy_text
from couples.caseload.models import Couple
from couples.people.models import Consent
from tests.cast import Pair

OLD_PROMISE = "Only you can let more people read an answer later."


def on_version_one(session: Session, pair: Pair) -> None:
    """Let both have agreed to the first words, and to nothing since."""
    words = policy_text(session.get_one(Couple, pair.id).policy, 1)
    session.execute(
        update(Consent)
        .where(Consent.couple_id == pair.id)
        .values(version=words.version, text=words.words)
    )
