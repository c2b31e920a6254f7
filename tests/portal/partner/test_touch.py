"""Being close: each is asked alone, the lower choice counts, and a no is told to nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.caseload.queries import get_couple
from couples.exercises.definition import Cadence
from couples.exercises.vocabulary import Gate
from couples.progress.material import load_material
from couples.progress.openers import choose_openers
from couples.progress.pieces import count_pieces
from couples.progress.today import WINDOW, period_for
from couples.progress.work import load_work
from couples.safety import services as safety
from couples.submissions import readiness
from couples.submissions.models import ReadyAnswer
from couples.submissions.typed import Typed
from tests.cast import Cast
from tests.homework import begin
from tests.own_exercises import ASKED_BEFORE, give_own
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk


@pytest.fixture
def touch(writing: Callable[[], Session], cast: Cast, desk: Desk) -> str:
    """The homework, opened for this couple by their counselor."""
    couple = cast.alex_and_sam.public_id
    with writing() as session, session.begin():
        safety.set_gate(session, cast.morgan.identity, couple, Gate.G5, held=False)
    return desk.give("touch-ladder", cadence=Cadence.TIMES_A_WEEK, times_a_week=2)


def say(visitor: Visitor, homework: str, consent: str) -> Page:
    page = visitor.open(f"/partner/homework/{homework}/before")
    return page.press("Go on", {"answer-consent": consent})


def seen(visitor: Visitor, *paths: str) -> list[str]:
    return [visitor.open(path).text for path in paths]


def test_a_no_changes_nothing_that_anybody_else_sees(
    alex: Visitor, sam: Visitor, morgan: Visitor, touch: str, cast: Cast
) -> None:
    about = f"/partner/homework/{touch}"
    his = (about, f"{about}/before", "/partner/this-week", "/partner/ours", "/partner/handed-in")
    couple = f"/counselor/couples/{cast.alex_and_sam.public_id}"
    theirs = (couple, f"{couple}/matrix", "/counselor/today", f"/counselor/assignments/{touch}")
    before, counselors = seen(sam, *his), seen(morgan, *theirs)

    for consent in ("not-today", "yes", "lower-level", "not-today"):
        say(alex, touch, consent)
        assert seen(sam, *his) == before
        assert seen(morgan, *theirs) == counselors

    waiting = say(sam, touch, "yes")
    assert "not scheduled for now" in waiting.text
    assert "Alex" not in waiting.find_all(".notice")[0]
    told = seen(sam, *his)
    say(alex, touch, "not-today")
    assert seen(sam, *his) == told
    assert seen(morgan, *theirs) == counselors


def test_what_did_not_come_about_is_counted_nowhere(
    alex: Visitor, touch: str, writing: Callable[[], Session], cast: Cast
) -> None:
    say(alex, touch, "not-today")

    with clock.at(clock.now() + timedelta(days=21)), writing() as session:
        morgan = cast.morgan.identity
        couple = get_couple(session, morgan, cast.alex_and_sam.public_id)
        period = period_for(couple, None, clock.now())
        work = load_work(session, morgan, [couple], since=clock.now() - WINDOW)
        assert [(each.due, each.missing) for each in count_pieces(work, couple, period)] == [
            (0, ())
        ] * 2
        material = load_material(session, morgan, couple, work, period)
        assert not [o for o in choose_openers(material) if "close" in o.sentence]


@pytest.mark.parametrize(
    ("hers", "his", "step"), [("yes", "yes", "1"), ("yes", "lower-level", "0")]
)
def test_the_lower_choice_counts(
    alex: Visitor,
    sam: Visitor,
    touch: str,
    writing: Callable[[], Session],
    hers: str,
    his: str,
    step: str,
) -> None:
    with writing() as session, session.begin():
        session.execute(update(Assignment).where(Assignment.public_id == touch).values(level=1))
    asked = alex.open(f"/partner/homework/{touch}/before")
    assert "each of you may see that the other wished for less" in asked.find_all(".prose")[0]
    assert "the other may see that you wished for less" in asked.text
    say(alex, touch, hers)

    for page in (say(sam, touch, his), say(alex, touch, hers)):
        assert f"Step {step}, or less" in page.text
        assert page.value_of("answer-level") == [step]


@pytest.mark.parametrize("consent", ["not-today", "lower-level", "yes"])
def test_stopping_what_is_over_changes_nothing_of_the_others(
    alex: Visitor, sam: Visitor, touch: str, consent: str
) -> None:
    say(alex, touch, "yes")
    answers = {"answer-level": "0", "answer-comfort_after": "8"}
    page = say(sam, touch, "yes")
    hers = say(alex, touch, "yes")
    page.press("Check and send", answers).press("Hand in")
    about = f"/partner/homework/{touch}"
    his = (about, f"{about}/before", "/partner/this-week", "/partner/ours")

    say(sam, touch, consent)
    told = seen(sam, *his)

    assert "It has stopped." in hers.press("Stop now").text
    assert seen(sam, *his) == told


def test_nothing_above_the_lower_wish_can_be_handed_in_whatever_is_typed(
    alex: Visitor, sam: Visitor, touch: str, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        session.execute(update(Assignment).where(Assignment.public_id == touch).values(level=3))
    say(alex, touch, "yes")
    page = say(sam, touch, "lower-level")
    assert "Step 2, or less" in page.text

    refused = page.press("Check and send", {"answer-level": "3", "answer-comfort_after": "8"})

    assert refused.value_of("answer-level") == ["3"], "What was typed stays."
    sent = refused.press("Check and send", {"answer-level": "2"}).press("Hand in")
    assert "handed this in" in sent.text


def test_the_other_phone_stops_as_well_and_is_told_no_name(
    alex: Visitor, sam: Visitor, touch: str
) -> None:
    def beat(visitor: Visitor) -> str:
        return visitor.client.get("/partner/pulse").get_data(as_text=True)

    with clock.at(clock.now()):
        say(alex, touch, "yes")
        his = say(sam, touch, "yes")
        hers = say(alex, touch, "yes")
        before = beat(sam)
        assert "Stop now" in sam.open(his.path).buttons()
        hers.press("Stop now")
        stopped = sam.open(his.path)
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert beat(sam) == beat(alex) != before
        told = stopped.find_all(".notice")[0]
        assert told.startswith("It has stopped. Nobody owes a reason")
        assert "Alex" not in told
        assert "Stop now" not in stopped.buttons()

        before = beat(sam)
        say(alex, touch, "yes")
        hers.press("Stop now")
        assert beat(sam) == before, "What stops nothing tells nothing."
        say(sam, touch, "lower-level")
        say(alex, touch, "yes")
        assert "Stop now" in say(sam, touch, "lower-level").buttons()


def test_only_what_is_climbed_can_be_stopped_so(
    alex: Visitor, writing: Callable[[], Session], cast: Cast
) -> None:
    with writing() as session, session.begin():
        given = give_own(session, cast, ASKED_BEFORE)
        for member in cast.alex_and_sam.partners:
            calm = Typed({"calm": "1"})
            readiness.answer_before(session, member.identity, given.public_id, calm)
        draft = begin(session, cast.alex, given, {}).public_id

    alex.post(f"/partner/drafts/{draft}/stop", {}, status=404)

    with writing() as session:
        assert session.query(ReadyAnswer).count() == 2


def test_stopping_ends_it_for_both_and_each_is_asked_again(
    alex: Visitor, sam: Visitor, kim: Visitor, touch: str
) -> None:
    say(alex, touch, "yes")
    page = say(sam, touch, "yes")
    kim.post(f"{page.path}/stop", {}, status=404)

    stopped = page.press("Stop now")

    assert "It has stopped." in stopped.text
    assert "Stop now" not in stopped.buttons()
    begun = alex.open(f"/partner/homework/{touch}/before")
    assert "Does it suit you now" in begun.text
    assert "not scheduled" in say(alex, touch, "yes").text
    # What there is to say about it can still be handed in.
    answers = {"answer-level": "0", "answer-comfort_after": "4", "answer-stopped": "yes"}
    assert "handed this in" in stopped.press("Check and send", answers).press("Hand in").text
