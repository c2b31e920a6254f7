"""
A programme as TOML, as it stands in the library's own files, and exactly itself when read.

`loading.parse` reads it back. Plain values come first, then a table for each rule of
going on and for each step; a release rule stands in one line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from couples.programmes.definition import ProgrammeDefinition

_TABLES = ("go_on", "steps")


def export(definition: ProgrammeDefinition) -> str:
    """The text that `parse` reads as exactly this programme."""
    given = definition.model_dump(exclude_none=True, exclude_defaults=True)
    lines = [_line(name, value) for name, value in given.items() if name not in _TABLES]
    for name in _TABLES:
        for inside in given.get(name, ()):
            lines += ["", f"[[{name}]]", *(_line(key, value) for key, value in inside.items())]
    return "\n".join(lines) + "\n"


def _line(name: str, value: Any) -> str:
    if name == "about":
        # Paragraphs are read from the lines between blank ones.
        escaped = value.replace("\\", "\\\\").replace('"""', '""\\"')
        return f'{name} = """\n{escaped}\n"""'
    return f"{name} = {_value(value)}"


def _value(value: Any) -> str:
    match value:
        case bool():
            written = "true" if value else "false"
        case int() | float():
            written = repr(value)
        case date():
            written = value.isoformat()
        case str():
            # What JSON escapes, TOML escapes alike; an enum is written as its value.
            written = json.dumps(str(value), ensure_ascii=False)
        case Mapping():
            pairs = ", ".join(f"{name} = {_value(each)}" for name, each in value.items())
            written = f"{{ {pairs} }}"
        case Sequence():
            written = f"[{', '.join(map(_value, value))}]"
        case _:
            raise TypeError(f"A programme holds no {type(value).__name__}.")
    return written
