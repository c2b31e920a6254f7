"""The library: what a counselor weighs, and what a partner would see."""

from __future__ import annotations

import pytest

from couples.exercises.definition import Definition, Part, Variant
from couples.exercises.loading import builtin_definitions
from tests.page import Visitor

pytestmark = pytest.mark.usefixtures("library")


def test_everything_that_ships_is_in_it(morgan: Visitor) -> None:
    page = morgan.open("/counselor/library")

    for definition in builtin_definitions():
        assert definition.title in page.text
        assert definition.purpose in page.text


def test_an_exercise_says_when_to_leave_it_alone_and_who_reads_what(morgan: Visitor) -> None:
    page = morgan.open("/counselor/library").click("Naming what hurt")

    assert page.title == "Naming what hurt – Mendwell"
    assert "Not while the hurt is still going on" in page.text
    assert "Not where there is violence, coercion or fear between the partners." in page.text
    assert "One of the two" in page.text
    assert "15 minutes" in page.text
    assert "Only the one who writes it" in page.text
    assert "The writer may choose instead:" in page.text


@pytest.mark.parametrize("definition", builtin_definitions(), ids=lambda d: d.code)
def test_every_exercise_can_be_read_and_previewed_as_either(
    morgan: Visitor, definition: Definition
) -> None:
    page = morgan.open("/counselor/library").click(definition.title)

    first = page.click("See it as the first partner")
    second = first.click("As the second partner")

    for preview, name, other in (
        (first, "Avery", Variant.SECOND),
        (second, "Jordan", Variant.FIRST),
    ):
        assert f"You are answering as {name}." in preview.text
        for field in definition.fields:
            if field.variant is not other and field.part is not Part.SESSION:
                assert field.label in preview.text


def test_each_of_two_parts_is_previewed_apart(morgan: Visitor) -> None:
    definition = next(d for d in builtin_definitions() if d.variants)
    labels = [field.label for field in definition.fields]
    apart = {
        field.variant: field.label
        for field in definition.fields
        if field.variant and labels.count(field.label) == 1
    }

    page = morgan.open("/counselor/library").click(definition.title)
    first = page.click("See it as the first partner")

    assert f"You are answering as Avery. {definition.variants[0]}." in first.text  # type: ignore[index]
    for variant, label in apart.items():
        told = [words.removesuffix(" (optional)") for words in first.find_all(".field__label")]
        assert (label in told) == (variant is Variant.FIRST)


def test_a_preview_can_be_handed_to_nobody(morgan: Visitor) -> None:
    page = morgan.open("/counselor/library").click("A fear, a joy, a need")

    preview = page.click("See it as the first partner")

    assert "This is a preview at the width of a phone" in preview.text
    assert preview.soup.select("form .field") == []
    assert len(preview.soup.select("fieldset[disabled] .field")) > 3
    assert "For Jordan it stays sealed until you have both handed in." in preview.text
