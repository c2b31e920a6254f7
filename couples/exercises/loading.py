"""Definitions from TOML: the built-in library, and whatever a counselor brings along."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from pydantic import ValidationError

from couples.exercises.definition import Definition
from couples.exercises.faults import DefinitionError, faults_of, lines_of

__all__ = ["DefinitionError", "builtin_definition", "builtin_definitions", "parse"]

# The largest definition that the schema allows is well below this.
LONGEST = 200_000


def parse(text: str) -> Definition:
    """The definition that a TOML text describes, or a DefinitionError with every fault."""
    given = tables_of(text)
    try:
        return Definition.model_validate(given)
    except ValidationError as error:
        # Its own chain would repeat the author's text, which the faults leave out.
        raise DefinitionError(faults_of(error, given, lines_of(text))) from None


def tables_of(text: str) -> dict[str, Any]:
    """The tables of a TOML text, or a DefinitionError that says where it is not one."""
    if len(text) > LONGEST:
        raise DefinitionError([f"The text may have {LONGEST:,} characters at most."])
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise DefinitionError(["The lists in the text are nested too deeply."]) from None
    except tomllib.TOMLDecodeError as error:
        found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error))
        reason, line = (found[1], found[2]) if found else (str(error), None)
        reason = re.sub(r"['\"](.*?)['\"]", r"‘\1’", reason)
        where = f"Line {line}" if line else "The end of the text"
        raise DefinitionError([f"{where}: this is not TOML. {reason}."]) from None


@cache
def builtin_definitions() -> tuple[Definition, ...]:
    """The library that every practice starts with, in the order of its codes."""
    files = [
        file for file in resources.files("couples.library").iterdir() if file.name.endswith(".toml")
    ]
    faults: list[str] = []
    found: list[Definition] = []
    for file in sorted(files, key=lambda file: file.name):
        try:
            definition = parse(file.read_text(encoding="utf-8"))
        except DefinitionError as error:
            faults += [f"{file.name}: {fault}" for fault in error.faults]
            continue
        if file.name != f"{definition.id}.toml":
            faults.append(f"{file.name}: the file must be called {definition.id}.toml.")
        found.append(definition)
    if faults:
        raise DefinitionError(faults)
    return tuple(sorted(found, key=lambda definition: (definition.code, definition.id)))


def builtin_definition(definition_id: str) -> Definition:
    """The built-in definition with this id; a KeyError when there is none."""
    return {definition.id: definition for definition in builtin_definitions()}[definition_id]
