"""A programme as a file: exactly itself when read, and taken over whole or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.errors import ConflictError, NotAllowedError
from couples.exercises.faults import DefinitionError
from couples.programmes.definition import ProgrammeDefinition
from couples.programmes.exporting import export
from couples.programmes.loading import builtin_programmes, parse
from couples.programmes.models import ProgrammeVersion
from couples.programmes.publishing import take_over
from couples.programmes.queries import list_programmes
from tests.cast import Cast
from tests.courses import course, enrol, programme

AWKWARD = r"""
variants = ["The one who “asks” \\ \"first\"", "The other"]
entry_note = "A tab is none, but a \\ is, and so are \" and é and 語."

[[go_on]]
weeks = [1, 2]
percent = 60
by = "one"
clear = ["G1"]

[[steps]]
key = "one"
week = 1
exercise = "grievance"
doer = "one"
who = "first"
essential = true
note = "Say \"yes\" or “no”: 100 % = {all}"

[[steps]]
key = "two"
week = 1
exercise = "daily-ritual"
doer = "each"
cadence = "days"
days = ["mon", "thu"]
lasts = 0
release = { when = "date", date = 2026-12-24 }

[[steps]]
key = "three"
week = 2
exercise = "csi-16"
doer = "each"
only = "practice-holds-it"
release = { when = "score", measure = "csi-16", field = "total", at_least = 51.5, by = "both" }

[[steps]]
key = "four"
week = 2
exercise = "wins"
doer = "each"
cadence = "times-a-week"
times_a_week = 3
release = { when = "handed-in", step = "one", by = "one", days = 2 }
"""


@pytest.mark.parametrize(
    "given", [*builtin_programmes(), programme(AWKWARD)], ids=lambda given: given.id
)
def test_what_was_exported_reads_back_as_exactly_the_same(given: ProgrammeDefinition) -> None:
    text = export(given)

    assert parse(text) == given
    assert export(parse(text)) == text


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ProgrammeVersion)) or 0


def test_a_new_id_stands_beside_the_others(session: Session, cast: Cast) -> None:
    before = len(list_programmes(session, cast.morgan.identity))

    version = take_over(session, cast.morgan.identity, export(programme(AWKWARD)))

    assert version.number == 1
    assert len(list_programmes(session, cast.lee.identity)) == before + 1


def test_a_known_id_becomes_the_next_version_and_a_running_course_stays_on_its_own(
    session: Session, cast: Cast
) -> None:
    enrol(session, "calm-and-repair", cast.alex_and_sam)
    [given] = [p for p in builtin_programmes() if p.id == "calm-and-repair"]
    changed = given.model_copy(update={"title": "Calm first", "version": 2})

    version = take_over(session, cast.morgan.identity, export(changed))

    assert (version.number, version.definition) == (2, changed)
    assert course(session, cast.alex_and_sam).definition == given
    with pytest.raises(ConflictError, match="exactly this programme"):
        take_over(session, cast.morgan.identity, export(changed))


def test_a_file_with_faults_changes_nothing(session: Session, cast: Cast) -> None:
    before = count(session)

    with pytest.raises(DefinitionError) as error:
        take_over(session, cast.morgan.identity, export(programme(AWKWARD)) + "colour = 1\n")

    assert "‘colour’: is not known here." in error.value.faults[0]
    assert count(session) == before


def test_no_partner_brings_a_programme_along(session: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        take_over(session, cast.alex.identity, export(programme(AWKWARD)))
