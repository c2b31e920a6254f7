"""Which limits each type of field takes, what they are when unsaid, and how far they go."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from couples.exercises.texts import fault

# Everything that a type does not take is refused, so that a slip is noticed.
TAKES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "short-text": frozenset({"max_length", "refuses"}),
        "long-text": frozenset({"max_length", "refuses"}),
        "rating": frozenset({"low", "high", "holds_back"}),
        "number": frozenset({"minimum", "maximum", "unit", "holds_back"}),
        "yes-no": frozenset({"holds_back"}),
        "choice": frozenset({"options"}),
        "choices": frozenset({"options", "minimum", "maximum"}),
        "date": frozenset({"within_days"}),
        "list": frozenset({"minimum", "maximum", "max_length", "refuses"}),
        "rows": frozenset({"columns", "minimum", "maximum"}),
        "person": frozenset(),
        "reference": frozenset({"to"}),
    }
)
NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "rating": frozenset({"low", "high"}),
        "number": frozenset({"minimum", "maximum"}),
        "choice": frozenset({"options"}),
        "choices": frozenset({"options"}),
        "rows": frozenset({"columns"}),
        "reference": frozenset({"to"}),
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
SETTINGS = (
    "max_length",
    "minimum",
    "maximum",
    "unit",
    "low",
    "high",
    "options",
    "columns",
    "to",
    "holds_back",
    "refuses",
    "within_days",
)
# A cell has little room, so that what its ends mean may go without saying.
FREE_IN_A_CELL: frozenset[str] = frozenset({"low", "high"})
LONGEST: Mapping[str, int] = MappingProxyType({"short-text": 200, "long-text": 20_000, "list": 200})
MOST: Mapping[str, int] = MappingProxyType({"list": 30, "rows": 20})
FURTHEST = 1_000_000
FURTHEST_DAY = 3660
FEWEST_OPTIONS = 2
MOST_OPTIONS = 30
MOST_COLUMNS = 8
MOST_KINDS = 10


def check_settings(kind: str, shape: Any, *, is_cell: bool = False) -> None:
    """Refuse limits that the type does not take, lacks, or could not keep."""
    needs = NEEDS.get(kind, frozenset()) - (FREE_IN_A_CELL if is_cell else frozenset())
    for name in SETTINGS:
        given = getattr(shape, name, None) not in {None, ()}
        if given and name not in TAKES[kind]:
            raise fault("unfitting", "‘{name}’ does not belong to the type ‘{type}’", name, kind)
        if not given and name in needs:
            raise fault("needed", "the type ‘{type}’ needs ‘{name}’", name, kind)
    _check_length(kind, shape.max_length)
    _check_range(kind, shape.minimum, shape.maximum, len(shape.options))
    _check_options([option.value for option in shape.options])
    _check_columns(getattr(shape, "columns", ()))
    _check_kinds(getattr(shape, "to", ()))
    _check_holding_back(kind, shape)
    _check_days(shape.within_days)
    if len(set(shape.refuses)) < len(shape.refuses):
        raise fault("same_topic", "‘refuses’ names the same thing twice")


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


def _check_days(days: tuple[int, int] | None) -> None:
    if days is not None and not -FURTHEST_DAY <= days[0] <= days[1] <= FURTHEST_DAY:
        raise fault(
            "days",
            "‘within_days’ must be two numbers from {first} to {last}, the smaller one first",
            first=-FURTHEST_DAY,
            last=FURTHEST_DAY,
        )


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


def _check_kinds(definitions: Sequence[str]) -> None:
    if len(definitions) > MOST_KINDS:
        raise fault("kinds", "‘to’ may name {limit} definitions at most", limit=MOST_KINDS)
    if len(set(definitions)) < len(definitions):
        raise fault("same_kind", "‘to’ names the same thing twice")


def _check_holding_back(kind: str, shape: Any) -> None:
    """Refuse an edge outside the limits, where every answer or none would be held back."""
    rule = shape.holds_back
    if rule is None:
        return
    if rule.unless_yes != (kind == "yes-no"):
        raise fault(
            "edge",
            "a yes or no is held back by ‘unless_yes’, a number by ‘below’",
        )
    if rule.below is None:
        return
    low, high = (0, 10) if shape.minimum is None else (shape.minimum, shape.maximum)
    if not low < rule.below <= high:
        raise fault(
            "edge_range",
            "‘below’ must be from {first} to {last}, or it would hold back all or nothing",
            first=low + 1,
            last=high,
        )
