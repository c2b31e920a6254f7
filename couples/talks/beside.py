"""
Words beside a draft: what a talk brought and what its author's own draft has no room for.

Whose words stand in a draft is decided by its author alone. So what somebody said in a talk,
or what was typed for them on a phone that is not theirs, is never laid over other words of
theirs. It stays with the talk, sealed with what they said there, and nobody else reads it.
Each page on which something was typed has a name, under which it is kept once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from couples.aloud import readable_talk_words
from couples.assignments.models import Assignment
from couples.exercises.definition import Field, Part
from couples.identity import Identity
from couples.submissions.drafts import lay_in, lock_draft, typed_in
from couples.submissions.queries import find_draft
from couples.submissions.typed import Typed
from couples.talks.models import Talk, TalkWords
from couples.talks.queries import is_stranded, list_words, written

SAID = "said"
"""The name of what was said in the turns; all others are pages of a phone that was handed over."""

_EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Besides:
    """One thing that was written under a question and does not stand there."""

    question: Field
    answer: Any
    was_said: bool


def lay_where_there_is_room(
    session: Session, author: Identity, talk: Talk, typed: Typed
) -> dict[str, Any]:
    """
    Put words into their author's own draft where nothing else of theirs stands.

    What has no room there is given back. Whoever an answer in the draft was for stays as its
    author left it, the usual choice as well, of which a draft says nothing.
    """
    given = {key: answer for key, answer in typed.answers.items() if answer}
    draft = find_draft(session, author, talk.assignment, Part.MAIN, talk.occurrence)
    if draft is not None and lock_draft(session, author, draft.public_id) is None:
        return given  # It is handed in at this very moment.
    before = typed_in(draft) if draft else Typed()
    fit = {
        key: answer for key, answer in given.items() if before.answers.get(key) in (*_EMPTY, answer)
    }
    chosen = {
        key: who
        for key, who in typed.audiences.items()
        if key not in before.audiences
        and before.answers.get(key) in _EMPTY
        and (key in fit or key not in given)
    }
    lay_in(
        session,
        author,
        talk.assignment,
        Part.MAIN,
        talk.occurrence,
        typed=Typed(fit, chosen),
    )
    return {key: answer for key, answer in given.items() if key not in fit}


def besides(row: TalkWords | None) -> dict[str, dict[str, Any]]:
    """What is kept beside the words of a talk, by the name of each page."""
    found = json.loads(row.typed) if row is not None and row.typed else {}
    return dict(found.get("besides", {}))


def keep_with(row: TalkWords, said: Typed, pages: Mapping[str, Mapping[str, Any]]) -> None:
    """Let the row hold what was said and these pages, as far as there is anything on them."""
    kept = {name: dict(answers) for name, answers in pages.items() if answers}
    whole = json.loads(said.to_json())
    row.typed = json.dumps({**whole, "besides": kept} if kept else whole)


def put_beside(
    session: Session, author: Identity, talk: Talk, name: str, answers: Mapping[str, Any]
) -> None:
    """Keep `answers` as what the page `name` says now, which is let go of where they are none."""
    row = list_words(session, author, talk).get(author.person_id)
    pages = besides(row)
    if pages.get(name, {}) == answers:
        return
    if row is None:
        row = no_words_yet(talk, author.person_id)
        session.add(row)
    keep_with(row, written(row), {**pages, name: answers})


def no_words_yet(talk: Talk, author_id: int) -> TalkWords:
    """What a talk keeps of one person before they wrote anything."""
    return TalkWords(
        practice_id=talk.practice_id,
        couple_id=talk.couple_id,
        talk_id=talk.id,
        author_id=author_id,
        revision=0,
        typed=Typed().to_json(),
    )


def list_besides(
    session: Session,
    viewer: Identity,
    assignment: Assignment,
    occurrence: str,
    *,
    standing: Typed,
) -> list[Besides]:
    """
    What the viewer wrote in talks at this time, or on a phone they were handed, by question.

    What is `standing` in their draft, or in what they handed in, is not told twice.
    """
    talks = select(Talk.id).where(
        Talk.assignment_id == assignment.id,
        Talk.occurrence == occurrence,
        or_(Talk.ended_at.is_not(None), Talk.dropped_at.is_not(None)),
    )
    own = select(TalkWords).where(
        readable_talk_words(viewer),
        TalkWords.author_id == viewer.person_id,
        TalkWords.talk_id.in_(talks),
    )
    stranded = {row.id for row in session.scalars(own.where(is_stranded()))}
    found: list[tuple[str, Mapping[str, Any]]] = []
    for row in session.scalars(own.order_by(TalkWords.id)):
        filled = row.talk.guide.filled()
        said = written(row).answers if row.id in stranded else {}
        found.append((SAID, {key: each for key, each in said.items() if key not in filled}))
        found.extend(besides(row).items())
    return list(_by_question(assignment, found, standing))


def _by_question(
    assignment: Assignment, found: list[tuple[str, Mapping[str, Any]]], standing: Typed
) -> Iterable[Besides]:
    for question in assignment.definition.fields:
        seen = [*_EMPTY, standing.answers.get(question.key)]
        for name, answers in found:
            answer = answers.get(question.key)
            if answer not in seen:
                seen.append(answer)
                yield Besides(question, answer, name == SAID)
