"""Two people, or two tabs, press at the same moment, on real databases with real threads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.agreements import services as agreements
from couples.agreements.models import AgreementSignature, AgreementVersion
from couples.agreements.queries import list_agreements
from couples.assignments import services as assigning
from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence
from couples.submissions import drafts, handing_in, reviewing
from couples.submissions.models import Answer, Draft, Reply, Submission
from couples.submissions.queries import list_submissions
from couples.submissions.session_notes import note_in_session
from couples.submissions.typed import Typed
from tests.cast import Cast, Member
from tests.homework import FEELINGS, RULES, give, give_feelings, hand_in, order
from tests.own_exercises import IN_SESSION, give_own
from tests.simultaneously import ROUNDS, at_once


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


def _ready(begin: Callable[[], Session], author: Member, assignment_id: str, words: Typed) -> str:
    with begin() as session, session.begin():
        draft = drafts.start(session, author.identity, assignment_id)
        drafts.save(session, author.identity, draft.public_id, typed=words, revision=0)
        return draft.public_id


def _submit(author: Member, draft_id: str, key: str) -> Callable[[Session], Submission]:
    return lambda session: handing_in.submit(
        session, author.identity, draft_id, revision=1, key=key
    )


def test_both_partners_hand_in_at_once_and_both_read(
    begin: Callable[[], Session], cast: Cast
) -> None:
    with begin() as session, session.begin():
        assignment_id = give_feelings(session, cast.alex_and_sam).public_id
    drafts_of = {
        member.name: _ready(begin, member, assignment_id, Typed(FEELINGS))
        for member in (cast.alex, cast.sam)
    }

    at_once(
        begin,
        _submit(cast.alex, drafts_of["Alex"], "a"),
        _submit(cast.sam, drafts_of["Sam"], "s"),
    )

    with begin() as session:
        assert len(list_submissions(session, cast.alex.identity)) == 2
        assert len(list_submissions(session, cast.sam.identity)) == 2


@pytest.mark.parametrize("keys", [("one", "one"), ("one", "two")], ids=["same key", "two keys"])
def test_two_presses_hand_in_one_submission(
    begin: Callable[[], Session], cast: Cast, keys: tuple[str, str]
) -> None:
    with begin() as session, session.begin():
        assignment_id = give_feelings(session, cast.alex_and_sam).public_id
    draft_id = _ready(begin, cast.alex, assignment_id, Typed(FEELINGS))

    at_once(begin, *(_submit(cast.alex, draft_id, key) for key in keys))

    with begin() as session:
        assert session.scalar(select(func.count(Submission.id))) == 1
        assert session.scalar(select(func.count(Draft.id))) == 0
        assert session.scalar(select(func.count(Answer.id))) == len(FEELINGS)


def test_two_taps_note_one_day(begin: Callable[[], Session], cast: Cast) -> None:
    with begin() as session, session.begin():
        given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
        assignment_id = given.public_id

    def tap(answer: str, key: str) -> Callable[[Session], Submission]:
        return lambda session: handing_in.check_in(
            session, cast.alex.identity, assignment_id, answers={"done": answer}, key=key
        )

    at_once(begin, tap("yes", "one"), tap("no", "two"))

    with begin() as session:
        assert session.scalar(select(func.count(Submission.id))) == 1


def test_two_tabs_that_begin_share_one_draft(begin: Callable[[], Session], cast: Cast) -> None:
    with begin() as session, session.begin():
        assignment_id = give_feelings(session, cast.alex_and_sam).public_id

    def start(session: Session) -> str:
        return drafts.start(session, cast.alex.identity, assignment_id).public_id

    first, second = at_once(begin, start, start)

    assert first == second


def test_two_saves_keep_one_and_lose_none(begin: Callable[[], Session], cast: Cast) -> None:
    with begin() as session, session.begin():
        assignment_id = give_feelings(session, cast.alex_and_sam).public_id
        draft_id = drafts.start(session, cast.alex.identity, assignment_id).public_id

    def save(words: str) -> Callable[[Session], int]:
        return lambda session: (
            drafts.save(
                session, cast.alex.identity, draft_id, typed=Typed({"fear": words}), revision=0
            ).revision
        )

    outcomes = at_once(begin, save("phone"), save("desk"))

    refused = [outcome for outcome in outcomes if isinstance(outcome, drafts.DraftConflictError)]
    assert len(refused) == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_both_propose_at_once_and_no_wording_is_lost(
    begin: Callable[[], Session], cast: Cast, _round: int
) -> None:
    with begin() as session, session.begin():
        assignment_id = give(session, cast.alex_and_sam, "calm-contract").public_id
    alexs = _ready(begin, cast.alex, assignment_id, Typed(RULES))
    sams = _ready(begin, cast.sam, assignment_id, Typed({**RULES, "pause_word": "Harbor"}))

    at_once(begin, _submit(cast.alex, alexs, "a"), _submit(cast.sam, sams, "s"))

    with begin() as session:
        assert session.scalar(select(func.count(AgreementVersion.id))) == 2
        [agreement] = list_agreements(session, cast.alex.identity)
        assert not agreement.is_in_force


@pytest.mark.parametrize("_round", ROUNDS)
def test_both_sign_at_once_and_it_is_in_force_once(
    begin: Callable[[], Session], cast: Cast, _round: int
) -> None:
    with begin() as session, session.begin():
        given = give(session, cast.alex_and_sam, "calm-contract")
        hand_in(session, cast.alex, given, RULES)
        [proposed] = list_agreements(session, cast.alex.identity)

    def sign(member: Member) -> Callable[[Session], object]:
        return lambda session: agreements.sign(
            session, member.identity, proposed.id, version_id=proposed.version_id
        )

    at_once(begin, sign(cast.sam), sign(cast.sam), sign(cast.alex))

    with begin() as session:
        assert session.scalar(select(func.count(AgreementSignature.id))) == 2
        [agreement] = list_agreements(session, cast.sam.identity)
        assert agreement.is_in_force


@pytest.mark.parametrize("_round", ROUNDS)
def test_beginning_and_undoing_at_once_never_do_both(
    begin: Callable[[], Session], cast: Cast, _round: int
) -> None:
    with begin() as session, session.begin():
        assignment = give_feelings(session, cast.alex_and_sam)
        batch_id, assignment_id = assignment.batch.public_id, assignment.public_id

    at_once(
        begin,
        lambda session: drafts.start(session, cast.alex.identity, assignment_id),
        lambda session: assigning.undo(session, cast.morgan.identity, batch_id),
    )

    with begin() as session:
        stands = session.scalars(select(Assignment.withdrawn_at)).one() is None
        begun = session.scalar(select(func.count()).select_from(Draft))
        assert stands is (begun == 1)


@pytest.mark.parametrize("_round", ROUNDS)
def test_one_press_that_arrives_twice_assigns_once(
    begin: Callable[[], Session], cast: Cast, _round: int
) -> None:
    with begin() as session, session.begin():
        wanted = order(session, "calm-contract", cast.alex_and_sam)

    batches = at_once(
        begin,
        *[
            lambda session: (
                assigning.assign(session, cast.morgan.identity, wanted, token="a-press").public_id
            )
        ]
        * 2,
    )

    assert batches[0] == batches[1]
    with begin() as session:
        assert session.scalar(select(func.count()).select_from(Assignment)) == 1


@pytest.mark.parametrize("number", ROUNDS)
def test_two_notes_of_one_moment_are_both_kept(
    begin: Callable[[], Session], cast: Cast, number: int
) -> None:
    with begin() as session, session.begin():
        injury = give_own(session, cast, IN_SESSION).public_id

    def note(agreed: str, key: str) -> Callable[[Session], Submission]:
        return lambda session: note_in_session(
            session, cast.morgan.identity, injury, answers={"step": "3", "agreed": agreed}, key=key
        )

    at_once(begin, note("A walk", "one"), note("A talk", "two"), note("A talk", "two"))

    with begin() as session:
        kept = session.scalars(select(Submission.idempotency_key)).all()
        assert sorted(kept) == ["one", "two"], number


@pytest.mark.parametrize("number", ROUNDS)
def test_the_same_letter_twice_at_one_moment_is_one_letter(
    begin: Callable[[], Session], cast: Cast, number: int
) -> None:
    with begin() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam)
        handed_in = hand_in(session, cast.alex, given, FEELINGS).public_id
    send = partial(
        reviewing.reply, actor=cast.morgan.identity, submission_id=handed_in, words="Thank you"
    )

    at_once(begin, send, send, send)

    with begin() as session:
        assert session.scalar(select(func.count(Reply.id))) == 1, number
