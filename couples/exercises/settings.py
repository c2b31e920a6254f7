"""Which limits each type of field takes, what they are when unsaid, and how far they go."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from couples.exercises.texts import fault

# Everything that a type does not take is refused, so that a slip is noticed.
TAKES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "short-text": frozenset({"max_length"}),
        "long-text": frozenset({"max_length"}),
        "rating": frozenset({"low", "high"}),
        "number": frozenset({"minimum", "maximum", "unit"}),
        "yes-no": frozenset(),
        "choice": frozenset({"options"}),
        "choices": frozenset({"options", "minimum", "maximum"}),
        "date": frozenset(),
        "list": frozenset({"minimum", "maximum", "max_length"}),
        "rows": frozenset({"columns", "minimum", "maximum"}),
        "person": frozenset(),
    }
)
NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "rating": frozenset({"low", "high"}),
        "number": frozenset({"minimum", "maximum"}),
        "choice": frozenset({"options"}),
        "choices": frozenset({"options"}),
        "rows": frozenset({"columns"}),
    }
)
DEFAULTS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "short-text": {"max_length": 200},
        "long-text": {"max_length": 2000},
        "choices": {"minimum": 1},
        "list": {"minimum": 1, "maximum": 10, "max_length": 120},
        "rows": {"minimum": 1, "maximum": 10},
    }
)
# The order in which a fault is named when there are several.
SETTINGS = ("max_length", "minimum", "maximum", "unit", "low", "high", "options", "columns")
LONGEST: Mapping[str, int] = MappingProxyType({"short-text": 200, "long-text": 20_000, "list": 200})
MOST: Mapping[str, int] = MappingProxyType({"list": 30, "rows": 20})
FURTHEST = 1_000_000
FEWEST_OPTIONS = 2
MOST_OPTIONS = 30
MOST_COLUMNS = 6


def check_settings(kind: str, shape: Any) -> None:
    """Refuse limits that the type does not take, lacks, or could not keep."""
    for name in SETTINGS:
        given = getattr(shape, name, None) not in {None, ()}
        if given and name not in TAKES[kind]:
            raise fault("unfitting", "‘{name}’ does not belong to the type ‘{type}’", name, kind)
        if not given and name in NEEDS.get(kind, ()):
            raise fault("needed", "the type ‘{type}’ needs ‘{name}’", name, kind)
    _check_length(kind, shape.max_length)
    _check_range(kind, shape.minimum, shape.maximum, len(shape.options))
    _check_options([option.value for option in shape.options])
    _check_columns(getattr(shape, "columns", ()))


def _check_length(kind: str, length: int | None) -> None:
    if length is not None and not 1 <= length <= LONGEST[kind]:
        raise fault("length", "‘max_length’ must be from 1 to {limit}", limit=LONGEST[kind])


def _check_range(kind: str, low: int | None, high: int | None, options: int) -> None:
    if low is None or high is None:
        return
    if kind == "number":
        first, last = -FURTHEST, FURTHEST
    else:
        first, last = 1, options or MOST[kind]
    if not (first <= low <= last and first <= high <= last):
        raise fault(
            "range",
            "‘minimum’ and ‘maximum’ must be from {first} to {last}",
            first=first,
            last=last,
        )
    if low > high:
        raise fault("upside_down", "‘minimum’ must not be more than ‘maximum’")


def _check_options(values: Sequence[str]) -> None:
    if values and not FEWEST_OPTIONS <= len(values) <= MOST_OPTIONS:
        raise fault("options", "there must be from 2 to {limit} options", limit=MOST_OPTIONS)
    if len(set(values)) < len(values):
        raise fault("same_option", "two options have the same ‘value’")


def _check_columns(columns: Sequence[Any]) -> None:
    if len(columns) > MOST_COLUMNS:
        raise fault("columns", "there may be {limit} columns at most", limit=MOST_COLUMNS)
    if len({column.key for column in columns}) < len(columns):
        raise fault("same_column", "two columns have the same ‘key’")
    if columns and not any(column.required for column in columns):
        raise fault("no_column", "at least one column must be required, or a row could be empty")
