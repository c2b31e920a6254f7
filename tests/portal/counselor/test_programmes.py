"""The programmes on the screen: the shelf, one programme, its file, and where it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.courses import enrol
from tests.page import Visitor

pytestmark = pytest.mark.usefixtures("library")

CONTRACT = "Our agreement for hard moments"


def test_the_shelf_shows_what_comes_along(morgan: Visitor) -> None:
    page = morgan.open("/counselor/programmes")

    assert page.find_all(".card__title") == ["Calm and repair", "After an injury", "Keep it alive"]
    page = page.click("After an injury")
    assert "Once “Naming what hurt” is handed in" in page.text
    assert "Never skipped" in page.text


def test_a_programme_goes_out_as_a_file_and_comes_back_changed(morgan: Visitor) -> None:
    page = morgan.open("/counselor/programmes").click("Keep it alive")
    text = page.click("Export as a file").response.get_data(as_text=True)
    assert text.startswith('id = "keep-it-alive"')

    changed = text.replace('id = "keep-it-alive"', 'id = "our-own"').replace(
        'title = "Keep it alive"', 'title = "Our own course"'
    )
    page = morgan.open("/counselor/programmes").click("Write a programme")
    page = page.click("Import a file or a text")
    page = page.press("Put it on the shelf", {"Or its text": changed})

    assert page.h1 == "Our own course"
    assert "It is on your shelf now." in page.text


def test_a_file_with_faults_is_refused_and_stays_to_be_put_right(morgan: Visitor) -> None:
    page = morgan.open("/counselor/programmes/import")

    page = page.press("Put it on the shelf", {"Or its text": 'id = "x"\nweek = 3'}, status=422)

    assert "Line 2, ‘week’: is not known here." in page.text
    assert "‘title’: is missing." in page.text
    assert page.value_of("Or its text") == ['id = "x"\nweek = 3']
    assert "Our own course" not in morgan.open("/counselor/programmes").text


def test_nothing_at_all_is_said_so(morgan: Visitor) -> None:
    page = morgan.open("/counselor/programmes/import").press("Put it on the shelf", status=409)

    assert "Choose a file, or paste its text." in page.text


def test_a_couple_s_pages_say_where_they_are_and_a_partner_s_do_not(
    morgan: Visitor, alex: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        enrol(session, "calm-and-repair", cast.alex_and_sam)
    home = f"/counselor/couples/{cast.alex_and_sam.public_id}"

    page = morgan.open(home)
    assert "Calm and repair · Week 0 of 12" in page.text
    assert f"“{CONTRACT}”: opens on Monday, November 30." in page.text
    outlook = morgan.open(f"{home}/outlook").text
    assert CONTRACT in outlook
    assert "opens when you say so." in outlook
    for path in ("/partner/this-week", "/partner/ours", "/partner/handed-in"):
        told = alex.open(path).text
        assert "Calm and repair" not in told
        assert CONTRACT not in told
