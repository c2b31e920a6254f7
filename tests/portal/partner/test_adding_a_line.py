"""“Add a line” adds a line, wherever it stands, and never hands anything in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from couples.exercises.definition import Definition, Part
from tests.cast import Cast, Member
from tests.couples.exercises.making import field_of, make_definition
from tests.couples.repairs.mending import GRIEVANCE, IMPACT, REFLECTION
from tests.own_exercises import give_own
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_repairs import (
    answered,
    open_repair,
    repair_of,
    steps,
    write,
)
from tests.portal.partner.test_talks import begin

SignIn = Callable[[Member], Visitor]
Writing = Callable[[], Session]
LIST = {"minimum": 1, "maximum": 6, "audience": "counselor"}
WALK = make_definition(
    field_of("long-text", key="about", label="About it"),
    field_of("yes-no", key="done", label="We walked", part="log", required=True),
    field_of("list", key="seen", label="What you saw", part="log", **LIST),
    id="evening-walk",
    title="An evening walk",
    kind="ritual",
    doers=["each"],
    cadences=["daily"],
)


def give(writing: Writing, cast: Cast, definition: Definition) -> str:
    with writing() as session, session.begin():
        return give_own(session, cast, definition).public_id


def lines_of(page: Page, name: str) -> list[Any]:
    return page.soup.select(f"[name^='{name}-']")


def test_the_covered_page_of_a_talk_gets_a_line_and_stays_open(
    cast: Cast, sign_in_as: SignIn, desk: Desk
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = begin(alex, desk.give("problem-solving"), phones="one")
    while not (page := alex.open(talk)).find_all("a[href$='/hand-over']"):
        page.press("Next turn" if "Next turn" in page.buttons() else "Finish the talk")
    form = alex.open(f"{talk}/hand-over?open=1")
    name = "answer-options"
    whole = {
        "answer-problem": "The evenings",
        **{f"{name}-{number}": f"A way {number}" for number in range(len(lines_of(form, name)))},
    }

    more = form.press("Add a line", whole)

    assert more.h1 == "For Sam alone"
    assert len(lines_of(more, name)) == len(lines_of(form, name)) + 1
    assert more.value_of("answer-problem") == ["The evenings"]
    assert desk.count(cast.sam) == 0
    again = form.press("Add a line", whole)
    assert "The evenings" not in again.response.get_data(as_text=True), "Going back shows nothing."
    more.press("Not now, cover this page")
    assert sam.open(talk).click("My last questions").value_of("answer-problem") == ["The evenings"]


def test_a_check_off_gets_a_line_and_is_not_noted(
    cast: Cast, sign_in_as: SignIn, desk: Desk, writing: Writing
) -> None:
    alex, walk = sign_in_as(cast.alex), give(writing, cast, WALK)
    seen = f"{walk}-answer-seen"
    sent = {f"{walk}-answer-done": "yes", f"{seen}-0": "A heron", f"{seen}-1": "Rain"}

    more = alex.post(f"/partner/homework/{walk}/check-in", {**sent, "action": "add-line:seen"})

    assert [each.get("value") for each in lines_of(more, seen)] == ["A heron", "Rain", ""]
    assert desk.count(cast.alex, Part.LOG) == 0
    more.press("Done")
    assert desk.count(cast.alex, Part.LOG) == 1


def test_an_act_of_a_repair_gets_a_line_and_is_not_noted(cast: Cast, sign_in_as: SignIn) -> None:
    alex, sam, morgan = (sign_in_as(each) for each in (cast.alex, cast.sam, cast.morgan))
    open_repair(morgan, cast)
    for words in (GRIEVANCE, IMPACT):
        write(repair_of(alex), answered(words))
        repair_of(alex).press("Let Sam read all of it")
    write(repair_of(sam), answered(REFLECTION))
    write(repair_of(alex), steps())
    repair_of(sam).click("Read and decide").press("I agree to this")
    page = repair_of(sam)
    step = str(page.soup.select("[name=step]")[0]["value"])

    sent = {"step": step, f"step-{step}-answer-done": "yes", "action": "add-line:note"}
    more = sam.post(f"{page.path}/acts", {**sent, f"step-{step}-answer-note": "In the morning"})

    assert "Noted today" not in more.text
    assert "In the morning" in more.response.get_data(as_text=True)
    assert "Noted today" in more.press("Done").text
