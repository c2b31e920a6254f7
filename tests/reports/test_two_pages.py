"""The brief: its parts in their order, and two pages whatever there is to tell."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.agreed import Agreement, Line
from reports.brief import Ahead, Brief, Left
from reports.design import Design
from reports.findings import Finding
from reports.html import render_paper
from reports.overrides import Override
from reports.pdf import write_pdf
from reports.room import STEPS, fit_on_two_pages
from reports.sections import BRIEF, PROGRESS, chosen, keys_of
from reports.states import AgreementState, Copy, PageSize, SeenBy, WorkState
from reports.work import Homework, PartnerStatus, Progress, SealedWork
from reports.written import Excerpt, HandedIn, Opener
from tests.reports.paper import faults, printed, reader
from tests.reports.sample_brief import (
    BRIEFS,
    MEASURE,
    counselors_brief,
    couples_brief,
    empty_brief,
)

DAY = date(2026, 11, 20)
MANY = 40
ALPHABETS = {
    "plain": "We sat on the stairs until the light went out, and said very little. ",
    "capitals": "WHEN WE MOVED, NOBODY ASKED WHO WAS GOING TO MISS WHAT, OR WHOM. ",
    "chinese": "我们昨天晚上终于好好谈了一次谁也没有先走开。",
    "cyrillic": "Вчера вечером мы наконец поговорили, и никто не ушёл первым. ",
    "one word": "nevertheless" * 8 + " ",
}


def headings(brief: Brief) -> list[str]:
    soup = BeautifulSoup(render_paper(brief), "html5lib")
    return [each.get_text(strip=True) for each in soup.find_all("h2")]


def far_too_much(words: str, size: PageSize = PageSize.A4) -> Brief:
    """A brief in which everything is there forty times, and long."""
    told, title = words * 12, (words * 3)[:80]
    row = (
        Progress(WorkState.OVERDUE, DAY, how_well=10, in_the_way=told[:200]),
        Progress(WorkState.STARTED, DAY, how_well=10, in_the_way=told[:200]),
    )
    excerpts = tuple(Excerpt(title, (told[:160],), SeenBy.COUNSELOR, is_told=True) for _ in "ab")
    finding = Finding(title, (told, told), of=title)
    both = Finding(title, both=told)
    waiting = ("12 pieces for you to read", "3 pieces given back, not handed in again yet")
    return replace(
        counselors_brief(),
        page_size=size,
        couple=((words * 2)[:38], (words * 2)[5:40]),
        letterhead=(title,) * 9,
        note=(told,) * 9,
        to_look_at=12,
        screens_due=(told,) * MANY,
        overrides=(Override(title, DAY, (told,) * 5),) * MANY,
        measures=tuple(replace(MEASURE, partners=MEASURE.partners) for _ in range(17)),
        off_track=(told,) * MANY,
        status=tuple(PartnerStatus(title, 1, 60, DAY, waiting, 3, 90, "900 minutes") for _ in "ab"),
        homework=tuple(Homework(title, "each", DAY + timedelta(n), row) for n in range(MANY)),
        sealed=(SealedWork(title, title, title, DAY),) * MANY,
        went=(finding,) * MANY,
        mattered=(finding, both) * MANY,
        talks=(finding,) * MANY,
        topics=(finding,) * MANY,
        agreements=(Agreement(title, AgreementState.PROPOSED, 3, (Line(told),), standing=2),)
        * MANY,
        ahead=(Ahead(DAY, told, "hard day", told),) * MANY,
        apart=(told,) * MANY,
        handed_in=tuple(HandedIn(title, "Alex", DAY, excerpts, more=3) for _ in range(MANY)),
        openers=(Opener(told, told),) * 3,
        courses=(told,),
        carried=(told,),
    )


class TestOrder:
    def test_the_parts_stand_in_the_order_of_the_table(self) -> None:
        assert headings(counselors_brief()) == [
            "Safety",
            "Scores",
            "Not on track",
            "Homework",
            "What mattered",
            "How they talk",
            "Agreements and days ahead",
            "Where the two differ",
            "In their own words",
            "To open with",
        ]

    def test_sections_can_be_left_out_and_stand_in_another_order(self) -> None:
        brief = replace(counselors_brief(), sections=("questions", "homework"))

        assert headings(brief) == ["To open with", "Homework"]
        assert headings(replace(brief, sections=())) == []

    @pytest.mark.parametrize("keys", [("nothing",), ("homework", "homework")])
    def test_a_design_names_sections_that_there_are_and_each_once(
        self, keys: tuple[str, ...]
    ) -> None:
        with pytest.raises(ValueError, match="in its table"):
            Design(brief=keys)

    def test_in_no_order_does_the_couples_copy_hold_a_section_of_the_counselors(self) -> None:
        for table in (BRIEF, PROGRESS):
            keys = keys_of(table)
            for order in (keys, keys[::-1]):
                found = chosen(table, order, for_counselor=False)
                assert not any(section.is_for_counselor for section in found)

        told = headings(replace(couples_brief(), sections=keys_of(BRIEF)[::-1]))
        assert told == [
            "To open with",
            "In their own words",
            "Agreements and days ahead",
            "How they talk",
            "What mattered",
            "Homework",
        ]

    def test_a_letterhead_and_a_note_stand_above_the_parts(self) -> None:
        brief = replace(counselors_brief(), letterhead=("Harbor Street 4",), note=("Ask first.",))

        page = printed(write_pdf(render_paper(brief)))

        assert page.index("Harbor Street 4") < page.index("Alex and Sam")
        assert page.index("Alex and Sam") < page.index("Ask first.") < page.index("Safety")


class TestTwoPages:
    @pytest.mark.parametrize(
        ("name", "size"),
        [
            ("plain", PageSize.A4),
            ("plain", PageSize.LETTER),
            ("capitals", PageSize.LETTER),
            ("chinese", PageSize.LETTER),
            ("cyrillic", PageSize.A4),
            ("one word", PageSize.LETTER),
        ],
    )
    def test_far_too_much_stays_on_two_pages_and_says_what_was_left_out(
        self, name: str, size: PageSize
    ) -> None:
        brief = fit_on_two_pages(far_too_much(ALPHABETS[name], size))

        pdf = write_pdf(render_paper(brief))

        assert len(reader(pdf).pages) == 2
        assert "more are on the screen." in printed(pdf)
        left = brief.left_out("homework") + brief.left_out("went")
        assert f"{left} more are on the screen." in printed(pdf)
        assert all((brief.openers, brief.homework, brief.measures, brief.agreements))

    def test_what_was_left_out_and_what_is_there_come_to_all_there_was(self) -> None:
        much = far_too_much(ALPHABETS["plain"])

        brief = fit_on_two_pages(much)

        for field in {field for field, _keep in STEPS}:
            assert len(getattr(brief, field)) + brief.left_out(field) == len(getattr(much, field))

    def test_where_no_word_has_room_it_says_so_and_not_that_there_is_none(self) -> None:
        brief = replace(counselors_brief(), handed_in=(), left=(Left("handed_in", 8),))
        told = printed(write_pdf(render_paper(brief)))

        assert "There was no room for them here: 8 pieces are on the screen." in told
        assert "no new words" not in told

    def test_what_fits_is_left_whole(self) -> None:
        brief = fit_on_two_pages(counselors_brief())

        assert brief.left == ()
        assert brief.homework == counselors_brief().homework
        assert len(reader(write_pdf(render_paper(brief))).pages) <= 2

    def test_a_design_with_less_in_it_leaves_more_room_for_the_rest(self) -> None:
        much = far_too_much(ALPHABETS["plain"])
        few = replace(much, sections=("homework",), letterhead=(), note=())

        assert len(fit_on_two_pages(few).homework) > len(fit_on_two_pages(much).homework)


class TestPaper:
    @pytest.mark.parametrize("name", BRIEFS)
    def test_every_copy_is_pdf_ua(self, name: str, tmp_path: Path) -> None:
        assert faults(write_pdf(render_paper(BRIEFS[name])), tmp_path) == []

    def test_far_too_much_is_pdf_ua_too(self, tmp_path: Path) -> None:
        brief = fit_on_two_pages(far_too_much(ALPHABETS["plain"]))

        assert faults(write_pdf(render_paper(brief)), tmp_path) == []

    def test_an_empty_brief_says_so(self) -> None:
        page = printed(write_pdf(render_paper(empty_brief())))

        assert "Nothing has come in yet." in page
        assert "No homework was given for these days." in page
        assert "There is no agreement yet." in page
        assert "Nothing in these days asks to come first." in page

    def test_the_couples_copy_has_no_word_that_is_for_the_counselor(self) -> None:
        page = printed(write_pdf(render_paper(couples_brief())))

        for private in ("sitting in the car", "CSI", "Last handed in", "Sealed:", "Safety"):
            assert private not in page
        assert "opens once both have handed in" in page
        assert "That we only get along because we avoid things." in page

    @pytest.mark.parametrize(
        "told",
        [
            {"screens_due": ("PHQ-9: Sam.",)},
            {"off_track": ("Sam: 1 of 9.",)},
            {"apart": ("Alex 6, Sam 4.",)},
            {"talks": (Finding("How heard they felt", ("6", "4")),)},
            {"mattered": (Finding("How much it mattered", ("6", "4")),)},
            {"homework": counselors_brief().homework[2:3]},
        ],
    )
    def test_the_couples_copy_refuses_what_is_the_counselors(
        self, told: dict[str, tuple[object, ...]]
    ) -> None:
        with pytest.raises(ValueError, match="copy"):
            replace(couples_brief(), **told)  # type: ignore[arg-type]  # what it refuses

    def test_the_same_brief_gives_the_same_bytes(self) -> None:
        one, other = (write_pdf(render_paper(counselors_brief())) for _ in "ab")

        assert one == other
        assert counselors_brief().copy is Copy.COUNSELOR


def test_a_piece_of_their_own_words_stays_while_tables_can_still_be_shorter() -> None:
    full = counselors_brief()
    finding = Finding("How heard they felt" * 3, ("6 of 10" * 6, "4 of 10" * 6))
    full = replace(
        full,
        measures=(MEASURE,) * 4,
        homework=tuple(replace(work, title=work.title * 3) for work in full.homework) * 3,
        went=(finding,) * 6,
        mattered=(finding,) * 6,
        talks=(finding,) * 6,
        apart=("They differ in what they heard. " * 9,) * 6,
        agreements=full.agreements * 4,
        off_track=("Something is not on track. " * 4,) * 4,
    )

    fitted = fit_on_two_pages(full)

    assert fitted.handed_in
    assert fitted.left_out("handed_in")
    assert fitted.left_out("homework")
