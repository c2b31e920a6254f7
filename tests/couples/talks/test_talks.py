"""Two people led through a talk turn by turn: whose turn, how long, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.errors import NotFoundError
from couples.exercises.definition import Gate
from couples.pauses import services as pauses
from couples.pauses.waiting import PausedError
from couples.safety import services as safety
from couples.safety.opening import NotScheduledError
from couples.submissions import handing_in
from couples.submissions.drafts import save, typed_in
from couples.submissions.models import Draft
from couples.submissions.queries import find_draft, list_answers, list_submissions
from couples.submissions.typed import Typed
from couples.talks import services, writing
from couples.talks.clockwork import ends_at, left
from couples.talks.halting import halted_since
from couples.talks.models import Talk, TalkWords
from couples.talks.queries import find_open, get_talk, list_words, written
from couples.talks.services import NotYourTurnError, StandingStillError
from couples.talks.writing import TurnOverError, WrittenMeanwhileError
from tests import homework
from tests.cast import Cast, Member
from tests.homework import give

EVENING = datetime(2026, 11, 24, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ALEXS = {"when": "After work", "feelings": ["alone"], "need": "Ten minutes", "request": "Tea"}
SAMS = {"when": "On Sundays", "feelings": ["tired"], "need": "Sleep", "request": "One lie-in"}
RATED = {"accuracy": "8", "heard": "7"}


def begin(
    session: Session, who: Member, given: Assignment, first: Member, *, one_phone: bool = False
) -> Talk:
    return services.begin(
        session,
        who.identity,
        given.public_id,
        first=first.public_id,
        is_on_one_phone=one_phone,
    )


def write(session: Session, who: Member, talk: Talk, answers: Mapping[str, object]) -> None:
    """Write in the turn that it is, as whoever has it, and go on."""
    row = list_words(session, who.identity, talk).get(talk.holder_id or 0)
    writing.keep(
        session,
        who.identity,
        talk.public_id,
        typed=Typed(answers),
        turn=talk.turn,
        revision=row.revision if row else 0,
    )
    services.go_on(session, who.identity, talk.public_id, turn=talk.turn)


def whole(session: Session, talk: Talk, first: Member, second: Member) -> None:
    """Every turn of the needs talk, each with somebody's own words."""
    write(session, first, talk, {"topic": "Evenings"})
    write(session, first, talk, ALEXS)
    write(session, second, talk, {"reflection": "You come home and I look at a screen"})
    write(session, second, talk, SAMS)
    write(session, first, talk, {"reflection": "You are tired and say nothing"})
    write(session, first, talk, {"outcome": "understood"})


def finish(session: Session, who: Member, given: Assignment) -> None:
    """Answer the last questions alone, and hand in."""
    draft = find_draft(session, who.identity, given)
    assert draft is not None
    typed = typed_in(draft)
    saved = save(
        session,
        who.identity,
        draft.public_id,
        typed=Typed({**typed.answers, **RATED}, typed.audiences),
        revision=draft.revision,
    )
    handing_in.submit(
        session, who.identity, draft.public_id, revision=saved.revision, key=uuid4().hex
    )


def test_a_talk_on_two_phones_goes_from_turn_to_turn_and_ends_in_two_pieces_of_homework(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = begin(session, cast.alex, given, cast.alex)
        joined = begin(session, cast.sam, given, cast.sam)
    with clock.at(EVENING + 14 * MINUTE):
        whole(session, talk, cast.alex, cast.sam)
        drafts = session.scalars(select(Draft)).all()
        left_behind = session.scalars(select(TalkWords)).all()
    with clock.at(EVENING + 20 * MINUTE):
        finish(session, cast.sam, given)
        before = list_submissions(session, cast.alex.identity, assignments=[given])
        finish(session, cast.alex, given)

    assert joined is talk
    assert {draft.author_id for draft in drafts} == {cast.alex.id, cast.sam.id}
    assert not left_behind
    assert [each.author_id for each in before] == [cast.sam.id]
    seen = list_submissions(session, cast.alex.identity, assignments=[given])
    answers = list_answers(session, cast.alex.identity, seen)
    told = {
        (each.author_id, answer.field): answer.words if answer.words is not None else answer.number
        for each in seen
        for answer in answers[each.id]
    }
    assert told[cast.alex.id, "need"] == "Ten minutes"
    assert told[cast.sam.id, "need"] == "Sleep"
    assert told[cast.sam.id, "topic"] == "Evenings"
    assert (cast.alex.id, "topic") not in told, "What was written once for both is kept once."
    assert told[cast.alex.id, "spoke_first"] == '"me"'
    assert told[cast.sam.id, "spoke_first"] == '"partner"'
    assert told[cast.sam.id, "minutes"] == 14
    assert told[cast.sam.id, "pauses"] == 0


def test_only_whoever_has_the_turn_writes_and_goes_on_until_its_time_is_up(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = begin(session, cast.sam, given, cast.alex)
        write(session, cast.alex, talk, {"topic": "Evenings"})
        name, actor = talk.public_id, cast.sam.identity
        with pytest.raises(NotYourTurnError):
            writing.keep(session, actor, name, typed=Typed({"need": "Mine"}), turn=1, revision=0)
        with pytest.raises(NotYourTurnError):
            services.go_on(session, actor, name, turn=1)
        with pytest.raises(TurnOverError):
            writing.keep(session, actor, name, typed=Typed({"topic": "Late"}), turn=0, revision=1)
        services.go_on(session, actor, name, turn=0)
        assert talk.turn == 1, "A second press for a turn that is over moves nothing."
    with clock.at(EVENING + 4 * MINUTE):
        services.go_on(session, actor, name, turn=1)

    assert talk.turn == 2
    assert talk.now.key == "second-reflects"
    assert talk.holder_id == cast.sam.id


def test_both_read_what_is_written_in_the_talk_and_nobody_else_does(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = begin(session, cast.alex, given, cast.alex)
        write(session, cast.alex, talk, {"topic": "Evenings"})

    for member in (cast.alex, cast.sam):
        found = list_words(session, member.identity, talk)
        assert written(found[cast.alex.id]).answers == {"topic": "Evenings"}
    for member in (cast.morgan, cast.lee, cast.kim, cast.noor):
        assert not list_words(session, member.identity, talk)
        with pytest.raises(NotFoundError):
            get_talk(session, member.identity, talk.public_id)
    for member in (cast.kim, cast.noor):
        with pytest.raises(NotFoundError):
            services.go_on(session, member.identity, talk.public_id, turn=1)


def test_the_time_of_a_turn_is_the_servers_and_stands_still_with_the_talk(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "problem-solving")
        talk = begin(session, cast.alex, given, cast.alex)
        name = talk.public_id
        length = timedelta(minutes=talk.now.minutes or 0)
        assert ends_at(talk, talk.halted_at) == EVENING + length
    with clock.at(EVENING + MINUTE):
        services.stop(session, cast.sam.identity, name, turn=0)
        services.stop(session, cast.alex.identity, name, turn=0)
    with clock.at(EVENING + timedelta(days=1)):
        assert left(talk, talk.halted_at) == length - MINUTE
        with pytest.raises(StandingStillError):
            services.go_on(session, cast.alex.identity, name, turn=0)
        services.take_up(session, cast.sam.identity, name)
        services.take_up(session, cast.alex.identity, name)
        assert ends_at(talk, talk.halted_at) == clock.now() + length - MINUTE


def test_a_time_out_halts_the_turn_and_the_talk_goes_on_at_the_same_one(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = begin(session, cast.alex, given, cast.alex)
        name, alex, sam = talk.public_id, cast.alex.identity, cast.sam.identity
        write(session, cast.alex, talk, {"topic": "Evenings"})
    with clock.at(EVENING + MINUTE):
        pause = services.pause(session, sam, name, minutes=20)
    with clock.at(EVENING + 10 * MINUTE):
        assert left(talk, halted_since(session, alex, talk)) == 3 * MINUTE
        for deed in (services.take_up, partial(services.go_on, turn=1)):
            with pytest.raises(PausedError):
                deed(session, alex, name)
        pauses.come_back(session, sam, pause.public_id)
        with pytest.raises(StandingStillError):
            services.go_on(session, alex, name, turn=1)
        services.take_up(session, alex, name)
        assert (talk.turn, talk.pauses) == (1, 1)
        assert left(talk, halted_since(session, alex, talk)) == 3 * MINUTE
        assert talk.holder_id == cast.alex.id


def test_stopping_in_time_goes_to_the_close_and_a_talk_let_go_is_gone(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = begin(session, cast.alex, given, cast.sam)
        services.stop(session, cast.alex.identity, talk.public_id, turn=0)
        closing, cut_short = talk.now.key, talk.is_cut_short
        services.let_go(session, cast.sam.identity, talk.public_id)
        again = begin(session, cast.sam, given, cast.sam)

    assert closing == "close"
    assert cut_short
    assert find_open(session, cast.alex.identity, given) is again
    assert again is not talk
    with pytest.raises(NotFoundError):
        get_talk(session, cast.alex.identity, talk.public_id)


def test_two_pages_of_one_turn_never_overwrite_each_other_in_silence(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = begin(session, cast.alex, given, cast.alex)
        alex, name = cast.alex.identity, talk.public_id
        first, second = Typed({"topic": "Evenings"}), Typed({"topic": "Money"})
        writing.keep(session, alex, name, typed=first, turn=0, revision=0)
        writing.keep(session, alex, name, typed=first, turn=0, revision=0)
        with pytest.raises(WrittenMeanwhileError):
            writing.keep(session, alex, name, typed=second, turn=0, revision=0)

    assert written(list_words(session, alex, talk)[cast.alex.id]).answers == first.answers


def test_what_somebody_typed_alone_stays_theirs_and_stays_there(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        alone = {"private_note": "Not for the talk", "need": "Something older"}
        homework.begin(session, cast.sam, given, alone)
        talk = begin(session, cast.alex, given, cast.alex)
        whole(session, talk, cast.alex, cast.sam)
        draft = find_draft(session, cast.sam.identity, given)

    assert draft is not None
    assert typed_in(draft).answers["private_note"] == "Not for the talk"
    assert typed_in(draft).answers["need"] == "Something older"
    assert typed_in(draft).answers["request"] == SAMS["request"]
    assert find_draft(session, cast.alex.identity, given) is not draft


def test_a_gate_holds_a_talk_that_runs_and_one_that_would_begin(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = begin(session, cast.alex, given, cast.alex)
        safety.set_gate(
            session, cast.morgan.identity, cast.alex_and_sam.public_id, Gate.G1, held=True
        )
        for member in (cast.alex, cast.sam):
            with pytest.raises(NotScheduledError):
                services.go_on(session, member.identity, talk.public_id, turn=0)
            with pytest.raises(NotScheduledError):
                begin(session, member, given, cast.alex)
