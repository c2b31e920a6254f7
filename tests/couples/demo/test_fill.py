"""The demo as a whole: who is in it, when it ends, and that it is told the same way twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.models import Appointment
from couples.appointments.queries import next_appointments
from couples.assignments.models import Assignment
from couples.caseload.queries import get_practice, list_couples
from couples.database import Base, create_engine
from couples.demo import SIGN_INS
from couples.demo.people import PASSWORD
from couples.exercises.definition import FieldType, Part
from couples.people import passwords
from couples.people.models import Consent, Person
from couples.people.sign_in import find_account
from couples.submissions.models import Answer, Draft, Reply, Submission
from couples.submissions.queries import list_for_review, list_submissions
from tests.couples.demo.conftest import ENDING, Demo, fill


def test_everybody_signs_in_with_what_is_printed(practice: Demo) -> None:
    for _who, email, password in SIGN_INS:
        account = find_account(practice.session, email)
        assert account is not None
        assert passwords.is_right(password, account.password_hash)

    assert len(SIGN_INS) == 13
    assert len({email for _who, email, _password in SIGN_INS}) == 13


def test_the_password_would_be_accepted_from_anybody(practice: Demo) -> None:
    for person in practice.session.scalars(select(Person)):
        passwords.require_good(PASSWORD, person.name or "", person.email or "")


def test_every_partner_agreed_to_a_policy_before_they_began(practice: Demo) -> None:
    consents = practice.session.scalars(select(Consent)).all()

    assert len(consents) == 11
    assert all(consent.created_at < ENDING for consent in consents)


def test_two_counselors_share_six_couples(practice: Demo) -> None:
    morgan, lee = practice.identity("morgan"), practice.identity("lee")

    assert get_practice(practice.session, morgan).is_demo
    assert len(list_couples(practice.session, morgan)) == 4
    assert len(list_couples(practice.session, lee)) == 2


def test_not_everybody_lives_by_the_same_clock(practice: Demo) -> None:
    couples = list_couples(practice.session, practice.identity("morgan"))

    assert {couple.time_zone for couple in couples} == {
        "America/New_York",
        "America/Toronto",
        "Europe/Athens",
    }


def test_two_sessions_are_tomorrow_and_one_couple_has_none(practice: Demo) -> None:
    coming = next_appointments(practice.session, practice.identity("morgan"))
    tomorrow = clock.today("America/New_York") + timedelta(days=1)
    zone = ZoneInfo("America/New_York")
    soon = [a for a in coming.values() if a.starts_at < ENDING + timedelta(hours=48)]

    assert {a.starts_at.astimezone(zone).date() for a in soon} == {tomorrow}
    assert {a.couple_id for a in soon} == {
        practice.couple("alex").id,
        practice.couple("eleni").id,
    }
    assert practice.couple("priya").id not in coming
    assert practice.couple("renee").id in coming


def test_a_few_things_wait_for_morgan_and_most_were_looked_at(practice: Demo) -> None:
    morgan = practice.identity("morgan")
    waiting = list_for_review(practice.session, morgan)
    written = list_submissions(practice.session, morgan, parts=[Part.MAIN])

    assert {s.author.email.partition("@")[0] for s in waiting if s.author.email} == {
        *("alex", "sam", "eleni", "priya", "renee")
    }
    assert len(waiting) == 5
    assert len(written) - len(waiting) > 20


def test_partners_tell_each_other_what_reached_them(practice: Demo) -> None:
    received = list_submissions(
        practice.session, practice.identity("morgan"), parts=[Part.RECEIVED]
    )

    assert len(received) > 30


def test_nothing_is_dated_after_the_end(practice: Demo) -> None:
    for mapper in Base.registry.mappers:
        latest = practice.session.scalars(
            select(mapper.class_.created_at).order_by(mapper.class_.created_at.desc()).limit(1)
        ).first()
        assert latest is None or latest <= ENDING, mapper.class_.__name__


def test_people_write_in_their_own_words_and_letters(practice: Demo) -> None:
    told = {
        answer.words
        for answer in practice.session.scalars(select(Answer))
        if answer.words and " " in answer.words
    }
    scripts = {unicodedata.name(sign).split()[0] for sign in "".join(told) if sign.isalpha()}

    assert len(told) > 100
    assert {"LATIN", "GREEK"} <= scripts
    assert any("é" in words for words in told)


@pytest.mark.only_on("postgresql", "it is told there what it is told on SQLite")
def test_the_same_seed_and_ending_tell_the_same_story(
    practice: Demo, filled: Callable[[str], Engine]
) -> None:
    with Session(filled("sqlite")) as session:
        assert _story(session) == _story(practice.session)


@pytest.mark.slow
@pytest.mark.only_on("sqlite", "the calendar is the same on both")
def test_it_can_end_on_any_day_and_at_any_hour(new_database: Callable[[], str]) -> None:
    # Midnight from a Sunday to a Monday, where most of them live, after clocks went back.
    ending = datetime(2026, 11, 2, 5, tzinfo=UTC)
    url = new_database()
    fill(url, ending)

    engine = create_engine(url)
    with Session(engine) as session, clock.at(ending):
        morgan = Demo(session).identity("morgan")
        assert len(list_for_review(session, morgan)) == 5
        coming = next_appointments(session, morgan)
        soon = [a for a in coming.values() if a.starts_at < ending + timedelta(hours=48)]
        assert len(soon) == 2
    engine.dispose()


def _story(session: Session) -> list[tuple[Any, ...]]:
    """Everything that was said and done, with when, by whom and for whom, but no ids."""
    story: list[tuple[Any, ...]] = [
        ("session", a.starts_at, a.cancelled_at, a.couple.time_zone)
        for a in session.scalars(select(Appointment))
    ]
    story += [
        ("given", a.created_at, a.definition.id, a.note, a.due_on, a.opened_at, a.closed_at)
        for a in session.scalars(select(Assignment))
    ]
    story += [("draft", d.saved_at, d.typed) for d in session.scalars(select(Draft))]
    story += [("reply", r.created_at, r.kind, r.words) for r in session.scalars(select(Reply))]
    story += [
        ("handed in", s.submitted_at, s.author.name, s.part, s.occurs_on, s.attempt, s.reviewed_at)
        for s in session.scalars(select(Submission))
    ]
    story += [
        ("answer", *_of(a), a.field, a.audience, a.number, a.released_at)
        for a in session.scalars(select(Answer))
    ]
    return sorted(story, key=repr)


def _of(answer: Answer) -> tuple[Any, ...]:
    submission = answer.submission
    kind = submission.assignment.definition.field(answer.field).type
    assert isinstance(kind, FieldType)
    # A reference is kept as the id of what it names.
    words = None if kind is FieldType.REFERENCE else answer.words
    return submission.submitted_at, submission.author.name, kind, words
