"""Who knows of gates, overrides and flags: a table over everybody, and what is asked for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import Session

from couples import discretion
from couples.database import Base
from couples.exercises.definition import Gate
from couples.identity import Identity
from couples.safety import queries, services
from couples.safety.models import GateOverride, GateSetting, SafetyFlag
from couples.submissions.models import Submission
from tests.cast import Cast
from tests.couples.safety.scene import answer_check, gated, hold, shelve
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import ALEX, COPY, EVERYBODY, KIM, MORGAN, SAM
from tests.homework import give

Condition = Callable[[Identity], ColumnElement[bool]]

KNOWING: dict[str, tuple[type[Base], frozenset[str]]] = {
    "known_gates": (GateSetting, frozenset({MORGAN})),
    "known_overrides": (GateOverride, frozenset({MORGAN})),
    "known_flags": (SafetyFlag, frozenset({MORGAN})),
    "known_signals": (SafetyFlag, frozenset({ALEX})),
    "standing_gates": (GateSetting, frozenset({ALEX, SAM, MORGAN, COPY})),
    "standing_overrides": (GateOverride, frozenset({ALEX, SAM, MORGAN, COPY})),
}
"""Whose question finds what is there about Alex and Sam. The last two only decide, untold."""


@pytest.fixture
def submission(session: Session, cast: Cast) -> Submission:
    """Alex says that home is not safe; something is given all the same."""
    given = give(session, cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id)
    written = answer_check(session, cast, cast.alex, safe="no")
    services.override(session, cast.morgan.identity, given.public_id, reason="So.")
    return written


def finders(session: Session, cast: Cast, name: str) -> frozenset[str]:
    condition: Condition = getattr(discretion, name)
    model: Any = KNOWING[name][0]
    return frozenset(
        who
        for who, viewer in everybody(cast).items()
        if session.scalar(select(model.id).where(condition(viewer)).limit(1))
    )


@pytest.mark.parametrize("name", KNOWING)
def test_each_condition_finds_for_exactly_whom_the_table_says(
    session: Session, cast: Cast, submission: Submission, name: str
) -> None:
    assert submission.author_id == cast.alex.id
    assert set(everybody(cast)) == set(EVERYBODY)
    assert finders(session, cast, name) == KNOWING[name][1]


def test_the_counselor_s_own_flag_is_unknown_to_whoever_it_is_about(
    session: Session, cast: Cast
) -> None:
    services.flag_couple(
        session,
        cast.morgan.identity,
        cast.alex_and_sam.public_id,
        word="very quiet",
        person_id=cast.alex.public_id,
    )

    assert finders(session, cast, "known_flags") == {MORGAN}
    assert finders(session, cast, "known_signals") == frozenset()


def test_the_other_partner_finds_no_signal_in_what_they_cannot_read(
    session: Session, cast: Cast, submission: Submission
) -> None:
    assert queries.list_signals(session, cast.alex.identity, submission)
    for who in (SAM, KIM, MORGAN, COPY):
        assert queries.list_signals(session, everybody(cast)[who], submission) == []


def test_no_list_tells_anybody_else_of_holds_or_reasons(
    session: Session, cast: Cast, submission: Submission
) -> None:
    couple = submission.assignment.couple
    for who, viewer in everybody(cast).items():
        tells = who == MORGAN

        holds = queries.list_holds(session, viewer, [couple])[couple.id]
        assert (Gate.G1 in holds) == tells, who
        assert bool(queries.list_settings(session, viewer, couple)) == tells, who
        assert bool(queries.list_overrides(session, viewer, couple)) == tells, who
        assert bool(queries.list_flags(session, viewer, couple=couple)) == tells, who


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("name", KNOWING)
@pytest.mark.parametrize("bug", ["everybody", "nobody"])
def test_the_table_notices_when_a_condition_is_lost(
    session: Session,
    cast: Cast,
    submission: Submission,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    bug: str,
) -> None:
    assert submission.author_id == cast.alex.id
    lost = true if bug == "everybody" else false
    monkeypatch.setattr(discretion, name, lambda _viewer: lost())

    assert finders(session, cast, name) != KNOWING[name][1]


def test_a_hold_of_one_couple_is_asked_for_nobody_of_another(session: Session, cast: Cast) -> None:
    given = give(session, cast.kim_and_robin, shelve(session, cast, gated(Gate.G1)).id)
    hold(session, cast.alex_and_sam, Gate.G1)

    assert not queries.is_held(session, cast.kim.identity, given)
    hold(session, cast.kim_and_robin, Gate.G1)
    assert queries.is_held(session, cast.kim.identity, given)
