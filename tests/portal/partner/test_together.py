"""What the two write together: lists, rows, one text for both, and an agreement to sign."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from couples import clock
from tests.cast import TIME_ZONE, Cast
from tests.homework import RULES
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk

PLAN: dict[str, Any] = {
    "problem": "We never know who cooks",
    "options": ["A list on the fridge", "Sundays together", "Order on Fridays"],
    "chosen": "1",
    "steps": [{"who": "author", "what": "Buys the list"}, {"who": "both", "what": "Fill it in"}],
    "review_on": (clock.today(TIME_ZONE) + timedelta(days=14)).isoformat(),
    "confidence": "8",
}
LINES = "answer-ground_rules-"
ALONE = "We talked without it, I write my part"


def begin(visitor: Visitor, homework: str) -> Page:
    """Begin to write, without a talk where there could be one."""
    page = visitor.open(f"/partner/homework/{homework}")
    return page.press("Start" if "Start" in page.buttons() else ALONE)


class TestLists:
    def test_a_line_is_added_without_a_script(self, alex: Visitor, desk: Desk) -> None:
        page = begin(alex, desk.give("calm-contract"))
        assert len(page.soup.select(f"[name^={LINES}]")) == 3

        more = page.press("Add a line", {f"{LINES}0": "One speaks at a time"})

        assert len(more.soup.select(f"[name^={LINES}]")) == 4
        assert more.address.endswith(f"#{LINES}3")
        assert more.value_of(f"{LINES}0") == ["One speaks at a time"]

    def test_there_is_an_end_to_lines(self, alex: Visitor, desk: Desk) -> None:
        page = begin(alex, desk.give("calm-contract"))
        for _ in range(4):
            page = page.press("Add a line")

        assert len(page.soup.select(f"[name^={LINES}]")) == 7
        assert 'value="add-line:ground_rules"' not in page.response.get_data(as_text=True)

    def test_empty_lines_between_count_for_nothing(self, alex: Visitor, desk: Desk) -> None:
        page = begin(alex, desk.give("calm-contract"))
        fields = {f"answer-{k}": v for k, v in RULES.items() if k != "ground_rules"}

        check = page.press(
            "Check and send",
            {**fields, f"{LINES}0": "No shouting", f"{LINES}1": " ", f"{LINES}2": "No phones"},
        )

        assert check.find_all(".words__list")[0] == "No shouting No phones"


class TestRows:
    def test_rows_name_the_two_people(self, alex: Visitor, desk: Desk) -> None:
        page = begin(alex, desk.give("problem-solving"))

        options = [tag.text for tag in page.soup.select("[name=answer-steps-0-cell-who] option")]

        assert options == ["Choose", "Alex", "Sam", "Both of us"]

    def test_rows_are_kept_and_read_back(self, alex: Visitor, desk: Desk) -> None:
        page = begin(alex, desk.give("problem-solving"))
        fields: dict[str, Any] = {f"answer-options-{n}": v for n, v in enumerate(PLAN["options"])}
        fields |= {f"answer-{k}": PLAN[k] for k in ("problem", "chosen", "review_on", "confidence")}
        fields |= {
            "answer-steps-0-cell-who": "Sam",
            "answer-steps-0-cell-what": "Buys the list",
            "answer-steps-0-cell-by": "2026-12-01",
        }

        more = page.press("Add a line", fields, nth=1)
        assert len(more.soup.select("[name$=cell-who]")) == 3
        check = more.press(
            "Check and send",
            {"answer-steps-2-cell-who": "Both of us", "answer-steps-2-cell-what": "Fill it in"},
        )

        assert "Sam: Buys the list, by December 1, 2026" in check.text
        assert "Both of us: Fill it in" in check.text

    def test_half_a_row_is_asked_for(self, alex: Visitor, desk: Desk) -> None:
        page = begin(alex, desk.give("problem-solving"))

        page = page.press("Check and send", {"answer-steps-0-cell-what": "Buys the list"})

        assert "Choose a person for ‘Who’ in row 1 of ‘Your steps’." in page.text
        assert page.value_of("answer-steps-0-cell-what") == ["Buys the list"]


def test_what_one_wrote_for_both_the_other_reads_and_may_add_to(
    sam: Visitor, desk: Desk, cast: Cast
) -> None:
    homework = desk.give("problem-solving")
    desk.hand_in(cast.alex, homework, PLAN)

    draft = begin(sam, homework)
    assert "Alex wrote this for both of you, and you may add to it." in draft.text
    assert "Alex: Buys the list" in draft.text
    check = draft.press("Check and send", {"answer-confidence": "6", "answer-options-0": "Soup"})

    assert check.h1 == "Check and send"
    assert "From Alex, for both of you:" in check.text
    receipt = check.press("Hand in")
    assert "We never know who cooks" in receipt.find_all(".receipt--theirs")[0]
    assert "Alex: Buys the list" in receipt.find_all(".receipt--theirs")[0]


class TestAgreements:
    def proposed(self, desk: Desk, cast: Cast) -> None:
        desk.hand_in(cast.alex, desk.give("calm-contract"), RULES)

    def test_both_say_yes_to_the_same_words(
        self, alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
    ) -> None:
        self.proposed(desk, cast)
        assert "Waiting for Sam" in alex.open("/partner/ours").text

        page = sam.open("/partner/ours").click("Read and decide")
        assert "Not agreed yet" in page.text
        assert "Lighthouse" in page.text
        signed = page.press("I agree to this")

        assert "In force since" in signed.text
        assert "Sam agreed on" in signed.text
        assert "I agree to this" not in signed.buttons()
        assert "In force since" in alex.open("/partner/ours").text

    def test_signing_twice_changes_nothing(self, sam: Visitor, desk: Desk, cast: Cast) -> None:
        self.proposed(desk, cast)
        page = sam.open("/partner/ours").click("Read and decide")

        page.press("I agree to this")
        again = page.press("I agree to this")

        assert again.text.count("Sam agreed on") == 1

    def test_other_words_are_proposed_through_the_homework(
        self, alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
    ) -> None:
        self.proposed(desk, cast)
        page = sam.open("/partner/ours").click("Read and decide")

        draft = page.press("Propose other words")
        fields = {f"{LINES}0": "Phones stay away", "answer-confidence": "5"}
        draft.press("Check and send", fields).press("Hand in")

        page = alex.open("/partner/ours").click("Read and decide")
        assert "Phones stay away" in page.text
        assert "Lighthouse" in page.text
        assert "Earlier wordings" in page.text
        assert "In force since" in page.press("I agree to this").text

    def test_nobody_signs_what_changed_while_they_read(
        self, sam: Visitor, alex: Visitor, desk: Desk, cast: Cast
    ) -> None:
        homework = desk.give("calm-contract")
        first = desk.hand_in(cast.alex, homework, RULES)
        page = sam.open("/partner/ours").click("Read and decide")
        desk.give_back(first, "Which of these can you keep?")
        retry = alex.open(f"/partner/submissions/{first}").press("Try again")
        retry.press("Check and send", {"answer-pause_word": "Harbor"}).press("Hand in")

        refused = page.press("I agree to this", status=409)

        assert "The wording changed while you were reading." in refused.text
        assert "Harbor" in refused.text
        assert "In force since" in refused.press("I agree to this").text

    def test_another_couple_cannot_read_or_sign(
        self, sam: Visitor, kim: Visitor, desk: Desk, cast: Cast
    ) -> None:
        self.proposed(desk, cast)
        page = sam.open("/partner/ours").click("Read and decide")

        kim.open(page.path, status=404)
        kim.post(f"{page.path}/sign", {"version_id": "x"}, status=404)
