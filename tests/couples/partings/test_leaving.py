"""One of the two leaves: what ends, what stays, who is told, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from couples import belonging
from couples.assignments.rehearsal import rehearse
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises.vocabulary import FlagKind
from couples.history.queries import list_of_couple
from couples.identity import Identity
from couples.partings import services
from couples.partings.models import Parting
from couples.partings.queries import list_leavings
from couples.pauses import services as pauses
from couples.pauses.models import Pause
from couples.people import invitations
from couples.people.invitations import InvitationOverError
from couples.people.models import Person
from couples.people.sign_in import identity_of
from couples.permissions import PartedError
from couples.programmes.models import Enrolment
from couples.records import sharing as records
from couples.safety.queries import list_flags
from couples.safety.telling import tell_of_fear
from couples.submissions import attribution, drafts, handing_in, reviewing, sharing
from couples.submissions.models import Standing
from couples.submissions.queries import find_draft, list_answers, list_submissions
from tests.cast import Cast, Member
from tests.couples.repairs.mending import open_for
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import ALEX, MORGAN
from tests.courses import enrol
from tests.homework import FEELINGS, begin, give, give_feelings, hand_in, order


def now(session: Session, member: Member) -> Identity:
    """The identity that the next request of somebody finds."""
    return identity_of(session, session.get_one(Person, member.id))


def read_by(session: Session, viewer: Identity) -> set[str]:
    found = list_answers(session, viewer, list_submissions(session, viewer))
    return {answer.words or "" for each in found.values() for answer in each}


def test_everything_of_both_ends_nothing_opens_and_each_keeps_what_is_theirs(
    session: Session, cast: Cast
) -> None:
    alone = give_feelings(session, cast.alex_and_sam)
    hand_in(session, cast.alex, alone, FEELINGS)
    waiting = begin(session, cast.sam, alone, {**FEELINGS, "fear": "Sam was writing"})
    enrol(session, "calm-and-repair", cast.alex_and_sam)
    before = {each.name: read_by(session, each.identity) for each in (cast.alex, cast.sam)}

    services.leave(session, cast.sam.identity, words="I cannot go on")
    again = services.leave(session, now(session, cast.alex))

    assert again.left_by_id == cast.alex.id
    assert services.leave(session, now(session, cast.alex)) == again
    alex, sam = now(session, cast.alex), now(session, cast.sam)
    assert {who.is_apart for who in (alex, sam)} == {True}
    assert not now(session, cast.kim).is_apart
    assert {"Alex": read_by(session, alex), "Sam": read_by(session, sam)} == before
    assert find_draft(session, sam, alone) == waiting
    assert not session.scalars(select(Enrolment).where(Enrolment.ended_on.is_(None))).all()
    assert alone.closed_at is not None
    for attempt in (
        lambda: handing_in.submit(session, sam, waiting.public_id, revision=1, key="late"),
        lambda: drafts.start(session, alex, alone.public_id),
        lambda: pauses.start(session, alex, session.get_one(Couple, alex.couple_id), 30),
    ):
        with pytest.raises(PartedError, match="has ended"):
            attempt()
    flags = list_flags(session, cast.morgan.identity)
    assert {(flag.kind, flag.word, flag.person_id) for flag in flags} == {
        (FlagKind.LEFT, "I cannot go on", cast.sam.id),
        (FlagKind.LEFT, None, cast.alex.id),
    }
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    lines = list_of_couple(session, cast.morgan.identity, couple, most=99)
    events = [line.event for line in lines]
    assert events.count("couple:leave") == 2


def test_what_may_still_be_done_is_to_tell_of_fear_and_to_take_a_record_along(
    session: Session, cast: Cast
) -> None:
    services.leave(session, cast.alex.identity)
    alex = now(session, cast.alex)

    tell_of_fear(session, alex)
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    assert not records.say_yes(session, alex, couple, after="")

    assert {flag.kind for flag in list_flags(session, cast.morgan.identity)} == {
        FlagKind.LEFT,
        FlagKind.NOT_SAFE,
    }
    with pytest.raises(DomainError, match="Shorten this"):
        services.leave(session, alex, words="x" * 1001)
    with pytest.raises(NotAllowedError):
        services.leave(session, cast.morgan.identity)


def test_what_a_time_out_held_back_does_not_open_because_somebody_left_in_it(
    session: Session, cast: Cast
) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    hand_in(session, cast.alex, given, FEELINGS)
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    pause = pauses.start(session, cast.sam.identity, couple, 30)
    hand_in(session, cast.sam, given, {**FEELINGS, "fear": "Held in the time-out"})

    services.leave(session, cast.alex.identity)

    assert not session.get_one(Pause, pause.id).is_running
    assert "Held in the time-out" not in read_by(session, now(session, cast.alex))
    assert FEELINGS["fear"] not in read_by(session, now(session, cast.sam))


def test_what_its_author_shows_at_the_moment_the_other_leaves_does_not_open(
    session: Session, cast: Cast
) -> None:
    words = {"what_happened": "Shown at that moment", "hurts_now": "7", "ask_of_partner": "hear"}
    chosen = {"what_happened": "session", "hurts_now": "counselor"}
    given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
    told = hand_in(session, cast.alex, given, words, audiences=chosen)
    mine = {
        each.field: each.public_id
        for each in list_answers(session, cast.alex.identity, [told])[told.id]
    }
    reviewing.release(session, cast.morgan.identity, mine["what_happened"])
    services.leave(session, cast.sam.identity)

    # These requests began before the other one was through, and know of no parting.
    for field in ("hurts_now", "ask_of_partner", "what_happened"):
        sharing.widen(session, cast.alex.identity, mine[field], audience=Audience.COUPLE)

    submissions = list_submissions(session, now(session, cast.sam))
    found = list_answers(session, now(session, cast.sam), submissions)
    assert [each.field for answers in found.values() for each in answers] == ["what_happened"]
    assert "Shown at that moment" in read_by(session, now(session, cast.sam))


def test_the_counselor_gives_and_opens_nothing_more_and_invites_whoever_left_back(
    session: Session, cast: Cast
) -> None:
    morgan = cast.morgan.identity
    given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
    words = {"what_happened": "That evening", "hurts_now": "7", "ask_of_partner": "hear"}
    told = hand_in(session, cast.alex, given, words, audiences={"what_happened": "session"})
    [for_session] = [
        each
        for each in list_answers(session, morgan, [told])[told.id]
        if each.words == "That evening"
    ]
    services.leave(session, cast.sam.identity)

    with pytest.raises(ConflictError, match="nothing opens any more"):
        reviewing.release(session, morgan, for_session.public_id)
    with pytest.raises(ConflictError, match="has ended"):
        open_for(session, cast.alex_and_sam, cast.alex)
    with pytest.raises(PartedError):
        sharing.widen(
            session, now(session, cast.alex), for_session.public_id, audience=Audience.COUPLE
        )
    [plan] = rehearse(session, morgan, order(session, "emotion-check-in", cast.alex_and_sam))
    assert plan.skipped == "Their work here as a couple has ended."

    _accept(session, cast, cast.alex)
    assert now(session, cast.alex).is_apart, "A new password of Alex’s brings nobody back."
    _accept(session, cast, cast.sam)

    assert not now(session, cast.alex).is_apart
    assert read_by(session, now(session, cast.sam)) == set()
    assert give_feelings(session, cast.alex_and_sam).closed_at is None
    services.leave(session, now(session, cast.alex))
    assert now(session, cast.sam).is_apart


def test_whoever_finds_something_of_a_stranger_under_their_name_says_so_afterwards_too(
    session: Session, cast: Cast
) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    wrong = hand_in(session, cast.alex, given, FEELINGS)
    services.leave(session, cast.sam.identity)
    alex, sam = now(session, cast.alex), now(session, cast.sam)

    said = attribution.say_not_mine(session, alex, wrong.public_id)

    assert (said.standing, read_by(session, alex)) == (Standing.QUARANTINED, set())
    with pytest.raises(NotFoundError):
        attribution.say_mine(session, sam, wrong.public_id)
    attribution.reattribute(session, cast.morgan.identity, wrong.public_id)
    attribution.say_mine(session, sam, wrong.public_id)
    assert FEELINGS["fear"] in read_by(session, sam)
    assert read_by(session, alex) == set()


def test_nobody_is_brought_back_without_a_word_of_theirs(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    hand_in(session, cast.alex, given, FEELINGS)
    pause = pauses.start(
        session, cast.alex.identity, session.get_one(Couple, cast.alex_and_sam.id), 30
    )
    hand_in(session, cast.sam, given, {**FEELINGS, "fear": "Held in the time-out"})
    before = _invite(session, cast, cast.sam)
    services.leave(session, cast.sam.identity)
    services.leave(session, now(session, cast.alex))
    assert not session.get_one(Pause, pause.id).is_running

    with pytest.raises(InvitationOverError):
        invitations.get_welcome(session, before)
    _accept(session, cast, cast.sam, stays_apart=True)
    _accept(session, cast, cast.alex, stays_apart=True)
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    both = [each.left_by_id for each in list_leavings(session, cast.morgan.identity, couple)]
    assert both == [cast.sam.id, cast.alex.id]

    _accept(session, cast, cast.sam)
    assert {now(session, who).is_apart for who in (cast.alex, cast.sam)} == {True}
    assert "Held in the time-out" not in read_by(session, now(session, cast.alex))
    with pytest.raises(PartedError):
        drafts.start(session, now(session, cast.sam), given.public_id)
    _accept(session, cast, cast.alex)
    assert {now(session, who).is_apart for who in (cast.alex, cast.sam)} == {False}


def _invite(session: Session, cast: Cast, member: Member) -> str:
    person = session.get_one(Person, member.id)
    return invitations.invite(session, cast.morgan.identity, person)


def _accept(session: Session, cast: Cast, member: Member, *, stays_apart: bool = False) -> None:
    token = _invite(session, cast, member)
    welcome = invitations.get_welcome(session, token)
    invitations.accept(
        session,
        token,
        password=f"{uuid4()} by the river",
        policy_key=welcome.policy_key,
        stays_apart=stays_apart,
    )


def test_who_left_is_known_to_whoever_did_and_to_the_counselor(
    session: Session, cast: Cast
) -> None:
    services.leave(session, cast.alex.identity)

    def finders(condition: Callable[[Identity], ColumnElement[bool]]) -> set[str]:
        people = everybody(cast).items()
        return {n for n, v in people if session.scalar(select(Parting.id).where(condition(v)))}

    assert finders(belonging.known_partings) == {ALEX, MORGAN}
