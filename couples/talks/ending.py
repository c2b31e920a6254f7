"""When the turns of a talk are over: what each wrote becomes their own draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.exercises.definition import Definition, Part
from couples.exercises.guide import Told
from couples.exercises.mirroring import mirrored
from couples.identity import Identity
from couples.submissions.drafts import lay_in, typed_in
from couples.submissions.openings import counts_for
from couples.submissions.queries import find_draft, list_submissions
from couples.submissions.typed import Typed
from couples.talks.beside import SAID, besides, lay_where_there_is_room, put_beside
from couples.talks.models import Talk, TalkWords
from couples.talks.queries import is_stranded, list_words, written


def end(session: Session, actor: Identity, talk: Talk) -> None:
    """
    End the turns. Each partner's words go into their own draft, and nobody else reads it.

    What was written once for both lies in both drafts, so that whoever hands in first has
    it; the other's is then the same and is not asked for again. Nothing is laid over what
    somebody wrote there by themselves: it stays beside their draft, and they are told. On one
    phone the words of the one whose phone it is not stay here too, until the phone was handed
    over. Whoever has handed in meanwhile has no draft for them: their words stay here, for
    them to copy.
    """
    words = list_words(session, actor, talk)
    talk.ended_at, talk.open_key = clock.now(), None
    _forget(session, talk)
    for person in talk.assignment.couple.partners:
        author = Identity(actor.role, actor.practice_id, person.id, talk.couple_id)
        said = _said(talk.assignment.definition, words, person.id)
        typed = Typed({**said, **fills(talk, person.id)})
        row, beside = words.get(person.id), dict[str, Any]()
        handed_in = has_handed_in(session, author, talk)
        if not handed_in:
            beside = lay_where_there_is_room(session, author, talk, typed)
        if row is not None and talk.is_on_one_phone and person.id != talk.begun_by_id:
            row.typed = typed.to_json()
        elif row is not None and not (handed_in and _says_something(row)):
            session.delete(row)
            session.flush()  # What is kept beside the draft may take its place.
        put_beside(
            session, author, talk, SAID, {key: each for key, each in beside.items() if key in said}
        )


def put_back(session: Session, actor: Identity, talk: Talk) -> None:
    """
    Put what each wrote in a talk that is let go into their own draft.

    Where they handed in, or typed something else there by themselves, nothing is written
    over: the words stay here, for their author to copy.
    """
    for author_id, row in list_words(session, actor, talk).items():
        author = Identity(actor.role, actor.practice_id, author_id, talk.couple_id)
        if _says_something(row):
            if has_handed_in(session, author, talk) or not _has_room(session, author, talk, row):
                continue
            said = written(row)
            lay_in(session, author, talk.assignment, Part.MAIN, talk.occurrence, typed=said)
        session.delete(row)


def _says_something(row: TalkWords) -> bool:
    return any(written(row).answers.values())


def _has_room(session: Session, author: Identity, talk: Talk, row: TalkWords) -> bool:
    """Whether nothing else stands in the author's draft under what they wrote in the talk."""
    draft = find_draft(session, author, talk.assignment, Part.MAIN, talk.occurrence)
    before = typed_in(draft).answers if draft else {}
    said = written(row).answers
    return all(before.get(key) in (None, "", [], said[key]) for key in said if said[key])


def _said(definition: Definition, words: Mapping[int, TalkWords], person_id: int) -> dict[str, Any]:
    """What this partner wrote, and what the other wrote once for both, in this one's hand."""
    mine = dict(written(words.get(person_id)).answers)
    for author_id, row in words.items():
        for key, answer in written(row).answers.items():
            question = definition.field(key)
            if author_id != person_id and question.together and answer:
                mine[key] = mirrored(question, answer)
    return mine


def fills(talk: Talk, person_id: int) -> dict[str, str]:
    """What the talk answers by itself, as a form would send it."""
    definition = talk.assignment.definition
    found = {}
    for fill in talk.guide.fills:
        field = definition.field(fill.field)
        match fill.told:
            case Told.SPOKE_FIRST:
                found[fill.field] = "me" if talk.is_first(person_id) else "partner"
            case Told.PAUSES:
                found[fill.field] = str(_within(talk.pauses, field.minimum, field.maximum))
            case Told.MINUTES:
                minutes = round(talk.talked_seconds / 60)
                found[fill.field] = str(_within(minutes, field.minimum, field.maximum))
    return found


def _within(number: int, low: int | None, high: int | None) -> int:
    number = number if low is None else max(low, number)
    return number if high is None else min(high, number)


def has_handed_in(session: Session, author: Identity, talk: Talk) -> bool:
    """Whether this partner has handed in for the time of the talk, which only they are told."""
    known = list_submissions(
        session, author.with_kept_off(), assignments=[talk.assignment], parts=[Part.MAIN]
    )
    return any(
        each.author_id == author.person_id
        and each.occurrence == talk.occurrence
        and each.returned_at is None
        and counts_for(each, author.person_id)
        for each in known
    )


def _forget(session: Session, talk: Talk) -> None:
    """Let go of what earlier talks of this homework kept for a phone that was never handed on."""
    earlier = select(Talk.id).where(
        Talk.assignment_id == talk.assignment_id, Talk.ended_at.is_not(None), Talk.id != talk.id
    )
    rows = select(TalkWords).where(TalkWords.talk_id.in_(earlier), ~is_stranded())
    for row in session.scalars(rows):
        if not besides(row):
            session.delete(row)
