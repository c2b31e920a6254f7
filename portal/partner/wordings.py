"""The wordings of an agreement, newest first: what each said, and who said yes to it when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from couples.agreements.models import Agreement, AgreementVersion
from couples.agreements.standing import standing_steps, standing_wordings
from couples.agreements.telling import Line, lines_of
from couples.exercises.definition import Definition
from portal.agreed import became_of
from portal.partner.us import Us


@dataclass(frozen=True, slots=True)
class Signature:
    """One yes."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Wording:
    """One version, question by question."""

    number: int
    lines: tuple[tuple[str, Line], ...]
    proposed_by: str
    proposed_at: datetime
    signatures: tuple[Signature, ...]
    review_on: date | None


def wordings_of(us: Us, agreement: Agreement) -> list[Wording]:
    """Every version of an agreement, the newest first."""
    names = {person.id: person.name or "" for person in us.couple.partners}
    definition = agreement.assignment.definition
    return [
        _wording(version, definition, names) for version in reversed(standing_wordings(agreement))
    ]


def steps_of(us: Us, agreement: Agreement) -> list[str]:
    """What became of it, newest first, in words."""
    names = {person.id: person.name or "" for person in us.couple.partners}
    return [became_of(step, names) for step in reversed(standing_steps(agreement))]


def _wording(version: AgreementVersion, definition: Definition, names: dict[int, str]) -> Wording:
    signatures = sorted(version.signatures, key=lambda signature: signature.created_at)
    return Wording(
        number=version.number,
        lines=tuple(_lines(version.text or "", definition)),
        proposed_by=names[version.proposed_by_id],
        proposed_at=version.created_at,
        signatures=tuple(Signature(names[s.person_id], s.created_at) for s in signatures),
        review_on=version.review_on,
    )


def _lines(text: str, definition: Definition) -> Iterator[tuple[str, Line]]:
    """Each line with its question apart; a line that goes on has none of its own."""
    for line in lines_of(text.splitlines()):
        known = [f.label for f in definition.fields if f"{line.words} ".startswith(f"{f.label}: ")]
        label = max(known, key=len, default="")
        words = line.words.removeprefix(f"{label}:").lstrip() if label else line.words
        yield label, Line(words, line.parts)
