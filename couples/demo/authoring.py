"""The counselor writes exercises and programmes of their own in a demo story, or tailors one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from couples.demo.lives import Life
from couples.demo.scenes import Scene
from couples.exercises import authoring, publishing
from couples.exercises.definition import Definition
from couples.exercises.models import ExerciseDraft
from couples.programmes import authoring as programmes
from couples.programmes.publishing import publish_draft
from couples.programmes.queries import list_programmes


@dataclass(frozen=True)
class Wrote(Scene):
    """The counselor writes an exercise and publishes it; the story calls it by `name`."""

    name: str
    definition: Definition

    def happen(self, life: Life) -> None:
        """Write it, and put it on the shelf."""
        draft = authoring.begin(life.session, life.counselor, self.definition, token=life.press())
        made = publishing.publish(life.session, life.counselor, draft.public_id, seen=0)
        life.library[self.name] = made.exercise.public_id


@dataclass(frozen=True)
class Rewrote(Scene):
    """The counselor publishes a new version with another head, other labels, other questions."""

    name: str
    head: Mapping[str, str]
    labels: Mapping[str, str]
    more: tuple[str, ...] = ()

    def happen(self, life: Life) -> None:
        """Begin with what there is, change it, and publish."""
        draft = self.begin(life)
        written = authoring.written_in(draft)
        seen = publishing.newest_of(life.session, life.counselor, draft)
        typed = {**written.head, **self.head}
        session, me, draft_id = life.session, life.counselor, draft.public_id
        authoring.save_head(session, me, draft_id, typed=typed, stamp=written.stamp)
        for question in written.questions:
            if question.key in self.labels:
                changed = {**question.typed, "label": self.labels[question.key]}
                authoring.save_question(
                    session, me, draft_id, question.id, typed=changed, stamp=question.stamp
                )
        for label in self.more:
            # Another question like the last one, so that only its words are new.
            like_the_last = {**written.questions[-1].typed, "label": label}
            authoring.add_question(session, me, draft_id, like_the_last)
        publishing.publish(session, me, draft_id, seen=seen.number if seen else 0)

    def begin(self, life: Life) -> ExerciseDraft:
        """The draft of the next version for everybody."""
        return authoring.begin_version(life.session, life.counselor, life.library[self.name])


@dataclass(frozen=True)
class Tailored(Rewrote):
    """The counselor changes the words of an exercise for this couple alone."""

    def begin(self, life: Life) -> ExerciseDraft:
        """The draft of this couple's own version."""
        return authoring.begin_tailoring(
            life.session, life.counselor, life.library[self.name], life.couple.id
        )


@dataclass(frozen=True)
class WroteProgramme(Scene):
    """The counselor writes a programme of their own, beginning with one that is there."""

    like: str
    title: str
    purpose: str

    def happen(self, life: Life) -> None:
        """Take it apart, call it something else, and publish."""
        session, me = life.session, life.counselor
        found = next(
            each.definition
            for each in list_programmes(session, me)
            if each.definition.id == self.like
        )
        own = found.model_copy(update={"title": self.title, "purpose": self.purpose})
        draft = programmes.begin(session, me, own, token=life.press())
        publish_draft(session, me, draft.public_id, seen=0)
