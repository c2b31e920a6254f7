"""Who may know of a repair, and of what was said in it: complete, for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.identity import Identity
from couples.mending import known_repairs, own_repair_words, weighed_repair_words
from couples.repairs import services
from couples.repairs.models import Repair, RepairWord, Stage
from couples.submissions import attribution, reviewing
from couples.submissions.queries import list_answers
from couples.submissions.sharing import widen
from tests.cast import Cast
from tests.couples.repairs.mending import open_for, tell, write
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import ALEX, COPY, MORGAN, SAM


def knowing(session: Session, cast: Cast, repair: Repair) -> set[str]:
    return {
        name
        for name, viewer in everybody(cast).items()
        if session.scalar(select(Repair.id).where(known_repairs(viewer), Repair.id == repair.id))
    }


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("opened", {ALEX, MORGAN}),
        ("kept", {ALEX, MORGAN}),
        ("for the counselor", {ALEX, MORGAN}),
        ("for a session", {ALEX, MORGAN}),
        ("opened in a session", {ALEX, SAM, MORGAN, COPY}),
        ("shown", {ALEX, SAM, MORGAN, COPY}),
        ("put aside after that", {ALEX, MORGAN}),
    ],
)
def test_the_other_knows_of_it_only_once_they_can_read_something(
    session: Session, cast: Cast, stage: str, expected: set[str]
) -> None:
    morgan = cast.morgan.identity
    repair = open_for(session, cast.alex_and_sam, cast.alex)
    if stage != "opened":
        written = write(session, cast.alex, repair, Stage.GRIEVANCE)
        [answer] = [
            each
            for each in list_answers(session, cast.alex.identity, [written])[written.id]
            if each.field == "what_happened"
        ]
        if stage == "for the counselor":
            widen(session, cast.alex.identity, answer.public_id, audience=Audience.COUNSELOR)
        if "session" in stage:
            answer.audience = Audience.SESSION
            session.flush()
        if stage == "opened in a session":
            reviewing.release(session, morgan, answer.public_id)
        if stage in {"shown", "put aside after that"}:
            tell(session, cast.alex, repair)
        if stage == "put aside after that":
            attribution.quarantine(session, morgan, written.public_id)

    assert knowing(session, cast, repair) == expected


def test_what_somebody_said_is_theirs_and_weighed_only_by_whoever_knows_the_repair(
    session: Session, cast: Cast
) -> None:
    repair = open_for(session, cast.alex_and_sam, cast.alex)
    services.need_time(session, cast.alex.identity, repair.public_id)

    def finders(condition: Callable[[Identity], ColumnElement[bool]]) -> set[str]:
        return {
            name
            for name, viewer in everybody(cast).items()
            if session.scalar(select(RepairWord.id).where(condition(viewer)))
        }

    assert finders(own_repair_words) == {ALEX}
    assert finders(weighed_repair_words) == {ALEX, MORGAN}
