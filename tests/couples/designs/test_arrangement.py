"""Sections in an order, some left out: kept as a line, and fitted to the paper of today."""

from __future__ import annotations

import pytest

from couples.designs.arrangement import Arrangement

KEYS = ("safety", "scores", "homework", "words")

pytestmark = pytest.mark.only_on("sqlite")


def fitted(line: str) -> str:
    return str(Arrangement.read(line).fitted(KEYS, {"safety"}))


def test_a_practice_that_said_nothing_has_everything_as_usual() -> None:
    assert fitted("") == "safety scores homework words"


def test_what_is_left_out_keeps_its_place() -> None:
    kept = Arrangement.read(fitted("words -scores safety homework"))

    assert str(kept) == "words -scores safety homework"
    assert kept.printed == ("words", "safety", "homework")


def test_what_stays_cannot_be_left_out_whoever_wrote_the_line() -> None:
    assert fitted("-safety -scores -homework -words") == "safety -scores -homework -words"


def test_what_a_paper_has_no_more_goes_and_what_is_new_stands_where_it_usually_does() -> None:
    assert fitted("words gone -never-there safety") == "words safety scores homework"
    assert fitted("words words words -words") == "safety scores homework -words"


def test_a_section_moves_as_far_as_there_is_room() -> None:
    usual = Arrangement.read(fitted("-words"))

    assert usual.moved("homework", -1).order == ("safety", "homework", "scores", "words")
    assert usual.moved("safety", -1) == usual
    assert usual.moved("words", 1) == usual
    assert usual.moved("nothing", 1) == usual
    assert usual.moved("words", -1).left_out == {"words"}
