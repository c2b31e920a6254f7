"""The printed page as HTML: its words, its order, its marks for those who cannot see it."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError

from reports import words
from reports.html import environment, render_html, render_paper
from reports.progress import ProgressReport
from reports.rituals import Ritual, RitualDays
from reports.states import AgreementState, Copy, DayState, PageSize, SeenBy, WorkState
from reports.work import Homework, PartnerStatus, Progress
from reports.written import Excerpt, HandedIn
from tests.sample_report import counselors_report, couples_report, empty_report

DAY = date(2026, 10, 3)
PAPER = Path("templates/reports")
ALL = [counselors_report(), couples_report(), empty_report()]


def page(brief: ProgressReport) -> BeautifulSoup:
    return BeautifulSoup(render_paper(brief), "html5lib")


def text(brief: ProgressReport) -> str:
    body = page(brief).body
    assert body is not None
    return " ".join(body.get_text(" ").split())


class TestWords:
    def test_what_to_open_with_is_the_first_heading_under_the_names(self) -> None:
        headings = page(counselors_report()).find_all(["h1", "h2"])

        assert [each.get_text(strip=True) for each in headings[:3]] == [
            "Alex and Sam",
            "Three things to open with",
            "Where things stand",
        ]

    def test_an_empty_report_says_so_in_so_many_words(self) -> None:
        said = text(empty_report())

        assert "Nothing has come in yet" in said
        assert "This report has no answers to show." in said
        assert said.count("0 of 3 handed in") == 4 + 2
        assert "No ritual has been agreed on yet." in said
        assert "Nothing was handed in on these days." in said
        assert "There is no agreement yet." in said

    def test_an_empty_couples_copy_does_not_deny_what_is_for_one_reader_only(self) -> None:
        said = text(replace(empty_report(), copy=Copy.COUPLE))

        assert "nothing was handed in that both of you may read" in said
        assert "Nothing was handed in on these days that both of you may read." in said

    def test_a_brief_about_nothing_at_all_is_still_no_blank_page(self) -> None:
        said = text(replace(empty_report(), status=(), homework=(), missing=()))

        assert "Neither partner has been asked for anything yet." in said
        assert "Nothing was due in these days, so nothing is missing." in said
        assert "No homework was given for these days." in said

    def test_a_partner_of_whom_nothing_was_due_is_not_given_a_count(self) -> None:
        said = text(replace(empty_report(), status=(PartnerStatus("Kim", 0, 0),)))

        assert "none was due" in said
        assert "0 of 0" not in said

    def test_a_ritual_counts_days_in_words(self) -> None:
        days = RitualDays("Alex", (DayState.DONE,) * 90, done=41, due=55)
        ritual = Ritual("A walk", "daily", date(2026, 8, 26), (days,))

        assert "done 41 of 55 times" in text(replace(counselors_report(), rituals=(ritual,)))

    def test_the_counselors_copy_says_who_each_answer_is_for(self) -> None:
        said = text(counselors_report())

        assert "What I have not been able to say Only for you and Alex" in said
        assert "What I would like to hear on Tuesday Held until you release it" in said

    def test_the_couples_copy_has_no_word_that_is_for_the_counselor(self) -> None:
        said = text(couples_report())

        for private in (
            "What I have not been able to say",
            "sitting in the car",
            "being late and being quiet",
            "A letter I do not have to send Sam, Nov 18",
            "Sealed and waiting",
            "Last handed in",
            "November 19",
        ):
            assert private not in said
        assert "opens once both have handed in" in said

    def test_the_couples_copy_does_not_tell_how_far_the_other_has_come(self) -> None:
        states = (WorkState.NOT_OPENED, WorkState.STARTED, WorkState.OVERDUE)
        rows = tuple(
            Homework("A letter", "each", None, (Progress(state, DAY), Progress(state, DAY)))
            for state in states
        )

        said = text(replace(couples_report(), homework=rows))

        assert said.count("still to come") == 6
        assert "Oct 3" not in said

    def test_a_cut_answer_says_that_it_goes_on(self) -> None:
        excerpt = Excerpt("A fear", ("That we",), SeenBy.COUPLE, is_cut=True)
        work = HandedIn("A letter", "Sam", date(2026, 11, 12), (excerpt,))

        assert "The answer goes on." in text(replace(couples_report(), handed_in=(work,)))

    def test_dates_and_months_speak_the_readers_language(self) -> None:
        said = text(replace(counselors_report(), locale="de-DE"))

        assert "22. Nov." in said
        assert "Okt" in said

    def test_the_head_says_which_days_and_with_whom(self) -> None:
        said = text(counselors_report())

        assert "Progress report, Nov 3 – 23, 2026" in said.replace("\u2009", " ")
        assert "With Dr. Morgan. Prepared November 23, 6:00 PM." in said

    def test_every_state_has_its_word(self) -> None:
        assert set(words.WORK) == set(words.COUPLES_WORK) == set(WorkState)
        assert set(words.DAY) == set(DayState)
        assert set(words.AGREEMENT) == set(AgreementState)


class TestMarkup:
    @pytest.mark.parametrize("brief", ALL)
    def test_headings_step_down_one_at_a_time(self, brief: ProgressReport) -> None:
        levels = [int(each.name[1]) for each in page(brief).find_all(["h1", "h2", "h3", "h4"])]

        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    @pytest.mark.parametrize("brief", ALL)
    def test_every_table_head_has_a_scope(self, brief: ProgressReport) -> None:
        heads = page(brief).find_all("th")

        assert heads
        assert {each.get("scope") for each in heads} == {"col", "row"}

    @pytest.mark.parametrize("brief", ALL)
    def test_every_chart_says_what_it_shows(self, brief: ProgressReport) -> None:
        charts = page(brief).find_all("svg")

        assert charts
        assert {each["role"] for each in charts} == {"img"}
        assert all(each.select_one("title") for each in charts)

    @pytest.mark.parametrize("brief", ALL)
    def test_nothing_carries_a_style_of_its_own(self, brief: ProgressReport) -> None:
        soup = page(brief)

        assert not soup.find_all(style=True)
        assert not soup.find_all(["style", "script", "link", "img", "a"])

    @pytest.mark.parametrize("brief", ALL)
    def test_ids_are_unique(self, brief: ProgressReport) -> None:
        ids = [each["id"] for each in page(brief).find_all(id=True)]

        assert len(ids) == len(set(ids))

    @pytest.mark.parametrize("brief", ALL)
    def test_the_title_names_nobody(self, brief: ProgressReport) -> None:
        title = page(brief).title

        assert title is not None
        assert title.get_text() == "Progress over some weeks"

    def test_the_language_is_the_readers(self) -> None:
        html = page(replace(counselors_report(), locale="de_AT")).html

        assert html is not None
        assert html["lang"] == "de-AT"

    def test_letter_paper_can_be_chosen(self) -> None:
        body = page(replace(counselors_report(), page_size=PageSize.LETTER)).body

        assert body is not None
        assert body["class"] == ["progress", "letter"]


class TestTemplates:
    def test_a_name_that_nobody_gave_is_an_error(self) -> None:
        with pytest.raises(UndefinedError):
            render_html("reports/brief.html", locale="en")

    def test_every_print_template_compiles(self) -> None:
        names = [name for name in environment().list_templates() if name.startswith("reports/")]

        assert len(names) > 9
        for name in names:
            if name.endswith(".html"):
                environment().get_template(name)

    @pytest.mark.parametrize("word", ["grid", "flex", "inline-block", "inline-table", "float"])
    def test_paper_is_laid_out_with_tables_and_blocks_only(self, word: str) -> None:
        sheets = [*PAPER.rglob("*.css"), *PAPER.rglob("*.html")]

        assert sheets
        for sheet in sheets:
            assert word not in sheet.read_text(encoding="utf-8"), sheet
