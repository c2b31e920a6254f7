"""Beginning to write, and never losing what was typed."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.errors import ConflictError, NotAllowedError, NotFoundError
from couples.submissions import drafts
from couples.submissions.typed import Typed
from tests.cast import Cast
from tests.homework import FEELINGS, give_feelings, hand_in


def test_beginning_twice_gives_the_same_draft(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)

    first = drafts.start(session, cast.alex.identity, given.public_id)
    second = drafts.start(session, cast.alex.identity, given.public_id)

    assert first.id == second.id
    assert given.opened_at is not None


def test_a_draft_keeps_what_was_typed_even_if_it_cannot_be_handed_in(
    session: Session, cast: Cast
) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    draft = drafts.start(session, cast.alex.identity, given.public_id)
    wrong = Typed({"mood": "a lot", "fear": "x" * 5000}, {"mood": "me"})

    drafts.save(session, cast.alex.identity, draft.public_id, typed=wrong, revision=0)

    assert drafts.typed_in(draft) == wrong
    assert draft.revision == 1


def test_an_older_tab_does_not_overwrite_a_newer_save(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    draft = drafts.start(session, cast.alex.identity, given.public_id)
    newer, older = Typed({"fear": "on the phone"}), Typed({"fear": "on the desk"})
    drafts.save(session, cast.alex.identity, draft.public_id, typed=newer, revision=0)

    with pytest.raises(drafts.DraftConflictError) as conflict:
        drafts.save(session, cast.alex.identity, draft.public_id, typed=older, revision=0)

    assert drafts.typed_in(conflict.value.saved) == newer


def test_saving_the_same_words_again_is_no_conflict(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    draft = drafts.start(session, cast.alex.identity, given.public_id)
    words = Typed({"fear": "the same"})
    drafts.save(session, cast.alex.identity, draft.public_id, typed=words, revision=0)

    saved = drafts.save(session, cast.alex.identity, draft.public_id, typed=words, revision=0)

    assert saved.revision == 1


def test_nobody_else_can_save_into_a_draft(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    draft = drafts.start(session, cast.alex.identity, given.public_id)

    with pytest.raises(NotFoundError):
        drafts.save(session, cast.sam.identity, draft.public_id, typed=Typed(), revision=0)
    with pytest.raises(NotAllowedError):
        drafts.save(session, cast.morgan.identity, draft.public_id, typed=Typed(), revision=0)


def test_another_couple_cannot_begin_this_homework(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)

    with pytest.raises(NotFoundError):
        drafts.start(session, cast.kim.identity, given.public_id)


def test_what_is_handed_in_cannot_be_begun_again(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    hand_in(session, cast.alex, given, FEELINGS)

    with pytest.raises(ConflictError, match="Not scheduled at the moment"):
        drafts.start(session, cast.alex.identity, given.public_id)
