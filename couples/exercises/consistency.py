"""Whether the rules of a definition fit the fields that they look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from couples.audiences import Audience
from couples.exercises.field import NUMBERS, Field
from couples.exercises.rules import Condition
from couples.exercises.texts import fault
from couples.exercises.vocabulary import ColumnType, Doer, FieldType, Part

if TYPE_CHECKING:
    from couples.exercises.definition import Definition

RATES = frozenset({FieldType.RATING, FieldType.NUMBER})
CHOOSES = frozenset({FieldType.CHOICE, FieldType.CHOICES, FieldType.YES_NO})
# How many people an answer reaches, for telling whether one gives another away.
REACH = {
    Audience.ME: 0,
    Audience.COUNSELOR: 1,
    Audience.SESSION: 2,
    Audience.SEALED: 3,
    Audience.COUPLE: 4,
}


def check_conditions(definition: Definition) -> None:
    """Refuse a condition that cannot be met when the page is read from the top."""
    earlier: dict[str, Field] = {}
    for field in definition.fields:
        rule = field.shown_if
        if rule is not None:
            asked = earlier.get(rule.field)
            if asked is None or asked.part is not field.part:
                raise fault(
                    "shown_if",
                    "‘shown_if’ of ‘{name}’ must name a field before it, of the same part",
                    field.key,
                )
            _check_condition(rule, asked, f"shown_if’ of ‘{field.key}")
            _check_asked_alike(field, asked)
        earlier[field.key] = field


def _check_asked_alike(field: Field, asked: Field) -> None:
    if asked.variant not in {None, field.variant}:
        raise fault("shown_variant", "‘{name}’ depends on what the other is asked", field.key)
    if field.together != asked.together and field.together:
        raise fault("shown_together", "‘{name}’ depends on what each is asked apart", field.key)
    if REACH[field.audience] > REACH[asked.audience]:
        raise fault(
            "shown_tells",
            "‘{name}’ would tell of ‘{type}’, which fewer people read",
            field.key,
            asked.key,
        )


def _check_condition(rule: Condition, asked: Field, where: str) -> None:
    """A condition must fit the answers of the field that it looks at."""
    if rule.among:
        known = {option.value for option in asked.options}
        known = {"yes", "no"} if asked.type is FieldType.YES_NO else known
        if asked.type not in CHOOSES or not known.issuperset(rule.among):
            raise fault("among", "‘among’ in ‘{name}’ must hold answers of that field", where)
    elif asked.type not in RATES:
        raise fault(
            "edge_of", "‘at_least’ and ‘at_most’ in ‘{name}’ need a rating or a number", where
        )


def check_ready(definition: Definition) -> None:
    """Hold what is asked before the rest to a rule over it, and to two people who answer."""
    asked = {field.key: field for field in definition.fields_of(Part.READY)}
    rule = definition.ready
    if (rule is None) != (not asked):
        raise fault("ready", "‘ready’ and fields of the part ‘ready’ go together")
    if rule is None:
        return
    field = asked.get(rule.field)
    if field is None or not field.required or field.shown_if is not None:
        raise fault("ready_field", "‘ready’ must name a required field of the part ‘ready’")
    _check_condition(rule, field, "ready")
    if Doer.ONE in definition.doers:
        raise fault("ready_one", "‘ready’ waits for both, but one may do it alone")


def check_ladder(definition: Definition) -> None:
    """A ladder needs a level and a comfort, both asked each time."""
    ladder = definition.ladder
    if ladder is None:
        return
    fields = {field.key: field for field in definition.fields_of(definition.repeated_part)}
    level, comfort = fields.get(ladder.field), fields.get(ladder.comfort)
    if level is None or level.type is not FieldType.NUMBER or not level.required:
        raise fault("ladder_level", "‘field’ of ‘ladder’ must be a required number asked each time")
    if (level.minimum, level.maximum) != (0, ladder.highest):
        raise fault("ladder_range", "the level must go from 0 to ‘highest’")
    if comfort is None or comfort.type is not FieldType.RATING or comfort.together:
        raise fault("ladder_comfort", "‘comfort’ of ‘ladder’ must be a rating that each one gives")
    for field in (level, comfort):
        if Audience.ME in field.audiences:
            raise fault(
                "ladder_hidden", "‘{name}’ of the ladder must be for the counselor too", field.key
            )
    if not comfort.required:
        raise fault("ladder_open", "‘comfort’ of ‘ladder’ must be required")


def check_summaries(definition: Definition) -> None:
    """A summary must be of something that is asked, in a way that its answers allow."""
    known = {field.key: field for field in definition.fields}
    for summary in definition.summaries:
        if summary.field is None:
            continue
        field = known.get(summary.field)
        if field is None:
            raise fault("summary", "a summary names ‘{name}’, which is not asked", summary.field)
        if summary.part not in {None, field.part}:
            raise fault("summary_part", "‘{name}’ is of another part", summary.field)
        columns = {column.key for column in field.columns}
        named = {summary.column, summary.against if columns else None} - {None}
        for name in sorted(filter(None, named - columns)):
            raise fault("summary_column", "‘{name}’ is not a column of its field", name)
        if not columns and summary.against is not None and summary.against not in known:
            raise fault("summary", "a summary names ‘{name}’, which is not asked", summary.against)
        _check_summed(summary.kind.value, field, summary.column)


def _check_summed(kind: str, field: Field, column: str | None) -> None:
    kinds = {c.key: c.type for c in field.columns}
    of: FieldType | ColumnType = kinds[column] if column else field.type
    is_number = of in NUMBERS or of in {"rating", "number", "yes-no"}
    wants_number = kind in {"trend", "mean", "gap", "sum", "median"}
    if wants_number and not is_number:
        raise fault("summary_number", "‘{name}’ has no numbers for ‘{type}’", field.key, kind)
    if kind in {"share-yes", "hours"} and of != "yes-no":
        raise fault("summary_yes", "‘{name}’ is no yes or no", field.key)
    if kind == "untried" and of != "list":
        raise fault("summary_list", "‘{name}’ is no list", field.key)
