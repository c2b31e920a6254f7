"""
The built-in library, held against what each exercise is meant to be.

The table is the brief for the ten definitions: whoever changes one of them changes it
here as well, on purpose.
"""

from dataclasses import dataclass

import pytest

from couples.audiences import Audience
from couples.exercises.definition import (
    Cadence,
    ColumnType,
    Definition,
    Doer,
    Field,
    FieldType,
    Kind,
    Part,
)
from couples.exercises.loading import builtin_definitions


@dataclass(frozen=True)
class Brief:
    """What one definition must be; the fields are written as a small table below."""

    id: str
    kind: str
    doers: str
    cadences: str
    minutes: tuple[int, int]
    gates: str
    fields: str


# key, part, type, limits, who may read it (the suggestion first), and a mark:
# ! required, = written once for both.
BRIEFS = {
    "D01": Brief("calm-contract", "agreement", "together", "once", (30, 45), "G1", """
        ground_rules        main list       1-7 of 120  couple          !=
        paused_topics       main list       1-5 of 120  couple          =
        pause_word          main short-text 30          couple          !=
        pause_minutes       main number     20-60       couple          !=
        return_within_hours main number     1-24        couple          !=
        calm_place          main short-text 80          couple          =
        off_limits          main list       1-7 of 80   couple          =
        review_on           main date       -           couple          !=
        confidence          main rating     0-10        sealed          !
        private_note        main long-text  500         counselor,me    -
        """),
    "D04": Brief("grievance", "exercise", "one", "once", (15, 15), "G1 G2", """
        what_happened  main long-text  600  me,counselor,session,couple !
        when           main short-text 60   me,counselor,session,couple -
        severity_then  main rating     0-10 me,counselor,session,couple -
        hurts_now      main rating     0-10 me,counselor,session,couple !
        why_it_matters main long-text  400  me,counselor,session,couple -
        ask_of_partner main choice     hear|repair|not-yet me,counselor,session,couple !
        """),
    "D08": Brief("daily-ritual", "ritual", "each one", "daily days", (1, 10), "", """
        ritual   main     choice     morning-check-in|note|brief-win|custom couple !
        title    main     short-text 60   couple    !
        days     main     choices    1-7:mon|tue|wed|thu|fri|sat|sun        couple -
        time     main     short-text 60   couple    -
        done     log      yes-no     -    couple    !
        note     log      short-text 200  couple    -
        ease     log      rating     0-10 counselor -
        received received yes-no     -    couple    !
        warmth   received rating     0-10 couple    -
        """),
    "D09": Brief("needs-talk", "exercise", "together", "times-a-week", (10, 20), "G1", """
        topic            main short-text 100  couple       !=
        spoke_first      main choice     me|partner couple -
        when             main short-text 150  couple       -
        feelings         main choices
            1-3:afraid|alone|angry|ashamed|helpless|hurt|sad|tense|tired|unimportant couple -
        need             main short-text 150  couple       -
        request          main short-text 150  couple       -
        reflection       main long-text  300  couple       -
        accuracy         main rating     0-10 sealed       !
        heard            main rating     0-10 sealed       !
        pauses           main number     0-10 couple       =
        breathed         main yes-no     -    couple       -
        returned         main yes-no     -    couple       -
        accusations_self main number     0-20 me,counselor -
        outcome          main choice     understood|agreement|parked|stopped couple !=
        minutes          main number     1-60 couple       =
        private_note     main long-text  500  counselor,me -
        """),
    "D11": Brief("wins", "tracker", "each", "times-a-week any-time", (1, 1), "", """
        win         log short-text 160 couple !
        kind        log choice effort|kindness|insight|repair|agreement-kept|calm couple -
        credited_to log choice me|partner|both      couple -
        celebrated  log choice said|note|treat|none couple -
        """),
    "D13": Brief(
        "emotion-check-in", "check-in", "together each", "times-a-week each-session", (6, 10), "G1",
        """
        fear          main short-text 150  sealed       !
        joy           main short-text 150  sealed       !
        need          main short-text 150  sealed       !
        mood          main rating     0-10 counselor,me -
        uninterrupted main yes-no     -    counselor     -
        validation    main short-text 200  session      -
        validated     main rating     0-10 sealed       !
        """),
    "D15": Brief("shared-ritual", "ritual", "together", "weekly daily", (10, 180), "G1", """
        type            main choice weekly-date|nightly-debrief|supported-hobby|other couple !=
        title           main short-text 60   couple  =
        when            main short-text 60   couple  !=
        planner         main rows       1-4:who|what couple =
        take_turns      main yes-no     -    couple  =
        budget_note     main short-text 60   couple  =
        no_problem_talk main yes-no     -    couple  =
        done            log  yes-no     -    couple  !
        enjoyed         log  rating     0-10 session -
        contract_kept   log  rating     0-10 session -
        supported_by    log  choice     me|partner   couple -
        note            log  short-text 200  couple  -
        """),
    "D16": Brief("open-questions", "exercise", "together", "times-a-week", (10, 10), "", """
        theme      main choice
            childhood|work|friends|hopes|worries|home|closeness|other couple =
        question   main short-text 160  couple !
        follow_ups main number     0-10 couple -
        learned    main long-text  200  me,couple,session,counselor -
        curious    main rating     0-10 sealed !
        felt_known main rating     0-10 sealed !
        """),
    "D18": Brief("problem-solving", "exercise", "together", "weekly once", (25, 40), "G1", """
        result       main rating     0-10       session      -
        next         main choice     keep|adjust|try-other|drop couple =
        problem      main short-text 160        couple       !=
        goal         main short-text 120        couple       =
        options      main list       3-8 of 120 couple       !=
        judged_later main yes-no     -          couple       =
        weighing     main long-text  200        couple       =
        chosen       main number     1-8        couple       !=
        steps        main rows       1-6:who|what|by couple  !=
        review_on    main date       -          couple       !=
        confidence   main rating     0-10       sealed       !
        private_note main long-text  500        counselor,me -
        """),
    "D20": Brief("gratitude-act", "ritual", "each", "times-a-week daily", (2, 5), "", """
        gratitude log      short-text 160  couple !
        because   log      short-text 120  couple -
        act       log      short-text 120  couple -
        act_by    log      date       -    couple -
        done      log      yes-no     -    couple -
        noticed   received yes-no     -    couple !
        mattered  received rating     0-10 couple -
        """),
}  # fmt: skip
TIMES_A_WEEK = {"D09": 2, "D11": 3, "D13": 3, "D16": 2, "D20": 3}
# What a ritual asks for beyond one tap, because there the words are the point.
ONE_TEXT = {"D11": "win", "D20": "gratitude"}

LIBRARY = {definition.code: definition for definition in builtin_definitions()}
ALL_FIELDS = [field for definition in LIBRARY.values() for field in definition.fields]


def _limits(field: Field) -> str:
    """The limits of a field as the table writes them."""
    options = "|".join(option.value for option in field.options)
    columns = "|".join(column.key for column in field.columns)
    span = f"{field.minimum}-{field.maximum}"
    told = {
        FieldType.SHORT_TEXT: str(field.max_length),
        FieldType.LONG_TEXT: str(field.max_length),
        FieldType.LIST: f"{span} of {field.max_length}",
        FieldType.NUMBER: span,
        FieldType.RATING: "0-10",
        FieldType.CHOICE: options,
        FieldType.CHOICES: f"{span}:{options}",
        FieldType.ROWS: f"{span}:{columns}",
    }
    return told.get(field.type, "-")


def _described(definition: Definition) -> Brief:
    rows = [
        " ".join(
            [
                *(field.key, field.part, field.type, _limits(field), ",".join(field.audiences)),
                ("!" * field.required + "=" * field.together) or "-",
            ]
        )
        for field in definition.fields
    ]
    return Brief(
        definition.id,
        definition.kind,
        " ".join(definition.doers),
        " ".join(definition.cadences),
        definition.minutes,
        " ".join(definition.gates),
        " ".join(rows),
    )


@pytest.mark.parametrize("code", BRIEFS)
def test_a_definition_is_what_its_brief_says(code: str) -> None:
    brief = BRIEFS[code]
    described = _described(LIBRARY[code])

    assert described.fields == " ".join(brief.fields.split())
    assert described == Brief(**(vars(brief) | {"fields": described.fields}))
    assert LIBRARY[code].times_a_week == TIMES_A_WEEK.get(code)


def test_the_briefs_cover_the_whole_library() -> None:
    assert list(LIBRARY) == list(BRIEFS)
    assert len({definition.id for definition in LIBRARY.values()}) == len(LIBRARY)


def test_the_library_uses_everything_that_a_definition_can_be() -> None:
    assert {field.type for field in ALL_FIELDS} == set(FieldType) - {FieldType.REFERENCE}
    assert {field.part for field in ALL_FIELDS} == set(Part) - {Part.READY, Part.SESSION}
    assert {field.audience for field in ALL_FIELDS} == set(Audience)
    assert {kind.kind for kind in LIBRARY.values()} == set(Kind) - {Kind.MEASURE}
    assert {doer for each in LIBRARY.values() for doer in each.doers} == (
        set(Doer) - {Doer.VARIANTS}
    )
    assert {cadence for each in LIBRARY.values() for cadence in each.cadences} == (
        set(Cadence) - {Cadence.EVERY_FEW_WEEKS, Cadence.AFTER_DAYS}
    )


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
def test_a_check_in_takes_one_tap_or_one_short_text(code: str) -> None:
    definition = LIBRARY[code]
    required = [field for field in definition.fields_of(Part.LOG) if field.required]
    if not definition.checks_in:
        return

    assert [field.key for field in required] == [ONE_TEXT.get(code, "done")]
    expected = FieldType.SHORT_TEXT if code in ONE_TEXT else FieldType.YES_NO
    assert required[0].type is expected


def test_notes_that_are_private_never_begin_as_shared() -> None:
    notes = [field for field in ALL_FIELDS if field.key.startswith("private")]

    assert {field.audience for field in notes} <= {Audience.ME, Audience.COUNSELOR}
    assert not any(set(field.audiences) - {Audience.ME, Audience.COUNSELOR} for field in notes)


def test_people_in_rows_are_asked_for_by_role_and_never_by_name() -> None:
    people = [column for field in ALL_FIELDS for column in field.columns if column.key == "who"]

    assert {column.type for column in people} == {ColumnType.PERSON}
