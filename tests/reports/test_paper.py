"""What a person holds in hand: the words on the pages, and how the pages break."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.fitting import STAND_IN
from reports.html import render_paper
from reports.pdf import write_pdf
from reports.states import SeenBy, WorkState
from reports.work import Homework, Progress
from reports.written import Excerpt, HandedIn
from tests.reports.paper import (
    COPIES,
    DAY,
    brief_with,
    faults,
    html,
    printed,
    reader,
    without_spaces,
)
from tests.sample_report import counselors_report, couples_report, empty_report


@pytest.fixture(scope="module")
def long_pages() -> list[str]:
    """Forty excerpts and sixty pieces of homework, page by page."""
    answer = "We talked until the candle was down, and then a little longer. " * 9
    works = tuple(
        HandedIn(f"Exercise {n}", "Alex", DAY, (Excerpt("A joy", (answer,), SeenBy.COUPLE),))
        for n in range(40)
    )
    row = (Progress(WorkState.REVIEWED, DAY), Progress(WorkState.STARTED))
    rows = tuple(Homework(f"Homework {n}", "each", DAY, row) for n in range(60))
    brief = replace(couples_report(), homework=rows, handed_in=works)
    pages = reader(write_pdf(render_paper(brief))).pages
    return [each.extract_text() for each in pages]


class TestText:
    def test_what_to_open_with_is_at_the_top_of_the_first_page(self) -> None:
        first = reader(write_pdf(render_paper(counselors_report()))).pages[0].extract_text()

        opening = first.index("Three things to open with")
        assert first.index("Alex and Sam") < opening < first.index("Where things stand")
        assert "5 of 6 handed in" in first

    def test_every_page_says_whose_it_is_and_which_it_is(self) -> None:
        pages = reader(write_pdf(render_paper(counselors_report()))).pages

        assert 2 <= len(pages) <= 4
        for number, each in enumerate(pages, start=1):
            text = each.extract_text()
            assert f"page {number} of {len(pages)}" in text
            assert "Confidential. For Dr. Morgan only" in text
            assert "Counselor’s copy" in text

    def test_the_numbers_of_the_rituals_are_there_in_words(self) -> None:
        text = printed(write_pdf(render_paper(counselors_report())))

        assert "done 50 of 57 times" in text
        assert "done 38 of 55 times" in text

    def test_an_empty_report_is_one_that_says_so(self) -> None:
        text = printed(write_pdf(render_paper(empty_report())))

        assert "Nothing has come in yet" in text
        assert text.count("0 of 3 handed in") == 4
        assert "This report has no answers to show." in text

    @pytest.mark.parametrize(
        "words",
        [
            "我们昨天晚上终于好好谈了一次。",
            "昨日の夜、やっと話せました。",
            "어젯밤에 드디어 이야기했어요.",
            "Вчера вечером мы наконец поговорили.",
            "Χθες το βράδυ μιλήσαμε επιτέλους.",
            "Včera večer jsme si konečně promluvili, à côté d’Łódź, Ș, ß, Ð.",
            "Tối qua chúng tôi đã nói chuyện.",
            "It helped. 💚🙏🙂",
        ],
    )
    def test_the_words_of_many_languages_print_and_can_be_copied(
        self, words: str, tmp_path: Path
    ) -> None:
        pdf = write_pdf(render_paper(brief_with(words)))

        assert without_spaces(words) in without_spaces(printed(pdf))
        assert STAND_IN not in printed(pdf)
        assert faults(pdf, tmp_path) == []

    def test_a_sign_that_no_font_knows_has_a_stand_in(self) -> None:
        pdf = write_pdf(html("<p>one \U0010fffd two</p>"))

        assert f"one {STAND_IN} two" in printed(pdf)

    def test_an_endless_answer_is_cut_and_prints(self) -> None:
        endless = "Na ja. " * 10_000 + "\u0301" * 5_000

        assert "The answer goes on." in printed(write_pdf(render_paper(brief_with(endless))))


class TestLayout:
    def test_forty_excerpts_all_print(self, long_pages: list[str]) -> None:
        text = "\n".join(long_pages)

        assert all(f"Exercise {n}\n" in text for n in range(40))
        assert 10 <= len(long_pages) <= 20

    def test_a_table_that_goes_on_repeats_its_head(self, long_pages: list[str]) -> None:
        with_rows = [text for text in long_pages if "Homework 1" in text or "Homework 5" in text]

        assert len(with_rows) > 1
        assert all("Alex" in text and "Due" in text for text in with_rows)

    def test_no_heading_stands_alone_at_the_end_of_a_page(self, long_pages: list[str]) -> None:
        for text in long_pages:
            # The last two lines are the foot of the page.
            content = [
                line
                for line in text.splitlines()
                if not line.startswith(("Confidential", "page ")) and line.strip()
            ]
            assert not content[-1].startswith(("Exercise", "Alex,")), content[-1]
            assert content[-1] not in {"Homework", "Rituals", "Handed in"}

    def test_both_paper_sizes_print(self) -> None:
        a4 = reader(write_pdf(render_paper(COPIES["counselor"]))).pages[0].mediabox
        letter = reader(write_pdf(render_paper(COPIES["letter"]))).pages[0].mediabox

        assert [round(float(side)) for side in (a4.width, a4.height)] == [595, 842]
        assert [round(float(side)) for side in (letter.width, letter.height)] == [612, 792]
