"""Two hundred pairs press at the same moment, and each ends in exactly one right state."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.models import Answer, Draft, HistoryEntry, Submission
from couples.submissions import drafts, handing_in, reviewing
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.sharing import widen
from couples.submissions.typed import Typed
from tests.cast import Cast, Member
from tests.homework import FEELINGS, give, give_feelings, hand_in
from tests.simultaneously import at_once

PAIRS = 200


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


def _copies(session: Session, given: Assignment) -> list[Assignment]:
    """The same homework as `given`, as if it had been given two hundred times."""
    shared = ("practice_id", "couple_id", "batch_id", "exercise_version_id", "doer", "cadence")
    kept = {name: getattr(given, name) for name in (*shared, "times_a_week", "starts_on")}
    found = [Assignment(**kept) for _ in range(PAIRS)]
    session.add_all(found)
    session.flush()
    return found


def _drafts(begin: Callable[[], Session], cast: Cast) -> list[tuple[str, str]]:
    """Two drafts of each, one by either partner, which only have to be handed in."""
    with begin() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam)
        first = drafts.start(session, cast.alex.identity, given.public_id)
        written = {
            "practice_id": given.practice_id,
            "couple_id": given.couple_id,
            "part": Part.MAIN,
            "occurrence": first.occurrence,
            "saved_at": first.saved_at,
            "typed": Typed(FEELINGS).to_json(),
        }
        pairs = [
            [
                Draft(assignment_id=each.id, author_id=member.id, **written)
                for member in (cast.alex, cast.sam)
            ]
            for each in _copies(session, given)
        ]
        session.add_all(draft for pair in pairs for draft in pair)
        session.delete(first)
        session.flush()
        return [(one.public_id, other.public_id) for one, other in pairs]


def test_two_hundred_pairs_that_hand_in_at_once_all_read_each_other(
    begin: Callable[[], Session], cast: Cast
) -> None:
    def submit(member: Member, draft_id: str, key: str) -> Callable[[Session], Submission]:
        return lambda session: handing_in.submit(
            session, member.identity, draft_id, revision=0, key=key
        )

    for number, (alexs, sams) in enumerate(_drafts(begin, cast)):
        presses = [submit(cast.alex, alexs, f"a{number}"), submit(cast.sam, sams, f"s{number}")]
        outcomes = at_once(begin, *(presses if number % 2 else reversed(presses)))
        assert not [each for each in outcomes if isinstance(each, Exception)]

    with begin() as session:
        for member in (cast.alex, cast.sam):
            known = list_submissions(session, member.identity)
            answers = list_answers(session, member.identity, known)
            assert len(known) == 2 * PAIRS
            assert all(len(answers[each.id]) == len(FEELINGS) for each in known)
        assert session.scalar(select(func.count(Draft.id))) == 0
        handed_in = HistoryEntry.event == "submission:submit"
        assert session.scalar(select(func.count(HistoryEntry.id)).where(handed_in)) == 2 * PAIRS


def _held_for_a_session(begin: Callable[[], Session], cast: Cast) -> list[str]:
    """Two hundred answers of Sam's that Dr. Morgan may open in session."""
    with begin() as session, session.begin():
        given = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
        words = {"what_happened": "The call", "hurts_now": "6", "ask_of_partner": "hear"}
        first = hand_in(session, cast.sam, given, words)
        kept = ("practice_id", "couple_id", "assignment_id", "author_id", "part", "occurs_on")
        whose = {"practice_id": first.practice_id, "couple_id": first.couple_id}
        found = []
        for number in range(PAIRS):
            written = Submission(
                **{name: getattr(first, name) for name in kept},
                occurrence=f"time-{number}",
                attempt=1,
                submitted_at=first.submitted_at,
                idempotency_key=f"time-{number}",
            )
            answer = Answer(
                **whose,
                author_id=first.author_id,
                field="why_it_matters",
                audience=Audience.SESSION,
                words=f"Reason {number}",
                submission=written,
            )
            session.add(answer)
            found.append(answer)
        session.flush()
        return [each.public_id for each in found]


def test_two_hundred_pairs_that_reveal_at_once_open_each_answer_once(
    begin: Callable[[], Session], cast: Cast
) -> None:
    """The counselor opens it on two screens, or while its author shows it."""

    def open_it(answer_id: str) -> Callable[[Session], object]:
        return lambda session: reviewing.release(session, cast.morgan.identity, answer_id)

    def show_it(answer_id: str) -> Callable[[Session], object]:
        return lambda session: widen(
            session, cast.sam.identity, answer_id, audience=Audience.COUPLE
        )

    waiting = _held_for_a_session(begin, cast)
    assert _readable(begin, cast.alex.identity) == 0
    for number, each in enumerate(waiting):
        presses = [open_it(each), open_it(each) if number % 2 else show_it(each)]
        outcomes = at_once(begin, *presses)
        refused = [one for one in outcomes if isinstance(one, Exception)]
        assert len(refused) <= (0 if number % 2 else 1), refused

    assert _readable(begin, cast.alex.identity) == PAIRS
    with begin() as session:
        opened = func.count(HistoryEntry.id), func.count(HistoryEntry.subject_id.distinct())
        for event in ("answer:release", "answer:widen"):
            times, things = session.execute(
                select(*opened).where(HistoryEntry.event == event)
            ).one()
            assert times == things, f"{event} is in the history once for each."
        neither = Answer.released_at.is_(None) & Answer.shown_at.is_(None)
        reasons = Answer.field == "why_it_matters"
        assert session.scalar(select(func.count(Answer.id)).where(reasons, neither)) == 0


def _readable(begin: Callable[[], Session], viewer: Identity) -> int:
    with begin() as session:
        known = list_submissions(session, viewer)
        return sum(map(len, list_answers(session, viewer, known).values()))
