"""
What can happen in a demo couple's weeks.

A scene says how many days before the end it happens and what the couple's own
clocks show; it happens through the service that a page would have called.
"""

from __future__ import annotations

from dataclasses import dataclass

from couples.demo.lives import Life
from couples.submissions.queries import list_answers


@dataclass(frozen=True)
class Scene:
    """Something that happens, so many days `ago`, at a time of day."""

    ago: int
    at: str

    def happen(self, life: Life) -> None:
        """Let it happen now, through the services."""
        raise NotImplementedError


def answers_to(life: Life, exercise: str, who: int, fields: tuple[str, ...]) -> list[str]:
    """What `who` answered there last, by public ids, read as themselves."""
    submission = life.handed_in[exercise, who]
    answers = list_answers(life.session, life.partners[who], [submission])[submission.id]
    return [answer.public_id for answer in answers if answer.field in fields]
