"""What was typed on the other’s phone when it was handed in already: kept for its author alone."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.exercises.definition import Part
from couples.identity import Identity
from couples.submissions.models import Submission
from couples.submissions.reading import own_earlier_attempt
from couples.submissions.typed import Typed
from couples.talks.models import Talk, TalkWords
from couples.talks.queries import find_talk_of, is_guided, list_words, written


def left_over(session: Session, viewer: Identity, talk: Talk) -> Typed:
    """What the viewer typed when the phone was handed over, and what was not handed in."""
    if talk.handed_over_at is None:
        return Typed()  # What is kept until then is what they said in the talk.
    return written(list_words(session, viewer, talk).get(viewer.person_id))


def find_left_over(session: Session, viewer: Identity, submission: Submission) -> Typed:
    """The same for the talk that belongs to something that the viewer handed in."""
    is_theirs = submission.author_id == viewer.person_id and submission.part is Part.MAIN
    if not is_theirs or not is_guided(submission.assignment):
        return Typed()
    talk = find_talk_of(session, viewer, submission.assignment, submission.occurrence)
    return left_over(session, viewer, talk) if talk is not None else Typed()


def keep_words(session: Session, author: Identity, talk: Talk, given: Typed) -> None:
    """
    Keep with the talk what its author typed beside what they have handed in.

    What they said in the talk stays there as well, unless it stands in what they handed in.
    """
    row = list_words(session, author, talk).get(author.person_id)
    before = written(row).answers if row else {}
    handed_in = own_earlier_attempt(
        session, author, talk.assignment, Part.MAIN, talk.occurrence
    ).answers
    typed = {**before, **given.answers}
    kept = {key: each for key, each in typed.items() if each != handed_in.get(key)}
    if row is None and kept:
        row = TalkWords(
            practice_id=talk.practice_id,
            couple_id=talk.couple_id,
            talk_id=talk.id,
            author_id=author.person_id,
            revision=0,
            typed=Typed(kept).to_json(),
        )
        session.add(row)
    elif row is not None and kept:
        row.typed = Typed(kept).to_json()
    elif row is not None:
        session.delete(row)
