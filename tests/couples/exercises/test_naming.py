"""Keys and slugs come from what is said on the screen, in whatever language that is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couples.exercises.naming import key_of, slug_of


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("How near did you feel?", "how_near_did_you_feel"),
        ("Straße und Łódź", "strasse_und_lodz"),
        ("10 minutes", "question_10_minutes"),
        ("いま、どう感じますか", "question"),
        ("", "question"),
    ],
)
def test_a_key_is_made_of_plain_letters(words: str, key: str) -> None:
    assert key_of(words, ()) == key


def test_what_is_taken_gets_a_number() -> None:
    assert key_of("Why", {"why", "why_2"}) == "why_3"
    assert slug_of("Why", {"why"}, before="own-") == "own-why"


@given(st.text(max_size=200), st.sets(st.text(max_size=3)))
def test_every_label_has_a_name_that_the_schema_takes(words: str, taken: set[str]) -> None:
    key, slug = key_of(words, taken), slug_of(words, taken)

    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", key)
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", slug)
    assert len(key) <= 40
    assert len(slug) <= 60
    assert key not in taken
    assert slug not in taken
