"""The page of a couple's measures: each partner apart, with the error, for the counselor alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.couples.measures.measuring import CSI16_38, CSI16_45, CSI16_52, measure
from tests.page import Page, Visitor

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def page_of_alex_and_sam(morgan: Visitor, cast: Cast) -> Callable[[], Page]:
    """The page as it is when it is opened."""
    return lambda: morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/measures")


@pytest.fixture
def answered(cast: Cast, writing: Callable[[], Session]) -> None:
    """Alex went from 45 to 52, Sam answered 38 once, beside Alex's second time."""
    pair = cast.alex_and_sam
    with writing() as session, session.begin():
        measure(session, cast.alex, pair, "csi-16", CSI16_45)
        measure(session, cast.alex, pair, "csi-16", CSI16_52, weeks=4)
        measure(session, cast.sam, pair, "csi-16", CSI16_38, weeks=4)


def test_before_anything_is_measured_it_says_how_to_begin(
    page_of_alex_and_sam: Callable[[], Page],
) -> None:
    page = page_of_alex_and_sam()

    assert "Nothing measured yet" in page.text
    assert "Give a measure" in page.text


@pytest.mark.usefixtures("answered")
def test_each_partner_stands_apart_with_error_cutoff_and_basis(
    page_of_alex_and_sam: Callable[[], Page],
) -> None:
    page = page_of_alex_and_sam()

    assert page.title == "Measures – Mendwell"
    for sentence in (
        "52 of 81",
        "95 % range 47.3 to 56.7",
        "Recovered. 7 points up from 45.",
        "38 of 81",
        "Too few scores to tell a change.",
        "Alex’s score is 14 points higher. That is more than the error of a gap (± 6.7).",
        "Clinical side: below 51.5.",
        "Reliable change from SD 17 and reliability 0.98: 7 points or more.",
        "Not checked against the original.",
    ):
        assert sentence in page.text
    assert "average" not in page.text.replace("nothing here is averaged", "")


@pytest.mark.usefixtures("answered")
def test_the_chart_says_its_numbers_in_words(page_of_alex_and_sam: Callable[[], Page]) -> None:
    page = page_of_alex_and_sam()

    [title] = page.find_all("svg.chart-trend > title")
    [described] = page.find_all("svg.chart-trend > desc")
    assert title.strip() == "CSI-16: satisfaction with the relationship. Alex 52, Sam 38."
    assert described.strip() == (
        "Alex: 45 on Sep 1, 2026, 52 on Sep 29, 2026. Sam: 38 on Sep 29, 2026."
    )


@pytest.mark.usefixtures("answered")
def test_nobody_else_opens_it(sam: Visitor, lee: Visitor, cast: Cast) -> None:
    for stranger in (sam, lee):
        stranger.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/measures", status=404)


def test_a_screen_of_one_person_has_no_gap(
    page_of_alex_and_sam: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    pair = cast.alex_and_sam
    with writing() as session, session.begin():
        for author in (cast.alex, cast.sam):
            for weeks, points in ((0, [1] * 8 + [0]), (4, [2] * 8 + [0])):
                measure(session, author, pair, "phq-9", points, weeks=weeks, alone=True)

    page = page_of_alex_and_sam()

    assert "The gap." not in page.text
    assert "A reliable change for the worse." in page.text
    assert "moderately severe" in page.text


def test_twelve_times_are_one_line(
    page_of_alex_and_sam: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        for weeks in range(12):
            measure(session, cast.alex, cast.alex_and_sam, "csi-4", [3, 2, 2, 2], weeks=weeks)

    page = page_of_alex_and_sam()

    assert "12 times" in page.text
