"""
One answer: checked against its field, stored, and told back in words.

`clean` takes what a form delivers and gives the value to keep, or None for nothing;
`require` and `problems` say what stands in the way of handing it in. How a value is
stored and told lives in `telling` and is offered here too.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from couples.errors import DomainError
from couples.exercises.asking import ask, limits
from couples.exercises.blank import is_blank
from couples.exercises.definition import Column, ColumnType, Field, FieldType
from couples.exercises.holding import held_back
from couples.exercises.telling import (
    Cell,
    Row,
    Value,
    from_number,
    from_words,
    readable,
    to_number,
    to_words,
)
from couples.wording import gettext as _
from couples.wording import ngettext

__all__ = [
    "AnswerError",
    "Cell",
    "Row",
    "Value",
    "clean",
    "from_number",
    "from_words",
    "problems",
    "readable",
    "require",
    "to_number",
    "to_words",
]

PEOPLE = ("author", "other", "both")
# A calendar picker offers any year; a diary has use for these.
FIRST_YEAR, LAST_YEAR = 1900, 2199
YES = frozenset({"yes", "true", "on", "1"})
NO = frozenset({"no", "false", "off", "0"})
WHOLE_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]0+)?")
# The public id of a row, as an address carries it.
PUBLIC_ID = re.compile(r"[a-z2-7]{26}")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class AnswerError(DomainError):
    """An answer does not fit its field; the message says what to do, never what was written."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key


def clean(field: Field, raw: object, *, draft: bool = False) -> Value | None:
    """
    The value to keep for what was typed, or None when that is nothing.

    A draft may be too long or too few, because unfinished words are kept as well;
    what no column could hold is refused even then.
    """
    name = _("‘%(label)s’", label=field.label)
    try:
        match field.type:
            case FieldType.CHOICES:
                return _choices(field, raw, name, draft=draft)
            case FieldType.LIST:
                return _items(field, raw, name, draft=draft)
            case FieldType.ROWS:
                return _rows(field, raw, name, draft=draft)
            case _:
                return _one(field, raw, name, draft=draft)
    except _Refused as refusal:
        raise AnswerError(str(refusal), field.key) from None


def require(field: Field, value: Value | None) -> None:
    """Refuse nothing, where the field needs something before it is handed in."""
    if field.required and value is None:
        raise AnswerError(ask(field, _("‘%(label)s’", label=field.label)), field.key)


def problems(field: Field, raw: object, *, draft: bool = False) -> list[str]:
    """Every sentence that stands in the way of keeping, or else of handing in, this answer."""
    try:
        value = clean(field, raw, draft=draft)
        if not draft:
            require(field, value)
    except AnswerError as error:
        return [str(error)]
    return []


class _Refused(Exception):  # noqa: N818 - It never leaves this module; AnswerError does.
    """A sentence on its way to becoming an AnswerError."""


def _one(shape: Field | Column, raw: object, name: str, *, draft: bool) -> str | int | date | None:
    """A single value, of a field or of one cell in a row, where nothing holds it back."""
    value = _fitting(shape, raw, name, draft=draft)
    _let_stand(shape, value, name, draft=draft)
    return value


def _let_stand(shape: Field | Column, value: object, name: str, *, draft: bool) -> None:
    sentence = None if draft else held_back(shape, value, name)
    if sentence is not None:
        raise _Refused(sentence)


def _fitting(
    shape: Field | Column, raw: object, name: str, *, draft: bool
) -> str | int | date | None:
    if raw is None or (isinstance(raw, str) and not UNSTORABLE.search(raw) and is_blank(raw)):
        return None
    value: str | int | date | None
    match shape.type:
        case FieldType.SHORT_TEXT | FieldType.LONG_TEXT | ColumnType.SHORT_TEXT:
            return _text(shape, raw, name, draft=draft)
        case FieldType.CHOICE | ColumnType.CHOICE:
            value = _among([option.value for option in shape.options], raw)
        case ColumnType.PERSON:
            value = _among(PEOPLE, raw)
        case FieldType.YES_NO | ColumnType.YES_NO:
            value = _yes_no(raw)
        case FieldType.REFERENCE:
            value = raw if isinstance(raw, str) and PUBLIC_ID.fullmatch(raw) else None
        case FieldType.DATE | ColumnType.DATE:
            value = _date(raw)
        case _:
            value = _number(shape, raw)
    if value is None:
        raise _Refused(ask(shape, name))
    return value


def _text(shape: Field | Column, raw: object, name: str, *, draft: bool) -> str | None:
    """The text as it was typed, but for line ends and empty lines after the last word."""
    if not isinstance(raw, str):
        raise _Refused(ask(shape, name))
    if UNSTORABLE.search(raw):
        raise _Refused(
            _("%(name)s holds a character that cannot be kept. Please delete it.", name=name)
        )
    lines = raw.replace("\r\n", "\n").split("\n")
    while lines and is_blank(lines[-1]):
        lines.pop()
    text = "\n".join(lines)
    limit = shape.max_length
    if limit is not None and len(text) > limit and not draft:
        raise _Refused(
            _(
                "Shorten %(name)s to %(limit)s characters. It has %(length)s now.",
                name=name,
                limit=limit,
                length=len(text),
            )
        )
    return text or None


def _among(known: Sequence[str], raw: object) -> str | None:
    return raw if isinstance(raw, str) and raw in known else None


def _yes_no(raw: object) -> bool | None:
    word = str(raw).strip().lower() if isinstance(raw, str | int) else ""
    return True if word in YES else False if word in NO else None


def _number(shape: Field | Column, raw: object) -> int | None:
    """A whole number within the limits, however it was written."""
    if isinstance(raw, str) and WHOLE_NUMBER.fullmatch(raw.strip()):
        number = int(re.split("[.,]", raw.strip())[0])
    elif isinstance(raw, int | float) and not isinstance(raw, bool) and raw % 1 == 0:
        number = int(raw)
    else:
        return None
    low, high = limits(shape)
    return number if low <= number <= high else None


def _date(raw: object) -> date | None:
    if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw.strip()):
        try:
            raw = date.fromisoformat(raw.strip())
        except ValueError:
            return None
    if not isinstance(raw, date) or isinstance(raw, datetime):
        return None
    return raw if FIRST_YEAR <= raw.year <= LAST_YEAR else None


def _choices(field: Field, raw: object, name: str, *, draft: bool) -> list[str] | None:
    """The ticked values in the order of the page, each once."""
    ticked = [value for value in _several(field, raw, name) if not _is_nothing(value)]
    known = [option.value for option in field.options]
    if any(value not in known for value in ticked):
        raise _Refused(ask(field, name))
    chosen = [value for value in known if value in ticked]
    _check_count(field, len(chosen), name, draft=draft)
    return chosen or None


def _items(field: Field, raw: object, name: str, *, draft: bool) -> list[str] | None:
    """The items that say something; a text counts one item to a line."""
    if isinstance(raw, str):
        raw = raw.replace("\r\n", "\n").split("\n")
    given = [item for item in _several(field, raw, name) if item is not None]
    texts = [_text(field, item, name, draft=draft) for item in given]
    items = [text for text in texts if text is not None]
    for item in items:
        _let_stand(field, item, name, draft=draft)
    _check_count(field, len(items), name, draft=draft)
    return items or None


def _rows(field: Field, raw: object, name: str, *, draft: bool) -> list[Row] | None:
    """The rows that say something, each with the cells that were filled in."""
    rows: list[Row] = []
    for number, given in enumerate(_several(field, raw, name), start=1):
        if not isinstance(given, Mapping):
            raise _Refused(ask(field, name))
        row: Row = {}
        for column in field.columns:
            value = _one(column, given.get(column.key), _cell(column, number, name), draft=draft)
            if value is not None:
                row[column.key] = value
        for column in field.columns if row and not draft else ():
            if column.required and column.key not in row:
                raise _Refused(ask(column, _cell(column, number, name)))
        if row:
            rows.append(row)
    _check_count(field, len(rows), name, draft=draft)
    return rows or None


def _cell(column: Column, number: int, name: str) -> str:
    return _(
        "‘%(label)s’ in row %(number)s of %(name)s", label=column.label, number=number, name=name
    )


def _several(field: Field, raw: object, name: str) -> list[object]:
    if raw is None:
        return []
    if isinstance(raw, list | tuple):
        return list(raw)
    if isinstance(raw, str):
        return [raw]
    raise _Refused(ask(field, name))


def _is_nothing(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and is_blank(raw))


def _check_count(field: Field, count: int, name: str, *, draft: bool) -> None:
    """Hold whatever was given to the number of things asked for; nothing is a count of its own."""
    if draft or not count or field.minimum is None or field.maximum is None:
        return
    if count < field.minimum:
        raise _Refused(
            ngettext(
                "Give at least %(num)s answer for %(name)s.",
                "Give at least %(num)s answers for %(name)s.",
                field.minimum,
                name=name,
            )
        )
    if count > field.maximum:
        raise _Refused(
            ngettext(
                "Give at most %(num)s answer for %(name)s.",
                "Give at most %(num)s answers for %(name)s.",
                field.maximum,
                name=name,
            )
        )
