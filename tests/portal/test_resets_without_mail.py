"""Where no mail is sent, whoever forgot their password is told whom to ask."""

from __future__ import annotations

import pytest

from tests.page import Visitor

pytestmark = pytest.mark.only_on("sqlite")


def test_the_counselor_makes_a_link(visitor: Visitor) -> None:
    page = visitor.open("/sign-in").click("I forgot my password")

    assert "Ask your counselor for a new link" in page.text
    assert page.soup.select_one("main form") is None


def test_a_form_of_ones_own_sends_nothing(visitor: Visitor) -> None:
    page = visitor.post("/sign-in/forgotten", {"email": "alex@example.org"})

    assert "Ask your counselor for a new link" in page.text
