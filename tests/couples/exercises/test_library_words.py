"""The words of the built-in library, as a partner and a counselor read them."""

import re
from collections.abc import Iterator

import pytest

from couples.exercises.definition import Definition
from couples.exercises.loading import builtin_definitions

LIBRARY = {definition.code: definition for definition in builtin_definitions()}


def _texts(definition: Definition) -> Iterator[str]:
    """Every word that a counselor or a partner may read."""
    yield from (definition.title, definition.purpose, definition.instructions, definition.origin)
    yield from (definition.not_when, definition.summary, *(definition.variants or ()))
    yield from (summary.label for summary in definition.summaries)
    yield from [definition.ready.say] if definition.ready else []
    for field in definition.fields:
        yield from [field.help] if field.help else []
        for shape in (field, *field.columns):
            yield from (text for text in (shape.label, shape.low, shape.high) if text)
            yield from (option.label for option in shape.options)
            yield from [shape.holds_back.say] if shape.holds_back else []


TEXTS = [(code, text) for code, each in LIBRARY.items() for text in _texts(each)]
BANNED_WORDS = re.compile(
    r"\b(clients?|patients?|spouses?|users?|husband|wife|therapists?|counsellor|homework"
    r"|gottman|imago|prep|eft|ibct|enright|fault|guilty|failed|streak)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("code", "text"), TEXTS)
def test_words_are_plain_and_warm(code: str, text: str) -> None:
    assert "!" not in text, "Nobody is shouted at."
    assert not re.search(r"['\"`]|\.\.\.|--| - ", text), "Quotes and dashes are typographic."
    assert not BANNED_WORDS.search(text), "Say it in the words of the house."
    assert text[0].isupper() or text[0] in "“‘", "A sentence begins with a capital."
    assert "  " not in text


@pytest.mark.parametrize("code", LIBRARY)
def test_titles_and_labels_are_in_sentence_case_without_a_full_stop(code: str) -> None:
    definition = LIBRARY[code]
    labels = [
        definition.title,
        *(field.label for field in definition.fields),
        *(option.label for field in definition.fields for option in field.options),
        *(column.label for field in definition.fields for column in field.columns),
    ]
    weekdays = r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

    for label in labels:
        later = [word for word in label.split()[1:] if word[0].isupper() and word != "I"]
        assert not later or re.fullmatch(weekdays, label), label
        assert not label.endswith((".", ":", "?")), label


@pytest.mark.parametrize("code", LIBRARY)
def test_a_counselor_reads_one_sentence_each(code: str) -> None:
    definition = LIBRARY[code]

    for text in (definition.purpose, definition.origin, definition.not_when, definition.summary):
        assert text.endswith(".")
        assert text.count(". ") == 0, text
    assert definition.not_when.startswith("Not ")


@pytest.mark.parametrize("code", LIBRARY)
def test_a_partner_is_spoken_to_in_short_paragraphs(code: str) -> None:
    definition = LIBRARY[code]

    assert re.search(r"\b(you|your)\b", definition.instructions, re.IGNORECASE)
    assert len(definition.paragraphs) > 1
    assert all(len(paragraph) < 400 for paragraph in definition.paragraphs)
