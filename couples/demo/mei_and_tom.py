"""Mei and Tom, who have just come: she has joined, his invitation still waits for him."""

from __future__ import annotations

from couples.caseload.models import ConfidentialityPolicy
from couples.demo.counseling import Assigned
from couples.demo.stories import Story
from couples.exercises.definition import Cadence, Doer

STORY = Story(
    counselor="lee",
    came_from="morgan",
    names=("田中 芽衣 (Mei Tanaka)", "Tom Gallagher"),
    addresses=("mei", "tom"),
    policy=ConfidentialityPolicy.NO_SECRETS,
    begins=5,
    joins=(4, None),
    at="09:30",
    sessions=(-5,),
    scenes=(
        Assigned(
            4,
            "10:10",
            "wins",
            Doer.EACH,
            Cadence.ANY_TIME,
            note="Before we meet: one line, whenever something small goes well.",
        ),
        Assigned(4, "10:12", "emotion-check-in", Doer.EACH, Cadence.EACH_SESSION),
    ),
)
