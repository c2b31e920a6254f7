"""What is wrong with a definition, said so that its author finds the place at once."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from couples.errors import DomainError

Place = tuple[int | str, ...]

# What pydantic says about plain slips, in words for somebody who writes TOML.
_SLIPS: Mapping[str, str] = MappingProxyType(
    {
        "missing": "is missing",
        "extra_forbidden": "is not known here",
        "string_type": "must be text in quotes",
        "string_unicode": "must be text",
        "int_type": "must be a whole number",
        "int_from_float": "must be a whole number",
        "bool_type": "must be true or false",
        "enum": "must be {expected}",
        "tuple_type": "must be a list in brackets",
        "model_type": "must be a table",
        "model_attributes_type": "must be a table",
        "string_too_long": "may have {max_length} characters at most",
        "too_short": "must hold {min_length} at least",
        "too_long": "may hold {max_length} at most",
    }
)
_NOUNS: Mapping[str, str] = MappingProxyType(
    {
        "fields": "field",
        "options": "option",
        "columns": "column",
        "summaries": "summary",
        "steps": "step",
        "go_on": "rule for going on",
    }
)


class DefinitionError(DomainError):
    """A definition cannot be used; `faults` names every reason in a plain sentence."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


def faults_of(error: ValidationError, given: Any, lines: Mapping[Place, int]) -> list[str]:
    """Every fault in `error`, each with its line where `lines` knows it."""
    details = error.errors(include_url=False)
    places = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [
        _sentence(detail, given, lines)
        for detail in details
        # A list counts as too short when its items are faulty; the items say enough.
        if not (detail["type"] == "too_short" and detail["loc"] in places)
    ]


def _sentence(detail: ErrorDetails, given: Any, lines: Mapping[Place, int]) -> str:
    place = detail["loc"]
    slip = _SLIPS.get(detail["type"])
    words = slip.format(**detail.get("ctx", {})) if slip else detail["msg"]
    words = re.sub(r"'(.*?)'", r"‘\1’", words)
    where = [*_line(place, lines), *_names(place, given)]
    return f"{', '.join(where) or 'The definition'}: {words}."


def _line(place: Place, lines: Mapping[Place, int]) -> list[str]:
    """The line of the place itself, or of the nearest thing around it."""
    while place:
        if place in lines:
            return [f"Line {lines[place]}"]
        place = place[:-1]
    return []


def _names(place: Place, given: Any) -> list[str]:
    """The way to a place in words: field ‘topic’, option 2, ‘label’."""
    names: list[str] = []
    for index, step in enumerate(place):
        given = _inside(given, step)
        if isinstance(step, int):
            noun = _NOUNS.get(str(place[index - 1]), "item")
            key = given.get("key") if isinstance(given, dict) else None
            names.append(f"{noun} ‘{key}’" if isinstance(key, str) else f"{noun} {step + 1}")
        elif step not in _NOUNS or index == len(place) - 1:
            names.append(f"‘{step}’")
    return names


def _inside(given: Any, step: int | str) -> Any:
    try:
        return given[step]
    except (KeyError, IndexError, TypeError):
        return None


def lines_of(text: str) -> dict[Place, int]:
    """The line on which each table and each key of a TOML text begins."""
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    inside = ""
    # Only what ends a line in TOML ends one here, or the numbers would run away from each other.
    for number, line in enumerate(text.split("\n"), start=1):
        if not inside:
            if header := re.match(r"\s*\[\[\s*([\w.-]+)\s*\]\]", line):
                table = _table(header[1].split("."), counts)
                lines[table] = number
            elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
                lines.setdefault((*table, key[1]), number)
        for mark in re.findall(r'"""|\'\'\'', line):
            inside = "" if inside == mark else inside or mark
    return lines


def _table(names: Sequence[str], counts: dict[Place, int]) -> Place:
    """The place of the next table in an array of tables, within the last one around it."""
    place: Place = ()
    for name in names[:-1]:
        place = (*place, name)
        place = (*place, max(counts.get(place, 1) - 1, 0))
    place = (*place, names[-1])
    counts[place] = counts.get(place, 0) + 1
    return (*place, counts[place] - 1)
