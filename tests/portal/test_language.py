"""A page speaks a language that we have, and lets go of it afterwards."""

from __future__ import annotations

from couples import wording
from tests.page import Visitor


def test_a_page_says_which_language_it_is_in(visitor: Visitor, alex: Visitor) -> None:
    for somebody in (visitor, alex):
        page = somebody.open("/", headers={"Accept-Language": "xx, en;q=0.5"})

        assert page.soup.html is not None
        assert page.soup.html["lang"] == "en"


def test_nothing_of_it_stays_behind(alex: Visitor) -> None:
    with wording.use_locale("de"):
        alex.open("/account/")

        assert wording.current_locale() == "de"
