"""The private safety check of the library: what its answers ask for, also once it was reworded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.exercises.checking import check
from couples.exercises.definition import Cadence, Doer, Gate
from couples.exercises.exporting import export
from couples.exercises.loading import builtin_definition, parse
from couples.exercises.taking_apart import taken_apart
from couples.exercises.vocabulary import FlagKind
from couples.measures.definitions import measure_definitions
from couples.safety.opening import signals_in
from couples.safety.queries import list_flags, list_holds
from tests.cast import Cast
from tests.homework import give, hand_in

CHECK = builtin_definition("private-safety-check")
PRESSED = "pressured_to_use_or_share"
SIGNALS: dict[tuple[str, str], list[FlagKind]] = {
    ("safe_at_home", "yes"): [],
    ("safe_at_home", "unsure"): [FlagKind.UNSURE],
    ("safe_at_home", "no"): [FlagKind.NOT_SAFE],
    ("safe_at_home", "skip"): [],
    (PRESSED, "no"): [],
    (PRESSED, "yes"): [FlagKind.PRESSURED],
    (PRESSED, "skip"): [],
    ("want_contact", "none"): [],
    ("want_contact", "message"): [FlagKind.WANTS_CONTACT],
    ("want_contact", "call"): [FlagKind.WANTS_CONTACT],
}


def test_the_table_has_every_answer() -> None:
    answers = {(field.key, option.value) for field in CHECK.fields for option in field.options}

    assert set(SIGNALS) == answers


@pytest.mark.parametrize(("question", "answer"), SIGNALS)
def test_an_answer_asks_for_what_it_should(question: str, answer: str) -> None:
    assert signals_in(CHECK, {question: answer}) == SIGNALS[question, answer]


def test_nothing_holds_the_check_itself_and_only_the_counselor_reads_it() -> None:
    assert CHECK.gates == ()
    assert CHECK.is_confidential
    assert {field.audiences for field in CHECK.fields} == {(Audience.COUNSELOR,)}


def test_a_file_takes_along_what_its_answers_ask_for() -> None:
    assert parse(export(CHECK)) == CHECK


def test_a_reworded_answer_asks_for_the_same() -> None:
    written = taken_apart(CHECK)
    [first, *rest] = written.questions
    options = str(first.typed["options"]).replace("\nNo\n", "\nNo, I do not\n")
    changed = replace(first, typed={**first.typed, "options": options})
    reworded = replace(written, pieces=(changed, *rest))

    found = check(reworded, identity={"id": CHECK.id, "code": CHECK.code, "version": 2}).definition

    assert found is not None
    assert found.field("safe_at_home").option_label("no") == "No, I do not"
    assert signals_in(found, {"safe_at_home": "no"}) == [FlagKind.NOT_SAFE]


def test_it_is_taken_as_given_and_holds_what_it_must(session: Session, cast: Cast) -> None:
    given = give(
        session,
        cast.alex_and_sam,
        CHECK.id,
        doer=Doer.EACH,
        cadence=Cadence.ONCE,
    )

    hand_in(session, cast.sam, given, {"safe_at_home": "no", "want_contact": "call"})

    couple = session.get_one(Couple, cast.alex_and_sam.id)
    flags = list_flags(session, cast.morgan.identity)
    assert [flag.kind for flag in flags] == [FlagKind.NOT_SAFE, FlagKind.WANTS_CONTACT]
    assert Gate.G1 in list_holds(session, cast.morgan.identity, [couple])[couple.id]


def test_what_a_questionnaire_asks_can_be_shown_to_nobody_else() -> None:
    assert {each.is_confidential for each in measure_definitions()} == {True}
