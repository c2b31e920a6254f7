"""Programmes from TOML: those that come along, and whatever a counselor brings."""

from functools import cache
from importlib import resources

from pydantic import ValidationError

from couples.exercises.faults import DefinitionError, faults_of, lines_of
from couples.exercises.loading import tables_of
from couples.programmes.definition import ProgrammeDefinition

__all__ = ["DefinitionError", "builtin_programmes", "parse"]


def parse(text: str) -> ProgrammeDefinition:
    """The programme that a TOML text describes, or a DefinitionError with every fault."""
    given = tables_of(text)
    try:
        return ProgrammeDefinition.model_validate(given)
    except ValidationError as error:
        # Its own chain would repeat the author's text, which the faults leave out.
        raise DefinitionError(faults_of(error, given, lines_of(text))) from None


@cache
def builtin_programmes() -> tuple[ProgrammeDefinition, ...]:
    """The programmes that every practice starts with, in the order of their codes."""
    folder = resources.files("couples.library") / "programmes"
    found: list[ProgrammeDefinition] = []
    faults: list[str] = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            programme = parse(file.read_text(encoding="utf-8"))
        except DefinitionError as error:
            faults += [f"{file.name}: {fault}" for fault in error.faults]
            continue
        if file.name != f"{programme.id}.toml":
            faults.append(f"{file.name}: the file must be called {programme.id}.toml.")
        found.append(programme)
    if faults:
        raise DefinitionError(faults)
    return tuple(sorted(found, key=lambda programme: (programme.code, programme.id)))
