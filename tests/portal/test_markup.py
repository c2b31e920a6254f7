"""What somebody types is shown as they typed it, and does nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from couples.exercises.definition import Part
from couples.people.models import Person
from tests.cast import Cast
from tests.couples.exercises.making import field_of, make_definition
from tests.couples.safety.scene import shelve
from tests.homework import begin, give, hand_in
from tests.page import Visitor
from tests.portal.payloads import MARK, PAYLOADS

pytestmark = pytest.mark.only_on("sqlite")

SAID = frozenset({"aria-label", "title", "alt", "value", "placeholder"})
"""Attributes that are read out or shown, and do nothing."""


def test_forty_texts_that_would_do_something_are_words_on_every_page(
    alex: Visitor, sam: Visitor, morgan: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    assert len(PAYLOADS) == 40
    words = "\n".join(PAYLOADS)
    couple = cast.alex_and_sam
    question = field_of("long-text", key="words", audience="couple", max_length=20_000)
    with writing() as session, session.begin():
        given = give(session, couple, shelve(session, cast, make_definition(question)).id)
        submission = hand_in(session, cast.alex, given, {"words": words}).public_id
        again = give(session, couple, "wins")
        draft = begin(session, cast.alex, again, {"win": words[:200]}, part=Part.LOG).public_id
        session.get_one(Person, cast.alex.id).name = PAYLOADS[9]

    told = [
        (alex, f"/partner/submissions/{submission}"),
        (sam, f"/partner/submissions/{submission}"),
        (morgan, f"/counselor/review/{submission}"),
    ]
    for visitor, path in told:
        page = shown(visitor, path)
        found = " ".join(page.get_text().split())
        assert [each for each in PAYLOADS if " ".join(each.split()) not in found] == [], path
    for visitor, path in (
        (alex, f"/partner/drafts/{draft}"),
        (sam, "/partner/ours"),
        (morgan, "/counselor/today"),
        (morgan, f"/counselor/couples/{couple.public_id}"),
    ):
        shown(visitor, path)


def shown(visitor: Visitor, path: str) -> BeautifulSoup:
    """The page, of which no piece is anybody’s but ours."""
    answer = visitor.client.get(path)
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    # A name may stand in a label, in quotation marks: there it is words like anywhere else.
    alive = [
        f"{tag.name} {name}"
        for tag in page.find_all()
        for name, value in tag.attrs.items()
        if MARK in str(value) and name not in SAID
    ]
    alive += [tag.name for tag in page.find_all(["script", "style"]) if MARK in str(tag.string)]
    assert answer.status_code == 200, path
    assert alive == [], f"{path} took words for a page of its own: {alive}"
    return page
