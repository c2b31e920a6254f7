"""Whom to call: the file is sound, and somebody finds the lines of where they are."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from couples.safety.contacts import country_of, find_contacts, list_countries


def test_each_country_stands_there_once_with_a_number_for_danger() -> None:
    codes = Counter(code for country in list_countries() for code in country.codes)

    assert set(codes.values()) == {1}
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)
    assert all(country.danger for country in list_countries())


def test_every_number_can_be_dialled() -> None:
    numbers = [
        each.number
        for country in list_countries()
        for each in (*country.danger, *country.talk, *country.home)
    ]

    assert [number for number in numbers if not re.fullmatch("[0-9][0-9 -]{2,14}", number)] == []


@pytest.mark.parametrize(
    ("time_zone", "locale", "country"),
    [
        ("America/New_York", "en", "US"),
        ("America/Indianapolis", "en", "US"),
        ("Europe/London", "en", "GB"),
        ("Europe/Berlin", "en", "DE"),
        ("Asia/Calcutta", "en", "IN"),
        ("Etc/UTC", "de_AT", "AT"),
        ("UTC", "en_US", "US"),
        ("Etc/UTC", "en", None),
        ("Nowhere/Else", "not a language", None),
    ],
)
def test_the_clock_tells_the_country_and_else_the_language(
    time_zone: str, locale: str, country: str | None
) -> None:
    assert country_of(time_zone, locale) == country


def test_somewhere_without_lines_finds_none() -> None:
    assert find_contacts("Asia/Tokyo", "ja") is None


def test_most_of_europe_shares_one_number() -> None:
    found = find_contacts("Europe/Athens", "el")

    assert found is not None
    assert [each.number for each in found.danger] == ["112"]
