"""Mei and Tom, who have just come: she has joined, his invitation still waits for him."""

from __future__ import annotations

from couples.caseload.models import ConfidentialityPolicy
from couples.demo.counseling import Assigned
from couples.demo.stories import Story
from couples.exercises.definition import Cadence, Doer

STORY = Story(
    counselor="lee",
    names=("田中 芽衣 (Mei Tanaka)", "Tom Gallagher"),
    addresses=("mei", "tom"),
    policy=ConfidentialityPolicy.NO_SECRETS,
    begins=3,
    joins=(2, None),
    at="09:30",
    sessions=(-5,),
    scenes=(
        Assigned(
            2,
            "10:10",
            "wins",
            Doer.EACH,
            Cadence.ANY_TIME,
            note="Before we meet: one line, whenever something small goes well.",
        ),
        Assigned(1, "10:30", "emotion-check-in", Doer.EACH, Cadence.EACH_SESSION),
    ),
)
