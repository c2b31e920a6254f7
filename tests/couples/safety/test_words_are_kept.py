"""What somebody wrote before a gate closed is never lost, and goes on where it was."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from couples.errors import ConflictError
from couples.exercises.definition import Cadence, Gate
from couples.safety.opening import NotScheduledError
from couples.submissions import drafts, handing_in, reviewing
from couples.submissions.handing_in import AlreadySubmittedError
from couples.submissions.typed import Typed
from tests.cast import Cast
from tests.couples.safety.scene import gated, hold, lift, shelve
from tests.homework import begin, give, hand_in, note


def test_a_draft_stays_is_saved_and_is_handed_in_when_the_gate_opens(
    session: Session, cast: Cast
) -> None:
    given = give(session, cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id)
    draft = begin(session, cast.sam, given, {"words": "half a"})
    hold(session, cast.alex_and_sam, Gate.G1)
    sam = cast.sam.identity

    typed = Typed({"words": "half a sentence more"})
    saved = drafts.save(session, sam, draft.public_id, typed=typed, revision=draft.revision)
    with pytest.raises(NotScheduledError):
        handing_in.submit(session, sam, draft.public_id, revision=saved.revision, key=uuid4().hex)

    lift(session, cast.alex_and_sam, Gate.G1)
    assert drafts.typed_in(drafts.start(session, sam, given.public_id)) == typed
    handed_in = handing_in.submit(
        session, sam, draft.public_id, revision=saved.revision, key=uuid4().hex
    )
    assert handed_in.public_id == draft.public_id


def test_what_was_begun_opens_as_what_was_begun(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id)
    draft = begin(session, cast.sam, given, {"words": "half a"})
    hold(session, cast.alex_and_sam, Gate.G1)

    assert drafts.start(session, cast.sam.identity, given.public_id).id == draft.id


def test_a_ritual_is_not_noted_while_a_gate_holds_it(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "shared-ritual", cadence=Cadence.DAILY)
    hold(session, cast.alex_and_sam, Gate.G1)

    with pytest.raises(AlreadySubmittedError, match="not scheduled at the moment"):
        note(session, cast.alex, given, {"done": "yes"})

    lift(session, cast.alex_and_sam, Gate.G1)
    assert note(session, cast.alex, given, {"done": "yes"}).attempt == 1


def test_what_was_given_back_waits_too(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id)
    first = hand_in(session, cast.alex, given, {"words": "too short"})
    reviewing.return_for_another_attempt(
        session, cast.morgan.identity, first.public_id, words="a little more"
    )
    hold(session, cast.alex_and_sam, Gate.G1)

    with pytest.raises(ConflictError, match="Not scheduled"):
        drafts.try_again(session, cast.alex.identity, first.public_id)

    lift(session, cast.alex_and_sam, Gate.G1)
    assert drafts.try_again(session, cast.alex.identity, first.public_id).author_id == cast.alex.id
