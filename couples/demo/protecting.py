"""What the counselor keeps an eye on in a demo story: gates, and things to look at again."""

from __future__ import annotations

from dataclasses import dataclass

from couples.demo.lives import Life
from couples.demo.scenes import Scene
from couples.exercises.vocabulary import Gate
from couples.safety import services as safety


@dataclass(frozen=True)
class Held(Scene):
    """The counselor holds a gate of the couple, with a word for themselves."""

    gate: Gate
    note: str

    def happen(self, life: Life) -> None:
        """Hold it."""
        safety.set_gate(
            life.session,
            life.counselor,
            life.couple.public_id,
            self.gate,
            held=True,
            note=self.note,
        )


@dataclass(frozen=True)
class Flagged(Scene):
    """The counselor notes something to look at again."""

    word: str
    about: int | None = None

    def happen(self, life: Life) -> None:
        """Put it on their desk."""
        person = None if self.about is None else life.couple.partners[self.about].public_id
        life.flags[self.word] = safety.flag_couple(
            life.session,
            life.counselor,
            life.couple.public_id,
            word=self.word,
            person_id=person,
        )


@dataclass(frozen=True)
class LookedAfter(Scene):
    """The counselor says what was done about something on their desk."""

    word: str
    done: str

    def happen(self, life: Life) -> None:
        """Take it off the desk."""
        flag = life.flags[self.word]
        safety.acknowledge(life.session, life.counselor, flag.public_id, done=self.done)
