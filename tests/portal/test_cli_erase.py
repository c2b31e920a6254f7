"""Erasing at a terminal leaves nothing in the file."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.models import Answer
from tests.cast import Cast
from tests.couples.test_words_at_rest import readable_bytes
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.page import Visitor


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
