"""An agreement is in force with both signatures under the same words, and not before."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.agreements import services
from couples.agreements.queries import list_agreements
from couples.errors import ConflictError, NotAllowedError, NotFoundError
from couples.history.models import HistoryEntry
from tests.cast import Cast
from tests.homework import RULES, give, hand_in


def _propose(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "calm-contract")
    hand_in(session, cast.alex, given, RULES)


def test_handing_in_proposes_and_signs_for_the_author(session: Session, cast: Cast) -> None:
    _propose(session, cast)

    [agreement] = list_agreements(session, cast.sam.identity)
    assert agreement.signed_by_ids == {cast.alex.id}
    assert not agreement.is_in_force
    assert any("Lighthouse" in line for line in agreement.lines)


def test_it_says_only_what_was_written_for_both(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "calm-contract")
    hand_in(session, cast.alex, given, {**RULES, "private_note": "I am afraid of this"})

    [agreement] = list_agreements(session, cast.sam.identity)

    assert "afraid" not in " ".join(agreement.lines)


def test_the_second_signature_puts_it_in_force(session: Session, cast: Cast) -> None:
    _propose(session, cast)
    [proposed] = list_agreements(session, cast.sam.identity)

    services.sign(session, cast.sam.identity, proposed.id, version_id=proposed.version_id)

    [agreement] = list_agreements(session, cast.alex.identity)
    assert agreement.is_in_force
    assert agreement.in_force_since is not None


def test_signing_twice_is_one_signature(session: Session, cast: Cast) -> None:
    _propose(session, cast)
    [proposed] = list_agreements(session, cast.alex.identity)

    services.sign(session, cast.alex.identity, proposed.id, version_id=proposed.version_id)

    [agreement] = list_agreements(session, cast.alex.identity)
    assert agreement.signed_by_ids == {cast.alex.id}
    assert not agreement.is_in_force
    session.flush()
    signed = select(HistoryEntry).where(HistoryEntry.event == "agreement:sign")
    assert session.scalars(signed).all() == []


def test_other_words_are_a_new_version_that_needs_both_again(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "calm-contract")
    hand_in(session, cast.alex, given, RULES)
    [first] = list_agreements(session, cast.sam.identity)
    hand_in(session, cast.sam, given, {"pause_word": "Harbor", "confidence": "5"})

    [agreement] = list_agreements(session, cast.alex.identity)

    assert agreement.number == 2
    assert agreement.signed_by_ids == {cast.sam.id}
    with pytest.raises(ConflictError, match="wording changed"):
        services.sign(session, cast.sam.identity, agreement.id, version_id=first.version_id)


def test_nobody_else_signs(session: Session, cast: Cast) -> None:
    _propose(session, cast)
    [proposed] = list_agreements(session, cast.morgan.identity)

    with pytest.raises(NotAllowedError):
        services.sign(session, cast.morgan.identity, proposed.id, version_id=proposed.version_id)
    with pytest.raises(NotFoundError):
        services.sign(session, cast.kim.identity, proposed.id, version_id=proposed.version_id)
