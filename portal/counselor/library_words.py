"""What the pages on which exercises are written call types of answers, moments and readers."""

from __future__ import annotations

from types import MappingProxyType

from couples.audiences import Audience
from couples.exercises.definition import (
    Cadence,
    ColumnType,
    Doer,
    FieldType,
    Gate,
    Kind,
    Part,
    SummaryKind,
    SummedBy,
    Topic,
    Variant,
)
from couples.exercises.topics import topic_name
from couples.wording import gettext as _
from portal.counselor.words import caution, reader
from portal.forms.drafting import Names
from portal.words import cadence_name, doer_name, kind_name


def type_name(kind: FieldType) -> str:
    """How a question is answered."""
    return {
        FieldType.SHORT_TEXT: _("A few words"),
        FieldType.LONG_TEXT: _("Several sentences"),
        FieldType.RATING: _("A rating from 0 to 10"),
        FieldType.NUMBER: _("A number"),
        FieldType.YES_NO: _("Yes or no"),
        FieldType.CHOICE: _("One choice of several"),
        FieldType.CHOICES: _("Any of several choices"),
        FieldType.DATE: _("A date"),
        FieldType.LIST: _("A list of short lines"),
        FieldType.ROWS: _("Rows with columns"),
        FieldType.REFERENCE: _("Something from earlier, such as an agreement"),
    }[kind]


def column_name(kind: ColumnType) -> str:
    """What goes into a cell."""
    return {
        ColumnType.SHORT_TEXT: _("A few words"),
        ColumnType.CHOICE: _("One choice of several"),
        ColumnType.DATE: _("A date"),
        ColumnType.NUMBER: _("A number"),
        ColumnType.PERSON: _("One of the two, or both"),
        ColumnType.RATING: _("A rating from 0 to 10"),
        ColumnType.YES_NO: _("Yes or no"),
    }[kind]


def part_name(part: Part) -> str:
    """The moment at which something is asked."""
    return {
        Part.MAIN: _("In the exercise itself, or to set it up"),
        Part.LOG: _("At each check-in, or later on"),
        Part.RECEIVED: _("Of the other partner, about a check-in that they can read"),
        Part.READY: _("Before it begins, of each apart"),
        Part.SESSION: _("In session, of you"),
    }[part]


def topic_word(topic: Topic) -> str:
    """What a consequence may not reach for."""
    return topic_name(topic)


def summary_name(kind: SummaryKind) -> str:
    """What a line of the report counts."""
    return {
        SummaryKind.ADHERENCE: _("How often it was done of the times it was due"),
        SummaryKind.COUNT: _("How many times"),
        SummaryKind.TREND: _("How a number goes up or down"),
        SummaryKind.MEAN: _("The mean of a number"),
        SummaryKind.LATEST: _("The latest answer"),
        SummaryKind.FIRST_AND_LATEST: _("The first and the latest answer"),
        SummaryKind.SHARE_YES: _("How many times it was a yes"),
        SummaryKind.CHOICES: _("How often each answer was chosen"),
        SummaryKind.TOP: _("What came up most, or mattered most"),
        SummaryKind.GAP: _("How far two numbers lie apart"),
        SummaryKind.SUM: _("The sum of a number"),
        SummaryKind.MEDIAN: _("The middle of a number"),
        SummaryKind.HOURS: _("How many hours until it was first a yes"),
        SummaryKind.UNTRIED: _("What of a list was never tried"),
    }[kind]


def summed_by_name(by: SummedBy) -> str:
    """Whose line of the report it is."""
    if by is SummedBy.CREDITED:
        return _("Of the one whom it speaks of")
    return _("Of the one who wrote it")


def variant_name(variant: Variant) -> str:
    """One of the two parts, before anybody has it."""
    return _("The first part") if variant is Variant.FIRST else _("The second part")


NAMES: Names = MappingProxyType(
    {
        Kind: kind_name,
        SummaryKind: summary_name,
        SummedBy: summed_by_name,
        Topic: topic_word,
        Doer: doer_name,
        Cadence: cadence_name,
        Gate: caution,
        FieldType: type_name,
        ColumnType: column_name,
        Part: part_name,
        Audience: reader,
    }
)
"""How the forms name what there is to choose."""
