"""Dr. Morgan takes an exercise out as a file, and another one in."""

from __future__ import annotations

import io
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from couples.exercises.exporting import export
from couples.exercises.loading import builtin_definition, parse
from tests.page import Page, Visitor

pytestmark = pytest.mark.usefixtures("library")

GRIEVANCE = export(builtin_definition("grievance"))


def bring(morgan: Visitor, text: str, *, status: int = 200) -> Page:
    """Paste a text and take it over."""
    page = morgan.open("/counselor/library/import")
    return page.press("Take it over as a draft", {"Or its text": text}, status=status)


def bring_file(morgan: Visitor, raw: bytes, *, status: int = 200) -> Page:
    fields: dict[str, Any] = {"file": FileStorage(io.BytesIO(raw), "exercise.toml"), "text": ""}
    return morgan.post("/counselor/library/import", fields, status=status)


class TestExport:
    def test_the_file_is_the_exercise_and_its_name_tells_nothing(self, morgan: Visitor) -> None:
        page = morgan.open("/counselor/library").click("Naming what hurt")

        file = page.click("Export as a file")

        assert parse(file.response.get_data(as_text=True)) == builtin_definition("grievance")
        assert (
            file.response.headers["Content-Disposition"]
            == 'attachment; filename="exercise-2026-11-23.toml"'
        )


class TestImport:
    def test_a_text_becomes_a_draft_that_can_be_published(self, morgan: Visitor) -> None:
        page = bring(morgan, GRIEVANCE)

        assert page.h1 == "Naming what hurt"
        assert "Nobody sees it before you publish it." in page.text
        assert "Version 1 is published." in page.press("Publish").text

    def test_a_file_is_as_good_as_its_text(self, morgan: Visitor) -> None:
        assert bring_file(morgan, GRIEVANCE.encode()).h1 == "Naming what hurt"

    def test_every_fault_is_named_by_its_line_and_the_text_stays(self, morgan: Visitor) -> None:
        faulty = GRIEVANCE.replace("kind = ", "sort = ").replace(
            'label = "What happened"', 'label = "<b>What</b>"'
        )

        page = bring(morgan, faulty, status=422)

        assert "‘kind’: is missing." in page.text
        assert "‘sort’: is not known here." in page.text
        assert "field ‘what_happened’, ‘label’: must be plain text without markup." in page.text
        assert "Line 4" in page.text
        assert page.value_of("Or its text") == [faulty]
        assert "Begun and not published" not in morgan.open("/counselor/library/new").text

    def test_the_text_of_a_faulty_file_stays_too(self, morgan: Visitor) -> None:
        page = bring_file(morgan, b'title = "Half"', status=422)

        assert page.value_of("Or its text") == ['title = "Half"']

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "Choose a file, or paste its text."),
            ("Dear diary", "this is not TOML"),
            ("#" * 200_001, "The text may have 200,000 characters at most."),
            (
                GRIEVANCE
                + "".join(
                    f'\n[[fields]]\nkey = "q{n}"\nlabel = "Q"\ntype = "date"\naudience = "me"\n'
                    for n in range(60)
                ),
                "may hold 60 at most",
            ),
        ],
        ids=["nothing", "prose", "too long", "too many questions"],
    )
    def test_what_cannot_be_read_is_refused_whole(
        self, morgan: Visitor, text: str, told: str
    ) -> None:
        status = 422 if text else 409

        assert told in bring(morgan, text, status=status).text

    def test_a_picture_is_no_exercise(self, morgan: Visitor) -> None:
        page = bring_file(morgan, b"\x89PNG\r\n\xff\xfe", status=409)

        assert "The file is not plain text." in page.text

    def test_the_other_side_finds_neither(self, alex: Visitor, morgan: Visitor) -> None:
        exported = morgan.open("/counselor/library").click("Naming what hurt").path

        alex.open("/counselor/library/import", status=404)
        alex.open(f"{exported}/export.toml", status=404)
