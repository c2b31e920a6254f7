"""Dr. Morgan writes the rules of an exercise: what holds back, what is asked before, the report."""

from __future__ import annotations

import enum

import pytest

from couples.exercises.loading import parse
from portal.counselor.library_words import NAMES
from tests.page import Page, Visitor
from tests.portal.counselor.test_authoring import add, with_head

pytestmark = pytest.mark.usefixtures("library")

WAIT = "Not yet. Look again in an hour."
SMALLER = "Think of a smaller step."


def of_both(morgan: Visitor) -> Page:
    """A sheet of something done together that asks each apart how they are, and then more."""
    page = with_head(morgan).click("Change what is said about it")
    page = page.press("Keep it and go back", {"doers": ["together"], "cadences": ["any-time"]})
    ends = {"low": "Not at all", "high": "Very much"}
    page = add(page, "How calm are you?", type="rating", part="ready", required=True, **ends)
    level = {"number_minimum": "0", "number_maximum": "4", "required": True}
    page = add(page, "The level", type="number", **level)
    return add(page, "How was it for you?", type="rating", required=True, **ends)


def ids(page: Page) -> list[str]:
    """The questions of a sheet by their ids, from the top."""
    return [str(li["id"]).removeprefix("question-") for li in page.soup.select(".draft-question")]


def exported(page: Page) -> str:
    return page.click("Export as a file").response.get_data(as_text=True)


class TestOverTheWhole:
    def test_what_is_asked_before_levels_and_the_report_are_written_in_a_form(
        self, morgan: Visitor
    ) -> None:
        page = of_both(morgan)
        assert "Something is asked before it begins: say which answer lets it begin" in page.text
        calm, level, comfort = ids(page)
        page = page.click("Write its rules")
        page = page.press("Keep this", {"ready_field": calm, "ladder_level": level})
        assert "Write for how many minutes an answer counts." in page.text
        assert "Choose a question." not in page.text

        rules = {
            "ready_field": calm,
            "ready_at_least": "6",
            "ready_minutes": "60",
            "ready_say": WAIT,
            "ladder_level": level,
            "ladder_comfort": comfort,
            "ladder_at_least": "7",
            "ladder_sessions": "3",
            "ladder_highest": "4",
            "summaries-0-label": "How it was",
            "summaries-0-kind": "mean",
            "summaries-0-about": comfort,
            "summaries-0-counselor_only": True,
        }
        page = page.press("Keep it, and make room for another line", rules)
        assert page.value_of("summaries-1-label") == [""]
        page = page.press("Keep it and go back")
        assert f"Until then it says “{WAIT}”" in page.text
        refused = page.press("Take out", status=409)
        assert "A rule looks at this question. Change the rule first." in refused.text

        made = parse(exported(page.visitor.open(page.path).press("Publish")))
        assert made.ready is not None
        assert (made.ready.at_least, made.ready.within_minutes, made.ready.say) == (6, 60, WAIT)
        assert made.ladder is not None
        assert made.ladder.comfort == "how_was_it_for_you"
        [summary] = made.summaries
        assert (summary.field, summary.counselor_only) == ("how_was_it_for_you", True)

    def test_what_does_not_go_together_is_said_at_the_rule(self, morgan: Visitor) -> None:
        page = of_both(morgan)
        calm, _level, comfort = ids(page)
        page = page.click("Write its rules")
        sent = {
            "ready_field": calm,
            "ready_answers": "Yes",
            "ready_minutes": "soon",
            "summaries-0-label": "A share",
            "summaries-0-kind": "share-yes",
            "summaries-0-about": comfort,
        }
        page = page.press("Keep this", sent)
        assert "Write a whole number." in page.text
        assert page.value_of("ready_minutes") == ["soon"]

        page = page.press("Keep this", {"ready_minutes": "60", "ready_say": WAIT})
        assert "Write answers that this question really offers." in page.text
        page = page.press("Keep this", {"ready_answers": "", "ready_at_most": "3"})
        assert "A line of the report needs a yes or no." in page.text
        page = page.press("Keep this", {"summaries-0-kind": "mean"})
        assert "Kept." in page.text

    def test_two_tabs_do_not_overwrite_each_other(self, morgan: Visitor) -> None:
        page = of_both(morgan)
        one, other = page.click("Write its rules"), page.click("Write its rules")
        one.press("Keep this", {"ready_say": WAIT})

        refused = other.press("Keep this", {"ready_say": "Later."}, status=409)

        assert WAIT in refused.text
        assert refused.value_of("ready_say") == ["Later."]


class TestOfOneQuestion:
    def test_an_answer_waits_a_topic_is_refused_and_a_date_has_its_days(
        self, morgan: Visitor
    ) -> None:
        page = with_head(morgan)
        page = add(
            page,
            "How willing are you?",
            type="rating",
            low="Not at all",
            high="Gladly",
            holds_below="5",
            holds_say=SMALLER,
        )
        page = add(page, "Is it doable?", type="yes-no", holds_no=True, holds_say=SMALLER)
        page = add(page, "What then?", type="short-text", refuses=["money", "phone"])
        page = add(page, "Until when?", type="date", days_first="0", days_last="28")
        page = add(
            page,
            "The steps",
            type="rows",
            **{
                "columns-0-label": "Step",
                "columns-0-type": "short-text",
                "columns-0-required": True,
                "columns-0-refuses": ["housing"],
                "columns-1-label": "Willing",
                "columns-1-type": "rating",
                "columns-1-holds_below": "4",
                "columns-1-holds_say": SMALLER,
            },
        )
        assert "a number below 5 is not handed in yet" in page.text
        assert page.click("The steps").value_of("columns-0-refuses") == ["housing"]

        willing, doable, then, until, steps = parse(exported(page.press("Publish"))).fields
        assert willing.holds_back is not None
        assert willing.holds_back.below == 5
        assert doable.holds_back is not None
        assert doable.holds_back.unless_yes
        assert then.refuses == ("money", "phone")
        assert until.within_days == (0, 28)
        assert steps.columns[0].refuses == ("housing",)
        assert steps.columns[1].holds_back is not None

    def test_what_is_missing_is_said_there(self, morgan: Visitor) -> None:
        ends = {"low": "Not at all", "high": "Gladly", "type": "rating"}
        page = add(with_head(morgan), "How willing?", holds_below="5", **ends)
        assert "Write what is said to somebody whose answer waits." in page.text

        page = morgan.open(str(page.soup.select(".draft-question__label a")[0]["href"]))
        page = page.press("Keep this", {"holds_say": SMALLER, "holds_below": "11"})
        assert "Write a number from 1 to 10, or it holds all or nothing." in page.text


def test_everything_that_can_be_chosen_has_a_name() -> None:
    for kind, name in NAMES.items():
        assert not issubclass(kind, enum.StrEnum) or all(name(member) for member in kind)
