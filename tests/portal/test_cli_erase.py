"""Erasing at a terminal leaves nothing in the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Couple
from couples.models import Answer
from tests.cast import Cast
from tests.couples.at_rest import readable_bytes
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.page import Visitor

pytestmark = pytest.mark.on_both("each database forgets in its own way")


def test_what_was_erased_is_not_in_the_file_and_the_two_are_signed_out(
    app: Flask, writing: Callable[[], Session], cast: Cast, alex: Visitor, morgan: Visitor
) -> None:
    with writing() as session, session.begin():
        hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
        sealed = [each for each in session.scalars(select(Answer.words_sealed)) if each]
    engine = app.extensions["database"]
    assert all(each in readable_bytes(engine) for each in sealed)
    id_ = cast.alex_and_sam.public_id

    asked = app.test_cli_runner().invoke(args=["erase", "couple", id_], input="n\n")
    assert asked.exit_code == 1
    done = app.test_cli_runner().invoke(args=["erase", "couple", id_, "--yes"])
    assert done.exit_code == 0, f"{done.output}\n{done.exc_info}"

    assert "answer" in done.output
    assert not any(each in readable_bytes(engine) for each in sealed)
    assert "Sign in" in alex.open("/partner/this-week").text
    morgan.open(f"/counselor/couples/{id_}", status=404)
    morgan.open("/counselor/couples")
    morgan.open("/counselor/today")
    again = app.test_cli_runner().invoke(args=["erase", "couple", id_, "--yes"])
    assert again.exit_code == 1
    assert "has been erased already" in again.output


def test_it_names_who_has_been_kept_long_enough_and_erases_nothing(
    app: Flask, writing: Callable[[], Session], cast: Cast
) -> None:
    def due() -> str:
        result = app.test_cli_runner().invoke(args=["erase", "due"])
        assert result.exit_code == 0, result.output
        return result.output

    assert "Nobody has been kept for that long" in due()
    long_ago = clock.now() - timedelta(days=8 * 366)
    with writing() as session, session.begin():
        for pair in (cast.alex_and_sam, cast.kim_and_robin):
            session.get_one(Couple, pair.id).created_at = long_ago
        hand_in(session, cast.kim, give_feelings(session, cast.kim_and_robin), FEELINGS)

    assert f"{cast.alex_and_sam.public_id}  nothing since {long_ago:%Y-%m-%d}" in due()
    assert cast.kim_and_robin.public_id not in due()
    with writing() as session:
        assert session.get_one(Couple, cast.alex_and_sam.id).erased_at is None
