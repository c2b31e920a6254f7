"""What a partner is told about who reads what, help at once, and pages that change nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from couples.database import Base
from couples.exercises.definition import Doer
from tests.cast import Cast
from tests.homework import FEELINGS, RULES
from tests.page import Visitor
from tests.portal.partner.conftest import Desk


def everything(desk: Desk) -> dict[str, list[Any]]:
    """Every row of every table, but the devices, which note when they were last used."""
    with desk.writing() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table))))
            for table in Base.metadata.sorted_tables
            if table.name != "user_session"
        }


def test_it_tells_what_the_other_can_read_now(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    desk.hand_in(cast.alex, homework, {**FEELINGS, "mood": "3"})
    assert "Nothing yet." in alex.open("/partner/privacy").text

    desk.hand_in(cast.sam, homework, FEELINGS)

    seen = alex.open("/partner/privacy").find_all(".seen-labels li")
    assert seen == [
        "Something you are afraid of at the moment",
        "Something that made you glad",
        "Something you need",
        "How understood you felt",
    ]


def test_it_repeats_the_policy_and_leads_to_the_account(alex: Visitor) -> None:
    page = alex.open("/partner/privacy")

    assert "What you agreed to: No secrets" in page.text
    assert "Sealed until both" in page.text
    account = page.click("Your password, a second step at sign-in, and where you are signed in")
    assert account.path.startswith("/account")


def test_help_now_does_not_pretend_that_somebody_reads(alex: Visitor) -> None:
    page = alex.open("/partner/help-now")

    assert "Nobody here answers at once" in page.text
    for number in ("112", "911", "988", "116 123"):
        assert number in page.text


def test_opening_pages_changes_nothing(alex: Visitor, sam: Visitor, desk: Desk, cast: Cast) -> None:
    feelings, rules = desk.give_feelings(), desk.give("calm-contract")
    desk.give("daily-ritual", doer=Doer.EACH, cadence="daily")
    handed_in = desk.hand_in(cast.alex, feelings, FEELINGS)
    desk.hand_in(cast.alex, rules, RULES)
    draft = sam.open(f"/partner/homework/{feelings}").press("Start")
    agreement = sam.open("/partner/ours").click("Read and decide")
    before = everything(desk)

    for path in ("this-week", "handed-in", "ours", "privacy", "help-now"):
        alex.open(f"/partner/{path}")
        sam.open(f"/partner/{path}")
    alex.open(f"/partner/homework/{feelings}")
    alex.open(f"/partner/submissions/{handed_in}")
    sam.open(draft.path)
    sam.open(f"{draft.path}/check")
    sam.open(agreement.path)

    assert everything(desk) == before
