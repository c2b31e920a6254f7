"""What keeps an answer from being handed in although it fits: a smaller step, or other words."""

from __future__ import annotations

from couples.exercises.definition import Column, Field
from couples.exercises.topics import topic_name, touched
from couples.wording import gettext as _


def held_back(shape: Field | Column, value: object, name: str) -> str | None:
    """The sentence that asks for another answer, or None where this one may stand."""
    if shape.holds_back is not None and shape.holds_back.holds(value):
        return _("%(name)s: %(say)s", name=name, say=shape.holds_back.say)
    topic = touched(value, shape.refuses) if isinstance(value, str) and shape.refuses else None
    if topic is None:
        return None
    return _(
        "%(name)s speaks of %(topic)s. Leave that out, and write what you yourself will do "
        "to grow calm or to step away.",
        name=name,
        topic=topic_name(topic),
    )
