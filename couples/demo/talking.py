"""Two partners of a demo story who are led through a talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from couples import clock
from couples.demo.lives import Life
from couples.demo.scenes import Scene
from couples.submissions.typed import Typed
from couples.talks import services, writing
from couples.talks.models import Talk
from couples.talks.queries import list_words


@dataclass(frozen=True)
class Talked(Scene):
    """
    The two talk on two phones and end at this time, each turn as long as its `minutes` say.

    `words` are what was written in each turn; what they answer alone comes afterwards.
    """

    exercise: str
    first: int
    minutes: Sequence[int]
    words: Sequence[Mapping[str, Any]]

    def happen(self, life: Life) -> None:
        """Begin earlier, and go from turn to turn."""
        ends_at = clock.now()
        moment = ends_at - timedelta(minutes=sum(self.minutes))
        first = next(
            person.public_id
            for person in life.couple.partners
            if person.id == life.partners[self.first].person_id
        )
        with clock.at(moment):
            talk = services.begin(
                life.session,
                life.partners[self.first],
                life.given(self.exercise, self.first).public_id,
                first=first,
                is_on_one_phone=False,
            )
        for minutes, words in zip(self.minutes, self.words, strict=True):
            moment += timedelta(minutes=minutes)
            with clock.at(moment):
                self._write(life, talk, words)

    def _write(self, life: Life, talk: Talk, words: Mapping[str, Any]) -> None:
        """Whoever has the turn writes, and goes on."""
        holder = next(each for each in life.partners if each.person_id == talk.holder_id)
        row = list_words(life.session, holder, talk)[holder.person_id]
        writing.keep(
            life.session,
            holder,
            talk.public_id,
            typed=Typed(dict(words)),
            turn=talk.turn,
            revision=row.revision,
        )
        services.go_on(life.session, holder, talk.public_id, turn=talk.turn)
