"""Dr. Morgan's own exercise: as it was first written, and what a few weeks of it taught."""

from __future__ import annotations

from couples.demo.authoring import Rewrote, Wrote
from couples.exercises.loading import parse

NAME = "arriving"
"""How the stories call it."""

FIRST = parse(
    """
id = "arriving"
version = 1
kind = "exercise"
title = "The first ten minutes at home"
purpose = "Gives the moment of coming home a form, because many evenings are decided there."
instructions = \"\"\"
Once this week, agree on the first ten minutes after you have both come home. No errands, no
news, no phones. Say hello first, and only then everything else.

Afterwards each of you writes a line for yourself.
\"\"\"
origin = "Written by Dr. Morgan for this practice."
not_when = "Not on an evening when somebody else needs you at the door."
minutes = [10, 15]
doers = ["each"]
cadences = ["weekly", "once"]
summary = "How many weeks it was done of those due, and how it felt to arrive."
summaries = [
  { kind = "adherence", label = "Weeks done" },
  { kind = "trend", field = "arrived", label = "How well they arrived" },
]

[[fields]]
key = "did"
label = "What you did in these ten minutes"
type = "short-text"
required = true
audience = "couple"
max_length = 160

[[fields]]
key = "arrived"
label = "How well you arrived"
type = "rating"
audience = "counselor"
low = "Not at all"
high = "Completely"

[[fields]]
key = "wish"
label = "What you would like next time"
type = "short-text"
audience = "couple"
max_length = 160
"""
)

INSTRUCTIONS = """
Once this week, agree on the first ten minutes after you have both come home. No errands, no
news, no phones. Whoever comes second may put down their things and wash their hands first.

Say hello, and only then everything else. Ten minutes are enough; you may stop there.

Afterwards each of you writes a line for yourself.
""".strip()

WRITTEN = Wrote(30, "19:20", NAME, FIRST)
WRITTEN_AGAIN = Rewrote(
    10,
    "08:50",
    NAME,
    head={"instructions": INSTRUCTIONS},
    labels={"wish": "One small thing that would help next time"},
    more=("What surprised you",),
)
"""Too many came home with full hands, and nobody knew what to wish for."""
