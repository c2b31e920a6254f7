"""What a practice decides about measures: what counts as a change, and words of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import permissions
from couples.errors import DomainError, NotFoundError
from couples.exercises.definition import Definition
from couples.exercises.models import Exercise, ExerciseVersion
from couples.history import services as history
from couples.identity import Identity
from couples.measures.cases import is_key
from couples.measures.definitions import Wording, definition_of
from couples.measures.instrument import Change, Instrument, Method
from couples.measures.keys import instrument_of
from couples.measures.models import MeasureBasis, MeasureWording
from couples.permissions import Deed
from couples.wording import gettext as _


def get_instrument(slug: str) -> Instrument:
    """The instrument that the library calls `slug`, or `NotFoundError`."""
    instrument = instrument_of(slug)
    if instrument is None:
        raise NotFoundError
    return instrument


def set_basis(
    session: Session,
    actor: Identity,
    instrument: Instrument,
    *,
    source: str,
    verified: bool,
    sd: str = "",
    reliability: str = "",
    points: int | None = None,
) -> MeasureBasis:
    """
    Let the practice count another change as reliable, with where its numbers come from.

    Either a standard deviation and a reliability, or a published number of points.
    """
    permissions.require(actor, Deed.MEASURE)
    if instrument.total is None:
        raise DomainError(_("This measure has no total, so there is no change to tell."))
    if not source.strip():
        raise DomainError(_("Write where the numbers come from."))
    is_computed = bool(sd or reliability)
    if is_computed == (points is not None):
        raise DomainError(
            _("Give either a standard deviation with a reliability, or a number of points.")
        )
    try:
        basis = Change(
            method=Method.COMPUTED if is_computed else Method.PUBLISHED,
            sd=_decimal(sd),
            reliability=_decimal(reliability),
            points=points,
            source=source.strip(),
            verified=verified,
        )
    except ValidationError:
        raise DomainError(
            _(
                "A standard deviation is more than 0, a reliability lies between 0 and 1, and a"
                " change is at least one point."
            )
        ) from None
    return _keep(session, actor, instrument, basis, is_own=True)


def reset_basis(session: Session, actor: Identity, instrument: Instrument) -> MeasureBasis:
    """Go back to what comes along with the instrument."""
    permissions.require(actor, Deed.MEASURE)
    return _keep(session, actor, instrument, instrument.change, is_own=False)


def _keep(
    session: Session, actor: Identity, instrument: Instrument, basis: Change, *, is_own: bool
) -> MeasureBasis:
    kept = MeasureBasis(
        practice_id=actor.practice_id,
        measure=instrument.id,
        method=basis.method,
        sd=None if basis.sd is None else str(basis.sd),
        reliability=None if basis.reliability is None else str(basis.reliability),
        points=basis.points,
        verified=basis.verified,
        is_own=is_own,
        set_by_id=actor.person_id,
        source=basis.source,
    )
    session.add(kept)
    session.flush()
    history.record(session, actor, "measure:basis" if is_own else "measure:reset", kept)
    return kept


def _decimal(text: str) -> Decimal | None:
    """A number however it was written, with a point or with a comma; None for nothing."""
    if not text.strip():
        return None
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise DomainError(_("Write a number such as 0.95.")) from None
    if not number.is_finite():
        raise DomainError(_("Write a number such as 0.95."))
    return number


def statement() -> str:
    """What somebody states before they bring the words of a measure along."""
    return _("I hold the right to use this wording with the couples of this practice.")


def bring_wording(
    session: Session,
    actor: Identity,
    instrument: Instrument,
    wording: Wording,
    *,
    stated: bool,
    mapping: Mapping[str, Sequence[int]] | None = None,
) -> ExerciseVersion:
    """
    Put a measure into the practice's library, in words that it may use.

    The words stay in this practice. The same words again change nothing.
    """
    permissions.require(actor, Deed.MEASURE)
    if instrument.has_text:
        raise DomainError(_("The wording of this measure comes along already."))
    if not stated:
        raise DomainError(_("State that you may use the wording before it is kept."))
    _check_counts(instrument, wording)
    if instrument.custom and not is_key(instrument, mapping):
        raise DomainError(
            _("Say for each part which questions belong to it, such as “benevolence: 1, 4, 6”.")
        )
    try:
        definition = definition_of(instrument, wording)
    except ValidationError:
        raise DomainError(
            _(
                "Each line must be plain text, a question of 240 characters at most and"
                " an answer of 120."
            )
        ) from None
    return _publish(session, actor, definition, dict(mapping or {}))


def _check_counts(instrument: Instrument, wording: Wording) -> None:
    if len(wording.texts) != instrument.count:
        raise DomainError(
            _(
                "This measure has %(count)s questions, one to a line. There are %(given)s lines.",
                count=instrument.count,
                given=len(wording.texts),
            )
        )
    for scale, labels in zip(instrument.scales, wording.labels, strict=True):
        if len(labels) != len(scale.points):
            raise DomainError(
                _(
                    "There are %(count)s answers to choose from, one to a line. There are"
                    " %(given)s lines.",
                    count=len(scale.points),
                    given=len(labels),
                )
            )
    if not wording.instructions.strip():
        raise DomainError(_("Write the sentence that stands above the questions."))


def _publish(
    session: Session, actor: Identity, definition: Definition, mapping: dict[str, Sequence[int]]
) -> ExerciseVersion:
    """A new version, unless the newest one says the same."""
    exercise = session.scalar(
        select(Exercise).where(
            Exercise.practice_id == actor.practice_id, Exercise.key == definition.id
        )
    )
    if exercise is None:
        exercise = Exercise(practice_id=actor.practice_id, key=definition.id)
        session.add(exercise)
        session.flush()
    newest = exercise.versions[-1] if exercise.versions else None
    if newest and newest.digest == definition.digest and _mapping_of(session, newest) == mapping:
        return newest
    version = ExerciseVersion(
        practice_id=actor.practice_id,
        number=len(exercise.versions) + 1,
        content=definition.to_json(),
        digest=definition.digest,
    )
    exercise.versions.append(version)
    session.flush()
    kept = MeasureWording(
        practice_id=actor.practice_id,
        exercise_version_id=version.id,
        stated_by_id=actor.person_id,
        text=statement(),
        mapping=json.dumps(mapping),
    )
    session.add(kept)
    session.flush()
    history.record(session, actor, "measure:wording", kept)
    return version


def _mapping_of(session: Session, version: ExerciseVersion) -> dict[str, Sequence[int]]:
    kept = session.scalar(
        select(MeasureWording.mapping).where(MeasureWording.exercise_version_id == version.id)
    )
    found: dict[str, Sequence[int]] = json.loads(kept or "{}")
    return found
