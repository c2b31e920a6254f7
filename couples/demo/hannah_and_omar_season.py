"""What Hannah and Omar put off, own up to and look back on, between two sessions."""

from __future__ import annotations

from couples.demo.agreeing import Owned
from couples.demo.counseling import Assigned
from couples.demo.lives import Day
from couples.demo.partnering import HandedIn, Noted
from couples.demo.scenes import Scene
from couples.exercises.definition import Cadence, Doer

HANNAH, OMAR = 0, 1

PARKED: tuple[Scene, ...] = (
    Assigned(31, "18:18", "parked-argument", Doer.EACH, Cadence.ANY_TIME),
    Noted(
        29,
        "21:50",
        "parked-argument",
        OMAR,
        {"topic": "My mother’s keys to our flat", "raised_by": "me", "heat": 7, "status": "parked"},
    ),
    Noted(
        12,
        "20:05",
        "parked-argument",
        HANNAH,
        {
            "topic": "Whether we drive or fly in December",
            "raised_by": "partner",
            "heat": 5,
            "parked_until": Day(16),
            "status": "parked",
            "release_to": "session",
        },
    ),
    Noted(
        9,
        "19:15",
        "parked-argument",
        OMAR,
        {"topic": "My mother’s keys to our flat", "heat": 2, "status": "resolved"},
    ),
)
"""What they put off on purpose, and what became of one of them."""

SLIPPED: tuple[Scene, ...] = (
    Owned(
        8,
        "23:05",
        OMAR,
        {
            "what_i_did": "I read your messages while you were in the shower.",
            "no_excuses_check": "yes",
            "my_part": "I was curious and did not ask.",
            "impact_i_imagine": "That nothing of yours is only yours.",
            "apology": "I am sorry. It was not mine to read.",
            "amends": "I told you the same night, and my phone lies beside yours now.",
            "prevent": "If I want to know something, then I ask you at breakfast.",
            "pattern_tag": "other",
        },
    ),
)
"""A misstep that nobody asked about."""

SEASON: tuple[Scene, ...] = (
    Assigned(10, "18:20", "season-review", Doer.TOGETHER, due_in=7),
    HandedIn(
        6,
        "20:45",
        "season-review",
        HANNAH,
        {
            "period": "month",
            "season_tags": ["workload", "holiday"],
            "what_grew": "We laugh at the boiler now.",
            "what_slipped": "Evenings without a screen.",
            "hard_dates": [
                {"day": Day(25), "what": "Omar’s father’s birthday", "plan": "We call together."}
            ],
            "energy": 5,
        },
        took=16,
    ),
    HandedIn(5, "12:30", "season-review", OMAR, {"energy": 6}, took=2),
)
"""A month, looked back on together."""
