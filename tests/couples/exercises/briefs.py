"""
What a definition is, told as a small table, and the table of what each is meant to be.

A row is a field: key, part, type, limits, who may read it (the suggestion first), marks and
rules. Marks: ! required, = written once for both. A cell of a row follows its field as
`field.cell`.
"""

import re
from dataclasses import dataclass, replace

from couples.exercises.definition import Column, Definition, Field, FieldType


@dataclass(frozen=True)
class Brief:
    """What one definition must be; the fields are written as a small table."""

    id: str
    kind: str
    doers: str
    cadences: str
    minutes: tuple[int, int]
    gates: str
    fields: str
    rules: str = ""
    summaries: str = ""


def written_out(brief: Brief) -> Brief:
    """A brief with the spaces that only align its table taken out."""
    return replace(
        brief,
        fields=_tight(brief.fields),
        rules=_tight(brief.rules),
        summaries=_tight(brief.summaries),
    )


def _tight(table: str) -> str:
    return re.sub(r"\|\s+", "|", " ".join(table.split()))


def described(definition: Definition) -> Brief:
    """The brief that a definition would fulfil, each text with single spaces."""
    return Brief(
        definition.id,
        definition.kind,
        " ".join(definition.doers),
        " ".join(definition.cadences),
        definition.minutes,
        " ".join(definition.gates),
        " ".join(row for field in definition.fields for row in _rows(field)),
        " ".join(_rules(definition)),
        " ".join(_summaries(definition)),
    )


def _rows(field: Field) -> list[str]:
    words = [field.key, field.part, field.type, limits(field), ",".join(field.audiences)]
    mine = " ".join([*words, ("!" * field.required + "=" * field.together) or "-", *_held(field)])
    cells = [
        " ".join(
            [
                *(f"{field.key}.{column.key}", column.type, limits(column)),
                *("!" if column.required else "-", *_held(column)),
            ]
        )
        for column in field.columns
    ]
    return [mine, *cells]


def limits(shape: Field | Column) -> str:
    """The limits of a field or a cell as the table writes them."""
    options = "|".join(option.value for option in shape.options)
    span = f"{shape.minimum}-{shape.maximum}"
    told = {
        FieldType.SHORT_TEXT: str(shape.max_length),
        FieldType.LONG_TEXT: str(shape.max_length),
        FieldType.LIST: f"{span} of {shape.max_length}",
        FieldType.NUMBER: span,
        FieldType.RATING: "0-10",
        FieldType.CHOICE: options,
        FieldType.CHOICES: f"{span}:{options}",
        FieldType.ROWS: span,
    }
    if isinstance(shape, Field) and shape.to:
        return "|".join(shape.to)
    return told.get(FieldType(shape.type), "-") if shape.type != "person" else "-"


def _held(shape: Field | Column) -> list[str]:
    """The rules of one field: whose it is, when it is asked, what it does not let pass."""
    told = []
    if isinstance(shape, Field) and shape.variant:
        told.append(f"of:{shape.variant}")
    if isinstance(shape, Field) and shape.shown_if:
        told.append(f"if:{_condition(shape.shown_if)}")
    if shape.holds_back:
        below = shape.holds_back.below
        told.append("holds:no" if below is None else f"holds:<{below}")
    if shape.refuses:
        told.append("refuses:" + "|".join(shape.refuses))
    if shape.within_days:
        told.append("days:{}-{}".format(*shape.within_days))
    return told


def _condition(rule: object) -> str:
    field, among = getattr(rule, "field", ""), getattr(rule, "among", ())
    low, high = getattr(rule, "at_least", None), getattr(rule, "at_most", None)
    if among:
        return f"{field}={'|'.join(among)}"
    return f"{field}>={low}" if low is not None else f"{field}<={high}"


def _rules(definition: Definition) -> list[str]:
    """The rules of the whole definition, in a fixed order."""
    told = []
    if definition.times_a_week:
        told.append(f"times-a-week:{definition.times_a_week}")
    if definition.every_weeks:
        told.append("every-weeks:{}-{}".format(*definition.every_weeks))
    if definition.follow_up:
        told.append(f"follow-up:{definition.follow_up}")
    if definition.after_days:
        told.append("after-days:" + ",".join(map(str, definition.after_days)))
    if definition.follows:
        told.append(f"follows:{definition.follows}")
    if definition.ready:
        rule = definition.ready
        told.append(f"ready:{_condition(rule)}/{rule.within_minutes}min")
    if definition.ladder:
        rung = definition.ladder
        told.append(f"ladder:{rung.field}<={rung.highest},{rung.sessions}x{rung.comfort}")
        told[-1] += f">={rung.at_least}"
    return told


def _summaries(definition: Definition) -> list[str]:
    """How it is summed up: the kind, of what, against what; ~ turned to the other, # ours."""
    return [
        f"{each.kind}:{each.field or each.part or '-'}"
        + f".{each.column}" * bool(each.column)
        + f"/{each.against}" * bool(each.against)
        + "".join(f"+{other}" for other in each.pooled)
        + "~" * (each.by == "credited")
        + "#" * each.counselor_only
        for each in definition.summaries
    ]
