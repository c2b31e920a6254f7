"""What is written once for both is asked of one of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from couples.exercises.definition import Cadence, Part
from couples.submissions import reviewing
from couples.submissions.openings import find_opening
from tests.cast import Cast
from tests.homework import give, hand_in, note

SET_UP: dict[str, Any] = {"type": "weekly-date", "when": "Thursdays at seven"}


def test_a_shared_ritual_is_set_up_by_whoever_comes_first(session: Session, cast: Cast) -> None:
    ritual = give(session, cast.alex_and_sam, "shared-ritual", cadence=Cadence.WEEKLY)

    hand_in(session, cast.alex, ritual, SET_UP)

    assert find_opening(session, cast.alex.identity, ritual, Part.MAIN) is None
    assert find_opening(session, cast.sam.identity, ritual, Part.MAIN) is None


def test_each_still_notes_how_it_was(session: Session, cast: Cast) -> None:
    ritual = give(session, cast.alex_and_sam, "shared-ritual", cadence=Cadence.WEEKLY)

    note(session, cast.alex, ritual, {"done": "yes"})

    assert find_opening(session, cast.sam.identity, ritual, Part.LOG) is not None


def test_what_was_given_back_may_be_written_by_either(session: Session, cast: Cast) -> None:
    ritual = give(session, cast.alex_and_sam, "shared-ritual", cadence=Cadence.WEEKLY)
    set_up = hand_in(session, cast.alex, ritual, SET_UP)

    reviewing.return_for_another_attempt(
        session, cast.morgan.identity, set_up.public_id, words="Which evening suits you both?"
    )

    assert find_opening(session, cast.alex.identity, ritual, Part.MAIN) is not None
    assert find_opening(session, cast.sam.identity, ritual, Part.MAIN) is not None
