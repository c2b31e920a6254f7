"""
Handing the one phone over: the other answers the last questions on a phone that is not theirs.

What they wrote in their turns and what they answer now is handed in as theirs, at once. It
is shown to nobody on this phone afterwards, not even to themselves, and what would be for
nobody else is not asked here. The talk keeps that it was so, for the pages of all three.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.schedule import Occurrence
from couples.errors import ConflictError, NotFoundError
from couples.exercises.definition import Field, Part
from couples.history import services as history
from couples.identity import Identity
from couples.safety.opening import require_scheduled
from couples.submissions import handing_in
from couples.submissions.asked import asked_of
from couples.submissions.drafts import typed_in
from couples.submissions.handing_in import AlreadySubmittedError
from couples.submissions.models import Submission
from couples.submissions.on_behalf import without_only_me
from couples.submissions.openings import find_cut_off
from couples.submissions.queries import find_draft
from couples.submissions.typed import InvalidAnswersError, Typed, cleaned
from couples.talks.beside import lay_where_there_is_room, put_beside
from couples.talks.ending import has_handed_in
from couples.talks.left_over import let_go_of_what_was_handed_in
from couples.talks.models import Talk
from couples.talks.queries import get_talk, list_words, written
from couples.talks.services import holds_the_phone, lock_talk, other_of
from couples.wording import gettext as _


class HandedOverError(ConflictError):
    """It was handed over before, and opens only once."""

    def __init__(self) -> None:
        super().__init__(_("The last questions were answered. Please hand the phone back."))


def get_to_hand_over(session: Session, viewer: Identity, talk_id: str) -> Talk:
    """
    A talk on the viewer’s phone whose last questions the other may see there.

    Never once the phone was handed back: what they are then tells what became of the answers.
    """
    talk = get_covered(session, viewer, talk_id)
    if talk.handed_over_at is not None:
        raise HandedOverError
    require_scheduled(session, viewer, talk.assignment)
    return talk


def get_covered(session: Session, viewer: Identity, talk_id: str) -> Talk:
    """A talk on the viewer’s phone whose turns are over, for its cover, or `NotFoundError`."""
    talk = get_talk(session, viewer, talk_id)
    if talk.ended_at is None or not holds_the_phone(talk, viewer):
        raise NotFoundError
    return talk


def asked_over(session: Session, viewer: Identity, talk: Talk) -> tuple[Field, ...]:
    """
    What the other is asked on this phone: what no turn asked, and what is missing of them.

    What is meant for its author alone stays for their own phone.
    """
    author = other_of(talk, viewer)
    said = written(list_words(session, author, talk).get(author.person_id))
    asked = asked_of(session, author, talk.assignment, Part.MAIN, talk.occurrence)
    in_talk = talk.guide.asked_in_turns() | talk.guide.filled()
    try:
        cleaned(said, asked)
        missing: set[str] = set()
    except InvalidAnswersError as error:
        missing = set(error.problems)
    shown = [q for q in asked.questions if q.key not in in_talk or q.key in missing]
    return tuple(q for q in without_only_me(shown) if _is_fit(talk, q))


def _is_fit(talk: Talk, question: Field) -> bool:
    """Whether it was for more than its author alone from the beginning."""
    return talk.assignment.definition.field(question.key).audience is question.audience


def hand_over(
    session: Session,
    actor: Identity,
    talk_id: str,
    *,
    typed: Typed,
    key: str,
    page: str | None = None,
) -> None:
    """
    Hand in, as the other’s, what they wrote in the talk and answer now; once for each talk.

    `page` is the name of the page that it was typed on, where it has one.

    Where they have handed in from their own phone, that stands. Nothing is said of it, and
    all goes as it would otherwise, so that the phone does not give away whether they have.
    """
    talk = lock_talk(session, actor, get_to_hand_over(session, actor, talk_id).public_id)
    if talk.handed_over_at is not None:  # Meanwhile, in another tab.
        raise HandedOverError
    author = other_of(talk, actor)
    page, given = page or key, _given(session, actor, talk, typed)
    said = written(list_words(session, author, talk).get(author.person_id)).answers
    whole = Typed({**said, **given.answers}, given.audiences)
    cleaned(whole, asked_of(session, author, talk.assignment, Part.MAIN, talk.occurrence))
    if find_cut_off(session, author, talk.assignment, Part.MAIN, talk.occurrence):
        # More time, and what was given back, are the other's own: it looks the same with them.
        _lay_aside(session, author, talk, given, page)
        talk.handed_over_at = clock.now()
        history.record(session, actor, "talk:hand-over", talk)
        return
    try:
        with session.begin_nested():
            submitted = _enter(session, author, talk, whole, key)
    except AlreadySubmittedError:
        talk.handed_over_at = clock.now()
        _lay_aside(session, author, talk, given, page)
    else:
        talk.handed_over_at = submitted.submitted_at
        put_beside(session, author, talk, page, {})
        _let_go_of_what_was_said(session, author, talk, whole)
    history.record(session, actor, "talk:hand-over", talk)


def keep(session: Session, actor: Identity, talk_id: str, *, typed: Typed, page: str) -> None:
    """
    Keep for the other what they typed on this phone and what could not be handed in.

    It goes into their own draft, where there is room for it. What has none there, because
    they wrote something else or handed in already, stays with the talk, for them alone.
    """
    talk = lock_talk(session, actor, get_covered(session, actor, talk_id).public_id, always=True)
    author, given = other_of(talk, actor), _given(session, actor, talk, typed)
    _lay_aside(session, author, talk, given, page)


def keep_beside(
    session: Session, actor: Identity, talk_id: str, *, typed: Typed, page: str
) -> None:
    """
    Keep for the other what stands on the page `page` while they still type.

    Their draft is left as it is: a word that is half written is laid nowhere.
    """
    talk = lock_talk(session, actor, get_covered(session, actor, talk_id).public_id, always=True)
    author, given = other_of(talk, actor), _given(session, actor, talk, typed)
    put_beside(session, author, talk, page, given.answers)
    if talk.handed_over_at is not None:
        let_go_of_what_was_handed_in(session, author, talk)


def _lay_aside(session: Session, author: Identity, talk: Talk, given: Typed, page: str) -> None:
    if talk.handed_over_at is None and not has_handed_in(session, author, talk):
        beside = lay_where_there_is_room(session, author, talk, given)
        put_beside(session, author, talk, page, beside)
        return
    put_beside(session, author, talk, page, given.answers)
    if talk.handed_over_at is not None:
        let_go_of_what_was_handed_in(session, author, talk)


def _given(session: Session, actor: Identity, talk: Talk, typed: Typed) -> Typed:
    """No more of what was typed than was asked on this phone."""
    allowed = {question.key for question in asked_over(session, actor, talk)}
    return Typed(
        {name: answer for name, answer in typed.answers.items() if name in allowed},
        {name: who for name, who in typed.audiences.items() if name in allowed},
    )


def _enter(session: Session, author: Identity, talk: Talk, typed: Typed, key: str) -> Submission:
    if has_handed_in(session, author, talk):
        raise AlreadySubmittedError(_("You have handed this in already."))
    return handing_in.enter(
        session,
        author,
        author,
        talk.assignment,
        part=Part.MAIN,
        opening=Occurrence(talk.occurrence, talk.occurs_on, None),
        typed=typed,
        asked=asked_of(session, author, talk.assignment, Part.MAIN, talk.occurrence),
        key=key,
    )


def _let_go_of_what_was_said(session: Session, author: Identity, talk: Talk, said: Typed) -> None:
    draft = find_draft(session, author, talk.assignment, Part.MAIN, talk.occurrence)
    if draft is not None and typed_in(draft).answers.items() <= said.answers.items():
        session.delete(draft)  # It held nothing but what was said in the talk.
    let_go_of_what_was_handed_in(session, author, talk, handed_in=said)
