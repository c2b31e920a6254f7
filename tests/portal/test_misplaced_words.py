"""Sealed words that somebody moved in the database are an error page, and never read by another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.people.models import Person
from couples.submissions.models import Answer, Submission
from tests.cast import Cast, Member
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.page import Visitor

ALEXS, KIMS = "That the house gets quiet", "That nobody comes home"
BROKEN = "Something went wrong on our side"


@pytest.fixture
def app(app: Flask) -> Flask:
    """The page for a person, not the one for developers."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def alexs(writing: Callable[[], Session], cast: Cast) -> str:
    """What Alex handed in. Kim, of another couple, handed in the same homework."""
    with writing() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam)
        theirs = give_feelings(session, cast.kim_and_robin)
        hand_in(session, cast.kim, theirs, {**FEELINGS, "fear": KIMS})
        return hand_in(session, cast.alex, given, {**FEELINGS, "fear": ALEXS}).public_id


def swap_fears(session: Session) -> None:
    """Let each fear lie where the other one was, as somebody with the database could."""
    one, other = session.scalars(select(Answer).where(Answer.field == "fear"))
    one.words_sealed, other.words_sealed = other.words_sealed, one.words_sealed


def test_an_answer_in_another_row_is_an_error_page(
    alex: Visitor, alexs: str, writing: Callable[[], Session]
) -> None:
    assert ALEXS in alex.open(f"/partner/submissions/{alexs}").text
    with writing() as session, session.begin():
        swap_fears(session)

    page = alex.open(f"/partner/submissions/{alexs}", status=500)

    assert page.h1 == BROKEN
    assert KIMS not in page.response.get_data(as_text=True)


def test_whoever_owns_the_practice_is_told_and_nobody_else(
    app: Flask,
    tmp_path: Path,
    alex: Visitor,
    alexs: str,
    morgan: Visitor,
    cast: Cast,
    sign_in_as: Callable[[Member], Visitor],
    writing: Callable[[], Session],
) -> None:
    app.config["MENDWELL"] = replace(app.config["MENDWELL"], data=tmp_path / "data")
    alarm = "Something that is kept here could not be opened"
    assert alarm not in morgan.open("/counselor/today").text
    with writing() as session, session.begin():
        swap_fears(session)

    alex.open(f"/partner/submissions/{alexs}", status=500)

    assert alarm in morgan.open("/counselor/today").text
    assert alarm not in sign_in_as(cast.lee).open("/counselor/today").text
    with clock.at(clock.now() + timedelta(days=15)):
        assert alarm not in sign_in_as(cast.morgan).open("/counselor/today").text
    (tmp_path / "data" / "last-unopened").unlink()
    (tmp_path / "data").rmdir()
    (tmp_path / "data").write_text("no folder")
    assert alex.open(f"/partner/submissions/{alexs}", status=500).h1 == BROKEN


def test_the_counselor_does_not_read_it_under_the_wrong_name(
    morgan: Visitor, alexs: str, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        swap_fears(session)

    page = morgan.open(f"/counselor/review/{alexs}", status=500)

    assert page.h1 == BROKEN
    assert KIMS not in page.response.get_data(as_text=True)


def test_an_answer_that_was_given_to_another_author_is_an_error_page(
    alex: Visitor, alexs: str, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        theirs = session.scalars(
            select(Submission).where(Submission.author_id == cast.kim.id)
        ).one()
        mine = session.scalars(select(Submission).where(Submission.public_id == alexs)).one()
        for answer in session.scalars(select(Answer).where(Answer.submission_id == mine.id)):
            session.delete(answer)
        session.flush()
        for answer in session.scalars(select(Answer).where(Answer.submission_id == theirs.id)):
            answer.submission_id, answer.couple_id = mine.id, mine.couple_id
            answer.author_id = cast.alex.id

    page = alex.open(f"/partner/submissions/{alexs}", status=500)

    assert page.h1 == BROKEN
    assert KIMS not in page.response.get_data(as_text=True)


def test_a_name_in_another_row_signs_nobody_in_under_it(
    alex: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        session.get_one(Person, cast.alex.id).name_sealed = session.get_one(
            Person, cast.kim.id
        ).name_sealed

    page = alex.open("/partner/this-week", status=500)

    assert page.h1 == BROKEN
    assert "Kim" not in page.response.get_data(as_text=True)
