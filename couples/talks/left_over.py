"""What was typed on the other’s phone when it was handed in already: kept for its author alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from couples.exercises.definition import Part
from couples.identity import Identity
from couples.submissions.models import Submission
from couples.submissions.reading import own_earlier_attempt
from couples.submissions.typed import Typed
from couples.talks.beside import Besides, besides, keep_with, list_besides
from couples.talks.models import Talk
from couples.talks.queries import is_guided, list_words, written


def list_left_over(session: Session, viewer: Identity, submission: Submission) -> list[Besides]:
    """What the viewer wrote in a talk or on the other’s phone, and what was not handed in."""
    is_theirs = submission.author_id == viewer.person_id and submission.part is Part.MAIN
    if not is_theirs or not is_guided(submission.assignment):
        return []
    assignment, occurrence = submission.assignment, submission.occurrence
    handed_in = own_earlier_attempt(session, viewer, assignment, Part.MAIN, occurrence)
    return list_besides(session, viewer, assignment, occurrence, standing=handed_in)


def let_go_of_what_was_handed_in(
    session: Session, author: Identity, talk: Talk, *, handed_in: Typed | None = None
) -> None:
    """
    Keep of the words of a talk, and of what is beside them, only what was not handed in.

    `handed_in` is what was handed in just now, with all that was said; otherwise it is what
    its author handed in before.
    """
    row = list_words(session, author, talk).get(author.person_id)
    if row is None:
        return
    standing = handed_in or own_earlier_attempt(
        session, author, talk.assignment, Part.MAIN, talk.occurrence
    )
    said = {} if handed_in else _beyond(written(row).answers, standing.answers)
    pages = {name: _beyond(answers, standing.answers) for name, answers in besides(row).items()}
    if said or any(pages.values()):
        keep_with(row, Typed(said), pages)
    else:
        session.delete(row)


def _beyond(typed: Mapping[str, Any], handed_in: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in typed.items() if each != handed_in.get(key)}
