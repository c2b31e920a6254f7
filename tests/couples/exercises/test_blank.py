"""What counts as nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couples.exercises.blank import is_blank

INVISIBLE = [
    *range(0x21),
    *range(0x7F, 0xA1),
    *(0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x1680, 0x180E),
    *range(0x2000, 0x2010),
    *range(0x2028, 0x2030),
    0x205F,
    *range(0x2060, 0x2070),
    *(0x2800, 0x3000, 0x3164, 0xFEFF, 0xFFA0),
    *range(0xFE00, 0xFE10),
    *(0xE0001, *range(0xE0020, 0xE0080), *range(0xE0100, 0xE01F0)),
]
blanks = st.text(st.sampled_from([chr(point) for point in INVISIBLE]))


@pytest.mark.parametrize("point", INVISIBLE, ids=hex)
def test_a_character_that_shows_nothing_is_blank(point: int) -> None:
    assert is_blank(chr(point))


@pytest.mark.parametrize("category", ["Zs", "Zl", "Zp", "Cc"])
def test_every_space_and_control_character_of_unicode_is_blank(category: str) -> None:
    points = [
        chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) == category
    ]

    assert all(map(is_blank, points))


@pytest.mark.parametrize("category", ["Lu", "Ll", "Nd", "Sc", "So", "Po", "Lo"])
def test_what_can_be_seen_is_not_blank(category: str) -> None:
    # These are letters and symbols by name, but every font draws them as a gap.
    gaps = {0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x1D159}
    points = [
        chr(point)
        for point in range(0x110000)
        if unicodedata.category(chr(point)) == category and point not in gaps
    ]

    assert not any(map(is_blank, points))


def test_nothing_is_blank() -> None:
    assert is_blank("")


@given(blanks)
def test_any_mixture_of_blanks_is_blank(text: str) -> None:
    assert is_blank(text)


@given(blanks, st.sampled_from("aЖ漢ع7.🙂"), blanks)
def test_one_visible_character_is_something(before: str, visible: str, after: str) -> None:
    assert not is_blank(before + visible + after)
