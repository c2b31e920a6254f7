"""What people wrote, made fit to print."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.fitting import (
    LONGEST_ANSWER,
    MOST_MARKS,
    STAND_IN,
    Fitted,
    fit_answer,
    fit_line,
    fit_values,
)
from tests.sample_report import counselors_report


def test_an_ordinary_answer_stays_as_it_was_written() -> None:
    text = "It was late.\n\nI said “not now”, and I meant something else. Ça va. 💚"

    assert fit_answer(text) == Fitted(tuple(text.split("\n")), is_cut=False)


def test_an_endless_answer_is_cut_and_says_so() -> None:
    fitted = fit_answer("a" * (LONGEST_ANSWER + 1))

    assert fitted == Fitted(("a" * LONGEST_ANSWER,), is_cut=True)


def test_an_answer_of_just_the_longest_length_is_whole() -> None:
    assert not fit_answer("a" * LONGEST_ANSWER).is_cut


def test_a_tower_of_accents_is_cut_to_eight_and_says_so() -> None:
    tower, eight = "a" + "\u0301" * 500 + "b", "a" + "\u0301" * MOST_MARKS

    assert fit_line(tower) == f"{eight}b"
    assert fit_answer(tower).is_cut
    assert not fit_answer(f"{eight}\n{eight}").is_cut


def test_empty_lines_around_an_answer_are_left_out_and_within_it_kept() -> None:
    assert fit_answer("\n \nFirst\r\n\r\nLast\n\n").lines == ("First", "", "Last")


@pytest.mark.parametrize("text", ["", " \n\t ", "\u2003\n\u3000"])
def test_nothing_but_space_has_no_lines(text: str) -> None:
    assert fit_answer(text).lines == ()


@pytest.mark.parametrize(("code", "printed"), [("\x00", "ab"), ("\x1b", "ab"), ("\t", "a b")])
def test_control_characters_are_not_printed(code: str, printed: str) -> None:
    assert fit_line(f"a{code}b") == printed


@pytest.mark.parametrize("char", ["\ud800", "\ue000", "\U0010fffd", "\uffff"])
def test_what_no_font_can_show_has_a_stand_in(char: str) -> None:
    assert fit_line(f"a{char}b") == f"a{STAND_IN}b"


def test_text_cannot_turn_around_what_follows_it() -> None:
    assert fit_line("yes\u202egnihton\u2066") == "yesgnihton"


@given(st.text())
def test_what_was_fitted_once_fits(text: str) -> None:
    once = fit_answer(text)

    assert fit_answer("\n".join(once.lines)).lines == once.lines


def test_every_text_of_a_brief_is_made_fit() -> None:
    brief = replace(counselors_report(), practice="Linden\x00hof", couple=("Al\x1bex", "Sam"))

    fitted = fit_values(brief)

    assert (fitted.practice, fitted.couple) == ("Lindenhof", ("Alex", "Sam"))
    assert fitted.handed_in == brief.handed_in
