"""
A definition as TOML, as it stands in the library's own files, and exactly itself when read.

`loading.parse` reads it back. The shape is ours and small, so that a few lines write it:
plain values first, then a table for each question, option, column and summary.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from couples.exercises.definition import Definition

_TABLES = frozenset({"options", "columns", "summaries", "turns", "guide"})
_WIDTH = 90


def export(definition: Definition) -> str:
    """The text that `parse` reads as exactly this definition."""
    given = definition.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return "\n".join(_table(given)) + "\n"


def _table(given: Mapping[str, Any], path: str = "") -> list[str]:
    """The lines of one table: what it says itself, and then the tables inside it."""
    inside = {name: value for name, value in given.items() if _is_tables(name, value)}
    lines = [
        f"{name} = {_paragraphs(value) if name == 'instructions' else _value(value)}"
        for name, value in given.items()
        if name not in inside
    ]
    for name, value in inside.items():
        heading, tables = f"[[{path}{name}]]", value
        if isinstance(value, Mapping):
            heading, tables = f"[{path}{name}]", [value]
        for table in tables:
            lines += ["", heading, *_table(table, f"{path}{name}.")]
    return lines


def _is_tables(name: str, value: Any) -> bool:
    """The fields of an exercise are tables; those of a turn are names."""
    return name in _TABLES or (name == "fields" and isinstance(value[0], Mapping))


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            # What JSON escapes, TOML escapes alike.
            return json.dumps(value, ensure_ascii=False)
        case Mapping():
            return _inline(value)
        case Sequence():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            raise TypeError(f"A definition holds no {type(value).__name__}.")


def _inline(value: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{name} = {_value(each)}" for name, each in value.items()) + " }"


def _paragraphs(text: str) -> str:
    """Wrapped for reading; a definition takes its paragraphs apart at blank lines alone."""
    escaped = text.replace("\\", "\\\\").replace('"""', '""\\"')
    wrapped = [
        textwrap.fill(part, _WIDTH, break_long_words=False, break_on_hyphens=False)
        for part in escaped.split("\n\n")
    ]
    return '"""\n' + "\n\n".join(wrapped) + '\n"""'
