"""What the homework shows: every figure counted again, and nothing told to whom it is not for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.assignments.services import close
from couples.caseload.models import Couple
from couples.errors import DomainError
from couples.exercises.definition import Cadence, Doer, Part
from couples.identity import Identity
from couples.progress.material import Material, load_material
from couples.progress.summaries import said, summarise
from couples.progress.times import Period
from couples.progress.work import load_work
from couples.rituals.apart import asks_for_arrival
from couples.rituals.services import note_arrival
from tests.cast import Cast, Member
from tests.couples.progress.days import on
from tests.couples.progress.recount import rows_of
from tests.couples.progress.recount_kinds import told
from tests.couples.progress.recount_summaries import Recount, Said
from tests.homework import FEELINGS, give, hand_in, note, receive
from tests.lives import BEGIN, Life, seeds

ACTS = ("Makes the tea", "makes  the TEA", "Calls at noon", "Leaves a note", "Walks the dog")
DAYS = 40


def _material(session: Session, cast: Cast, reader: Identity) -> Material:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    today = clock.today(couple.time_zone)
    work = load_work(session, reader, [couple], since=clock.now() - timedelta(days=200))
    period = Period(today - timedelta(days=13), today, today)
    return load_material(session, reader, couple, work, period)


def shown(session: Session, cast: Cast, *, for_both: bool = False) -> Said:
    """Every line as a page or a brief would say it, by (exercise, label) and name."""
    reader = cast.morgan.identity
    if for_both:
        reader = reader.for_copy_of(cast.alex_and_sam.id)
    material = _material(session, cast, reader)
    return {
        (each.definition.id, line.summary.label): {
            material.name(person) if person else "": said(line, figure, with_means=not for_both)
            for person, figure in line.figures
        }
        for each in summarise(material)
        for line in each.lines
    }


def assert_counted_alike(session: Session, cast: Cast) -> int:
    """Both readers see exactly what the second count says; how many lines there were."""
    rows = rows_of(session, cast.alex_and_sam.id)
    today = clock.today(rows.couple.time_zone)
    lines = 0
    for for_both in (False, True):
        found = shown(session, cast, for_both=for_both)
        assert found == told(Recount(rows, today, today, for_both))
        lines += len(found)
    return lines


@pytest.fixture
def weeks(session: Session, cast: Cast) -> None:
    """Forty days in which both note, receive and rate, each time by chance."""
    chance = Random(7)
    pair = cast.alex_and_sam
    with on(0):
        acts = give(session, pair, "repair-act", doer=Doer.EACH, cadence=Cadence.DAILY)
        free = give(session, pair, "repair-attempt")
        pauses = give(session, pair, "pause-log")
        parked = give(session, pair, "parked-argument")
        wins = give(session, pair, "wins", cadence=Cadence.ANY_TIME)
        caring = give(session, pair, "caring-list", cadence=Cadence.ANY_TIME)
        ritual = give(session, pair, "daily-ritual", doer=Doer.EACH, cadence=Cadence.DAILY)
        thanks = give(session, pair, "gratitude-act", cadence=Cadence.DAILY)
        hand_in(session, pair.partners[0], caring, _list())
        for member in pair.partners:
            hand_in(session, member, ritual, {"ritual": "note", "title": "A note"})
        feelings = give(session, pair, "emotion-check-in", doer=Doer.EACH, times_a_week=3)
    for day in range(DAYS):
        for member, other in (pair.partners, pair.partners[::-1]):
            with on(day, hour=1):
                for given, answers in (
                    (acts, _act(chance)),
                    (free, {"type": _one(chance, "humor", "sorry"), "by": _me(chance)}),
                    (pauses, _pause(chance)),
                    (parked, _parked(chance)),
                    (wins, {"win": "A laugh", "kind": "calm", "credited_to": _me(chance)}),
                    (caring, {"item": chance.choice(ACTS)}),
                    (thanks, {"gratitude": "The tea", "act": chance.choice(ACTS)}),
                    (ritual, {"done": _one(chance, "yes", "no")}),
                ):
                    _maybe(session, chance, member, other, given, answers)
                if chance.random() < 0.4:
                    answers = FEELINGS | {"validated": _rating(chance), "mood": _rating(chance)}
                    _try_to_hand_in(session, member, feelings, answers)


def _list() -> dict[str, Any]:
    """Ten wishes, of which some are tried sooner or later."""
    wishes = [*dict.fromkeys(act.casefold() for act in ACTS), *(f"Wish {n}" for n in range(10))]
    checked = ["positive", "specific", "small", "daily", "peaceful"]
    return {"items": wishes[:12], "checked": checked}


def _act(chance: Random) -> dict[str, str]:
    return {"act": chance.choice(ACTS), "done": _one(chance, "done", "partial", "missed")}


def _pause(chance: Random) -> dict[str, str]:
    return {
        "called_by": _me(chance),
        "minutes": str(chance.randint(5, 90)),
        "arousal_before": _rating(chance),
        "arousal_after": _rating(chance),
        "returned": "yes",
        "returned_on_time": _one(chance, "yes", "no"),
    }


def _parked(chance: Random) -> dict[str, str]:
    return {
        "topic": chance.choice(("The dishes", "the dishes", "Money", "Visits")),
        "heat": _rating(chance),
        "status": _one(chance, "parked", "released", "resolved"),
        "reopened_early": str(chance.randint(0, 3)),
    }


def _one(chance: Random, *values: str) -> str:
    return chance.choice(values)


def _me(chance: Random) -> str:
    return _one(chance, "me", "partner")


def _rating(chance: Random) -> str:
    return str(chance.randint(0, 10))


def _maybe(
    session: Session,
    chance: Random,
    member: Member,
    other: Member,
    given: Assignment,
    answers: dict[str, str],
) -> None:
    if chance.random() > 0.45:
        return
    noted = note(session, member, given, answers)
    fields = {f.key: f for f in given.definition.fields if f.part == "received"}
    if fields and chance.random() < 0.8:
        reply = {
            key: _rating(chance) if field.type == "rating" else _one(chance, "yes", "no")
            for key, field in fields.items()
        }
        if asks_for_arrival(given):
            key = f"{given.id}-{noted.id}"
            note_arrival(session, other.identity, given.public_id, answers=reply, key=key)
        else:
            receive(session, other, noted, reply)


def _try_to_hand_in(
    session: Session, member: Member, given: Assignment, answers: dict[str, str]
) -> None:
    try:
        hand_in(session, member, given, answers)
    except DomainError:
        return  # This week's three are in already.


@pytest.mark.usefixtures("weeks")
class TestForALivelyCouple:
    def test_every_figure_is_what_a_second_count_says(self, session: Session, cast: Cast) -> None:
        lines = 0
        for day in (9, 20, DAYS):
            with on(day):
                lines += assert_counted_alike(session, cast)

        assert lines > 60

    def test_the_couples_copy_holds_no_mark_of_either(self, session: Session, cast: Cast) -> None:
        with on(DAYS):
            both = shown(session, cast, for_both=True)

        assert both
        assert not any("n = " in words for line in both.values() for words in line.values())
        assert ("pause-log", "How much calmer after it") not in both
        assert ("emotion-check-in", "Check-ins held") not in both

    def test_another_counselor_and_another_couple_see_nothing(
        self, session: Session, cast: Cast
    ) -> None:
        with on(DAYS):
            stranger = _material(session, cast, cast.lee.identity)
            assert summarise(stranger) == []


class TestWhatIsPrivate:
    def test_words_kept_to_oneself_are_in_no_count(self, session: Session, cast: Cast) -> None:
        with on(0):
            given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
            hand_in(
                session,
                cast.alex,
                given,
                {"what_happened": "A promise", "hurts_now": "7", "ask_of_partner": "hear"},
            )

            assert shown(session, cast) == {}
            assert shown(session, cast, for_both=True) == {}

    def test_a_mean_of_two_is_left_blank(self, session: Session, cast: Cast) -> None:
        with on(0):
            given = give(session, cast.alex_and_sam, "pause-log")
            for minutes in ("20", "40"):
                note(session, cast.alex, given, {"called_by": "me", "minutes": minutes})

            found = shown(session, cast)

        assert found["pause-log", "Pauses noted"] == {"Alex": "2"}
        assert ("pause-log", "How long a pause lasted") not in found


@pytest.mark.only_on("sqlite", "lives are lived on PostgreSQL for the other numbers")
@pytest.mark.parametrize("seed", seeds(range(200), 52, 41, 27))
def test_the_summaries_of_a_life_are_true(lived: Callable[[int], Life], seed: int) -> None:
    life = lived(seed)

    with clock.at(BEGIN + timedelta(days=40)):
        assert_counted_alike(life.session, life.cast)


def test_hours_until_it_was_put_right_are_the_middle_of_three(session: Session, cast: Cast) -> None:
    alex = cast.alex
    wrote = {"what_i_did": "I shouted", "no_excuses_check": "yes", "my_part": "My voice"}
    for day, hours in ((0, 2), (3, 30), (8, 5)):
        with on(day):
            first = {cast.alex_and_sam.public_id: alex.public_id}
            given = give(session, cast.alex_and_sam, "misstep-plan", first=first)
            hand_in(session, alex, given, wrote)
        with on(day, hours):
            hand_in(session, alex, given, {"amends_done": "yes"}, part=Part.LOG)
            close(session, cast.morgan.identity, given.public_id)

    with on(12):
        assert shown(session, cast)["misstep-plan", "Time until it was put right"] == {
            "Alex": "5 hours (n = 3)"
        }
        assert ("misstep-plan", "Time until it was put right") not in shown(
            session, cast, for_both=True
        )
