"""Making a version of a draft, and taking an exercise out of use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import permissions
from couples.database import new_public_id
from couples.errors import ConflictError, DomainError, NotFoundError
from couples.exercises.authoring import written_in
from couples.exercises.checking import Checked, check
from couples.exercises.definition import Definition
from couples.exercises.models import OWN, TAILORED, Exercise, ExerciseDraft, ExerciseVersion
from couples.exercises.naming import slug_of
from couples.exercises.queries import find_tailored, get_exercise, get_exercise_draft
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.wording import gettext as _


class UnfinishedError(DomainError):
    """Something is still to do before the draft can be published; `checked` says what."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(_("A few things still need you before this can be published."))
        self.checked = checked


def newest_of(session: Session, viewer: Identity, draft: ExerciseDraft) -> ExerciseVersion | None:
    """The version that the draft would follow, as it stands now."""
    if draft.exercise is None:
        return None
    if draft.couple_id is None:
        return draft.exercise.versions[-1]
    tailored = find_tailored(session, viewer, draft.exercise.id, draft.couple_id)
    return (
        tailored.versions[-1] if tailored and not tailored.retired else draft.exercise.versions[-1]
    )


def check_draft(draft: ExerciseDraft, newest: ExerciseVersion | None) -> Checked:
    """What the draft comes to, under the name that it has or would get."""
    return check(written_in(draft), identity=_identity(draft, newest))


def _identity(draft: ExerciseDraft, newest: ExerciseVersion | None) -> Mapping[str, Any]:
    if newest is None:
        key = slug_of(written_in(draft).title, (), "exercise", before=OWN)
        return {"id": key, "code": "", "version": 1}
    known = newest.definition
    return {"id": known.id, "code": known.code, "version": newest.number + 1}


def publish(session: Session, actor: Identity, draft_id: str, *, seen: int) -> ExerciseVersion:
    """
    Make the draft the newest version, and let go of the draft.

    `seen` is the number of the newest version that the actor was shown, 0 for none: where
    another one came meanwhile, nothing is published over it unseen.
    """
    permissions.require(actor, Deed.AUTHOR)
    draft = get_exercise_draft(session, actor, draft_id)
    _lock_exercise(session, draft)
    newest = newest_of(session, actor, draft)
    if seen != (newest.number if newest else 0):
        raise ConflictError(_("Another version was published meanwhile. Look at it first."))
    checked = check_draft(draft, newest)
    definition = checked.definition
    if definition is None:
        raise UnfinishedError(checked)
    if newest is not None and _says_the_same(definition, newest.definition):
        raise DomainError(_("Nothing in it is different from the version that there is."))
    version = _publish(session, actor, draft, newest, definition)
    session.delete(draft)
    session.flush()
    history.record(session, actor, "exercise:publish", version)
    return version


def _lock_exercise(session: Session, draft: ExerciseDraft) -> None:
    """Let only one version be published at a time."""
    session.execute(select(Exercise.id).where(Exercise.id == draft.exercise_id).with_for_update())


def _says_the_same(mine: Definition, theirs: Definition) -> bool:
    return mine == theirs.model_copy(update={"version": mine.version})


def _publish(
    session: Session,
    actor: Identity,
    draft: ExerciseDraft,
    newest: ExerciseVersion | None,
    definition: Definition,
) -> ExerciseVersion:
    exercise = draft.exercise
    if exercise is None or newest is None:
        key = slug_of(definition.title, _own_keys(session, actor), "exercise", before=OWN)
        exercise = Exercise(practice_id=actor.practice_id, key=key)
        session.add(exercise)
        return _version(exercise, definition.model_copy(update={"id": key}))
    if draft.couple_id is None:
        return _version(exercise, definition)
    _refuse_another_way(definition, exercise.versions[-1].definition)
    tailored = find_tailored(session, actor, exercise.id, draft.couple_id)
    if tailored is None:
        tailored = Exercise(
            practice_id=actor.practice_id,
            key=TAILORED + new_public_id(),
            couple_id=draft.couple_id,
            master_id=exercise.id,
        )
        session.add(tailored)
    return _for_couple(tailored, newest, definition)


def _refuse_another_way(tailored: Definition, master: Definition) -> None:
    """Whoever gives the master to many couples must be able to give each of them their own."""
    ways = [{each.kind, *each.doers, *each.cadences} for each in (tailored, master)]
    if ways[0] != ways[1]:
        raise DomainError(
            _(
                "For one couple you change the words and the questions. What sort of thing it"
                " is, who may do it and how often stays as it is for everybody."
            )
        )


def _own_keys(session: Session, actor: Identity) -> set[str]:
    return set(
        session.scalars(
            select(Exercise.key).where(
                Exercise.practice_id == actor.practice_id, Exercise.key.startswith(OWN)
            )
        )
    )


def _version(exercise: Exercise, definition: Definition) -> ExerciseVersion:
    version = ExerciseVersion(
        practice_id=exercise.practice_id,
        number=len(exercise.versions) + 1,
        content=definition.to_json(),
        digest=definition.digest,
    )
    exercise.versions.append(version)
    return version


def _for_couple(
    tailored: Exercise, newest: ExerciseVersion, definition: Definition
) -> ExerciseVersion:
    """A version that is one couple's own. Its words are sealed and leave no fingerprint."""
    tailored.retired = False
    number = len(tailored.versions) + 1
    made = definition.model_copy(update={"version": number})
    version = ExerciseVersion(
        practice_id=tailored.practice_id,
        number=number,
        content="",
        digest="",
        master_number=newest.master_number or newest.number,
        private=made.to_json(),
    )
    tailored.versions.append(version)
    return version


def go_back_to_master(session: Session, actor: Identity, exercise_id: str, couple_id: int) -> None:
    """From now on the couple gets the master. What runs goes on as it was given."""
    permissions.require(actor, Deed.AUTHOR)
    master = get_exercise(session, actor, exercise_id).exercise
    tailored = find_tailored(session, actor, master.id, couple_id)
    if tailored is None:
        raise NotFoundError
    tailored.retired = True
    history.record(session, actor, "exercise:go-back", tailored)


def retire(session: Session, actor: Identity, exercise_id: str) -> Exercise:
    """Offer it no more. Homework that runs with it goes on."""
    return _set_retired(session, actor, exercise_id, retired=True)


def bring_back(session: Session, actor: Identity, exercise_id: str) -> Exercise:
    """Offer it again."""
    return _set_retired(session, actor, exercise_id, retired=False)


def _set_retired(session: Session, actor: Identity, exercise_id: str, *, retired: bool) -> Exercise:
    permissions.require(actor, Deed.AUTHOR)
    exercise = get_exercise(session, actor, exercise_id).exercise
    if exercise.couple_id is not None:
        raise NotFoundError
    if exercise.retired != retired:
        exercise.retired = retired
        event = "exercise:retire" if retired else "exercise:bring-back"
        history.record(session, actor, event, exercise)
    return exercise
