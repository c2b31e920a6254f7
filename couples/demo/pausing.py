"""Time-outs in a demo story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from couples import clock
from couples.demo.lives import Life
from couples.demo.scenes import Scene
from couples.pauses import services


@dataclass(frozen=True)
class TimeOut(Scene):
    """A partner asks for a time-out; `back` says after how many minutes each was back, if ever."""

    who: int
    minutes: int
    back: tuple[int | None, int | None]

    def happen(self, life: Life) -> None:
        """Start it, and let whoever comes back say so at their time."""
        began = clock.now()
        me = life.partners[self.who]
        pause = services.start(life.session, me, life.couple, self.minutes, token=life.press())
        coming = [(after, who) for who, after in enumerate(self.back) if after is not None]
        for after, who in sorted(coming):
            with clock.at(began + timedelta(minutes=after)):
                services.come_back(life.session, life.partners[who], pause.public_id)
