"""What to do for an answer, in one sentence, whether it is missing or does not fit."""

from couples.exercises.definition import Column, ColumnType, Field, FieldType
from couples.wording import gettext as _

LOWEST_RATING, HIGHEST_RATING = 0, 10


def limits(shape: Field | Column) -> tuple[int, int]:
    """The lowest and the highest number that fit; a rating goes from 0 to 10."""
    if shape.minimum is None or shape.maximum is None:
        return LOWEST_RATING, HIGHEST_RATING
    return shape.minimum, shape.maximum


def ask(shape: Field | Column, name: str) -> str:
    """What to do for this answer, whether it is missing or does not fit."""
    low, high = limits(shape)
    known = {"low": low, "high": high, "name": name}
    match shape.type:
        case FieldType.RATING | ColumnType.RATING:
            words = _("Choose a number from %(low)s to %(high)s for %(name)s.", **known)
        case FieldType.NUMBER | ColumnType.NUMBER:
            words = _("Write a whole number from %(low)s to %(high)s for %(name)s.", **known)
        case FieldType.YES_NO | ColumnType.YES_NO:
            words = _("Choose yes or no for %(name)s.", name=name)
        case FieldType.CHOICE | ColumnType.CHOICE:
            words = _("Choose one of the answers for %(name)s.", name=name)
        case FieldType.CHOICES:
            words = _("Choose from the answers for %(name)s.", name=name)
        case FieldType.DATE | ColumnType.DATE:
            words = _("Choose a date for %(name)s.", name=name)
        case ColumnType.PERSON:
            words = _("Choose a person for %(name)s.", name=name)
        case FieldType.REFERENCE:
            words = _("Choose one from the list for %(name)s.", name=name)
        case FieldType.ROWS:
            words = _("Fill in at least one row of %(name)s.", name=name)
        case _:
            words = _("Write an answer for %(name)s.", name=name)
    return words
