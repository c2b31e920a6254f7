"""Couples who agreed to the words of their policy before there were newer ones."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from couples.caseload.confidentiality import policy_text
from couples.caseload.models import Couple
from couples.people.models import Consent
from tests.cast import Member, Pair

OLD_PROMISE = "Only you can let more people read an answer later."


def on_version_one(session: Session, pair: Pair, *only: Member) -> None:
    """Let both, or those of them who are named, have agreed to the first words alone."""
    who = [each.id for each in only or pair.partners]
    words = policy_text(session.get_one(Couple, pair.id).policy, 1)
    session.execute(
        update(Consent)
        .where(Consent.couple_id == pair.id, Consent.person_id.in_(who))
        .values(version=words.version, text=words.words)
    )
