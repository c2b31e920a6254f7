"""
The built-in library, held against what each exercise is meant to be.

The table in `briefs_first` and `briefs_later` is the brief for all of them: whoever changes
a definition changes it there as well, on purpose.
"""

import pytest

from couples.audiences import Audience
from couples.exercises.definition import (
    Cadence,
    ColumnType,
    Doer,
    FieldType,
    Kind,
    Part,
)
from couples.exercises.loading import builtin_definitions
from couples.exercises.vocabulary import SummaryKind
from tests.couples.exercises.briefs import described, written_out
from tests.couples.exercises.briefs_first import FIRST
from tests.couples.exercises.briefs_later import LATER

BRIEFS = FIRST | LATER
# What a check-in asks for beyond one tap on “done”: a few words or one choice that are its
# point, and where it follows an act, which act and how far it came.
ASKED = {
    "D02": {"topic"},
    "D03": {"called_by"},
    "D07": {"act", "done"},
    "D11": {"win"},
    "D20": {"gratitude"},
    "D21": {"item"},
    "D25": {"safe"},
    "D26": {"type", "by"},
}
LONGEST_CHECK_IN = 160

# Measures are held against their own sources elsewhere.
LIBRARY = {
    definition.code: definition
    for definition in builtin_definitions()
    if definition.kind is not Kind.MEASURE
}
ALL_FIELDS = [field for definition in LIBRARY.values() for field in definition.fields]


@pytest.mark.parametrize("code", BRIEFS)
def test_a_definition_is_what_its_brief_says(code: str) -> None:
    assert described(LIBRARY[code]) == written_out(BRIEFS[code])


def test_the_briefs_cover_the_whole_library() -> None:
    assert list(LIBRARY) == list(BRIEFS)
    assert len({definition.id for definition in LIBRARY.values()}) == len(LIBRARY)


def test_the_library_uses_everything_that_a_definition_can_be() -> None:
    library = LIBRARY.values()

    assert {field.type for field in ALL_FIELDS} == set(FieldType)
    assert {column.type for field in ALL_FIELDS for column in field.columns} == set(ColumnType)
    assert {field.part for field in ALL_FIELDS} == set(Part)
    assert {field.audience for field in ALL_FIELDS} == set(Audience)
    assert {each.kind for each in library} == set(Kind) - {Kind.MEASURE}
    assert {doer for each in library for doer in each.doers} == set(Doer)
    comes_round = {cadence for each in library for cadence in (*each.cadences, each.follow_up)}
    assert comes_round == {*Cadence, None}
    assert {summary.kind for each in library for summary in each.summaries} == set(SummaryKind)


@pytest.mark.parametrize("code", LIBRARY)
def test_every_definition_says_how_it_is_summed_up(code: str) -> None:
    definition = LIBRARY[code]

    assert definition.summaries
    for summary in definition.summaries:
        assert not summary.label.endswith((".", ":", "?"))


@pytest.mark.parametrize("code", LIBRARY)
def test_how_far_apart_two_partners_are_is_for_their_counselor_alone(code: str) -> None:
    gaps = [each for each in LIBRARY[code].summaries if each.kind is SummaryKind.GAP]

    assert all(each.counselor_only for each in gaps)


@pytest.mark.parametrize("code", ["D17", "D24", "D25", "S01"])
def test_what_nobody_may_count_against_anybody_is_never_due(code: str) -> None:
    """Touch, forgiving, a deep hurt and safety are no duties: no adherence, no couple's copy."""
    summaries = LIBRARY[code].summaries

    assert SummaryKind.ADHERENCE not in {each.kind for each in summaries}
    assert all(each.counselor_only for each in summaries)


def test_what_is_referred_to_is_in_the_library() -> None:
    ids = {definition.id for definition in LIBRARY.values()}

    assert {name for field in ALL_FIELDS for name in field.to} <= ids


@pytest.mark.parametrize("code", LIBRARY)
def test_whatever_is_done_together_is_rated_apart(code: str) -> None:
    """
    Neither partner's rating may anchor the other's.

    In a check-in it cannot be sealed, because sealed is required and one tap is enough:
    there it waits for the session.
    """
    definition = LIBRARY[code]
    if Doer.TOGETHER not in definition.doers:
        return

    ratings = [field for field in definition.fields if field.type is FieldType.RATING]

    assert Audience.COUPLE not in {each for field in ratings for each in field.audiences}


@pytest.mark.parametrize("code", LIBRARY)
def test_a_check_in_takes_a_tap_or_a_few_words(code: str) -> None:
    definition = LIBRARY[code]
    required = [field for field in definition.fields_of(Part.LOG) if field.required]
    if not definition.checks_in:
        return

    assert {field.key for field in required} == ASKED.get(code, {"done"})
    for field in required:
        assert field.type in {
            *(FieldType.SHORT_TEXT, FieldType.YES_NO, FieldType.CHOICE, FieldType.RATING)
        }
        assert (field.max_length or 0) <= LONGEST_CHECK_IN


def test_notes_that_are_private_never_begin_as_shared() -> None:
    notes = [field for field in ALL_FIELDS if field.key.startswith("private")]

    assert {field.audience for field in notes} <= {Audience.ME, Audience.COUNSELOR}
    assert not any(set(field.audiences) - {Audience.ME, Audience.COUNSELOR} for field in notes)


def test_people_in_rows_are_asked_for_by_role_and_never_by_name() -> None:
    people = [
        column for field in ALL_FIELDS for column in field.columns if column.key in {"who", "doer"}
    ]

    assert {column.type for column in people} == {ColumnType.PERSON}
