"""The text types of a definition: trimmed, never blank, never markup, each with a limit."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from couples.exercises.blank import is_blank

# A tag is never meant; "< 5" and "<3" are, and stay.
MARKUP = re.compile(r"<[/a-zA-Z]")
# Control characters but the new line, and halves of characters, which no page can show.
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")


def fault(
    code: str, sentence: str, name: str = "", kind: str = "", **numbers: int
) -> PydanticCustomError:
    """An error whose sentence is our own, without a prefix."""
    return PydanticCustomError(code, sentence, {"name": name, "type": str(kind), **numbers})


def plain(text: str) -> str:
    """Refuse what cannot be shown as plain words: blanks, markup and control characters."""
    if is_blank(text):
        raise fault("blank", "must not be blank")
    if MARKUP.search(text):
        raise fault("markup", "must be plain text without markup")
    if UNPRINTABLE.search(text):
        raise fault("control", "must not contain control characters")
    return text


def one_line(text: str) -> str:
    """Refuse a second line, where the page has room for one."""
    if "\n" in plain(text):
        raise fault("one_line", "must be one line")
    return text


def paragraphs(text: str) -> str:
    """One line per paragraph and a blank one between, however the source was wrapped."""
    parts = re.split(r"\n[ \t\r]*\n", text.replace("\r\n", "\n"))
    return plain("\n\n".join(" ".join(part.split()) for part in parts if part.strip()))


def _trimmed(maximum: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=maximum)


Tiny = Annotated[str, _trimmed(40), AfterValidator(one_line)]
Label = Annotated[str, _trimmed(120), AfterValidator(one_line)]
# A question may be a sentence long, where somebody else's wording is asked as it stands.
Prompt = Annotated[str, _trimmed(240), AfterValidator(one_line)]
Line = Annotated[str, _trimmed(400), AfterValidator(one_line)]
Paragraphs = Annotated[str, _trimmed(6000), AfterValidator(paragraphs)]


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", text):
        raise fault(
            "slug", "must be small letters, digits and single hyphens, beginning with a letter"
        )
    return text


def _key(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", text):
        raise fault(
            "key", "must be small letters, digits and single underscores, beginning with a letter"
        )
    return text


def _code(text: str) -> str:
    if text and not re.fullmatch(r"[A-Z][0-9]{2,3}", text):
        raise fault("code", "must be a capital letter and two or three digits")
    return text


Slug = Annotated[str, StringConstraints(max_length=60), AfterValidator(_slug)]
# A key names an answer in Python, in forms and in tests, hence the underscore.
Key = Annotated[str, StringConstraints(max_length=40), AfterValidator(_key)]
# A counselor's own exercise has no code, so an empty one is fine.
Code = Annotated[str, AfterValidator(_code)]
