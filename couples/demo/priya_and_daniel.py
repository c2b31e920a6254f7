"""Priya and Daniel: after four weeks one of them goes on alone, and no next session is set."""

from __future__ import annotations

from couples.caseload.models import ConfidentialityPolicy
from couples.demo.counseling import Assigned, Closed, Replied, Reviewed
from couples.demo.habits import Habit
from couples.demo.partnering import Begun, HandedIn, Noted
from couples.demo.protecting import Held
from couples.demo.stories import Story
from couples.exercises.definition import Cadence, Doer, Gate

PRIYA, DANIEL = 0, 1
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")

WINS = tuple(
    Noted(ago, at, "wins", who, {"win": win, "kind": kind})
    for ago, at, who, win, kind in (
        (
            37,
            "17:30",
            PRIYA,
            "Daniel left his knives clean. he knows why I’m writing this",
            "kindness",
        ),
        (36, "02:10", DANIEL, "she waited up. we ate fries on the floor", "kindness"),
        (33, "20:15", PRIYA, "we did the tax thing in one sitting and stayed polite", "effort"),
        (31, "15:05", DANIEL, "told my boss no Sunday shift. once, but still", "effort"),
        (30, "21:00", PRIYA, "the first Sunday in months. pancakes at two", "calm"),
        (22, "18:20", PRIYA, "took the train to my sister’s and didn’t check my phone", "insight"),
        (13, "19:45", PRIYA, "he put my bike light on the charger", "kindness"),
        (4, "22:30", PRIYA, "breakfast together, eleven minutes", "calm"),
    )
)

TALK = (
    HandedIn(
        35,
        "16:20",
        "needs-talk",
        PRIYA,
        {
            "topic": "The empty side of the bed on weekends",
            "spoke_first": "me",
            "when": "when I wake up Saturday and can tell you slept on the couch again",
            "feelings": ["alone", "unimportant"],
            "need": "to know you’re home",
            "request": "just come in, even if it’s four and you smell of onions",
            "reflection": "You can’t come down after a shift and you don’t want to wake me.",
            "accuracy": 6,
            "heard": 7,
            "pauses": 0,
            "outcome": "understood",
            "minutes": 14,
        },
        took=16,
    ),
    HandedIn(
        35,
        "16:55",
        "needs-talk",
        DANIEL,
        {
            "when": "when I get in and everything is dark",
            "feelings": ["tired", "alone"],
            "need": "a lamp on",
            "request": "leave the little one in the hall",
            "reflection": "To her the couch means I don’t want to be next to her. It’s my feet.",
            "accuracy": 7,
            "heard": 6,
        },
        took=11,
    ),
)

CHECK_INS = tuple(
    HandedIn(
        ago,
        at,
        "emotion-check-in",
        PRIYA,
        {"fear": fear, "joy": joy, "need": need, "mood": mood, "validated": validated},
        took=5,
    )
    for ago, at, mood, validated, fear, joy, need in (
        (
            *(23, "21:15", 5, 5),
            "that asking again makes it worse",
            "the lamp in the hall was on. both ways",
            "an hour on the calendar, any hour",
        ),
        (
            *(16, "20:40", 4, 3),
            "that we’re getting good at not minding",
            "my class sang for me",
            "to hear how he is from him",
        ),
        (
            *(9, "21:30", 4, 3),
            "that I write these to nobody",
            "slept eight hours",
            "to decide something together. small is ok. which couch",
        ),
        (
            *(2, "21:05", 6, 4),
            "the lease is up in spring",
            "eleven minutes of breakfast",
            "to ask him on a day off and not at the door",
        ),
    )
)

STORY = Story(
    counselor="morgan",
    names=("Priya Raman", "Daniel Kowalski"),
    addresses=("priya", "daniel"),
    policy=ConfidentialityPolicy.LIMITED_SECRETS,
    begins=54,
    version=1,
    joins=(54, 54),
    at="12:00",
    sessions=(53, 39, 25, 11),
    scenes=(
        Assigned(
            53,
            "12:48",
            "daily-ritual",
            Doer.EACH,
            Cadence.DAYS,
            days=WORKDAYS,
            note="Five minutes that fit around late shifts.",
        ),
        HandedIn(
            52,
            "18:10",
            "daily-ritual",
            PRIYA,
            {
                "ritual": "note",
                "title": "Note in the lunch bag",
                "days": list(WORKDAYS),
                "time": "before I leave for school",
            },
        ),
        HandedIn(
            52,
            "23:50",
            "daily-ritual",
            DANIEL,
            {"ritual": "custom", "title": "voice message after close", "days": list(WORKDAYS)},
        ),
        Assigned(39, "12:47", "wins", Doer.EACH, Cadence.ANY_TIME),
        *WINS,
        Assigned(39, "12:49", "needs-talk", Doer.TOGETHER, Cadence.TIMES_A_WEEK, times_a_week=1),
        *TALK,
        Closed(25, "12:46", "needs-talk"),
        Assigned(
            25,
            "12:48",
            "emotion-check-in",
            Doer.EACH,
            Cadence.TIMES_A_WEEK,
            times_a_week=1,
            note="Each at your own hour. One line is enough.",
        ),
        *CHECK_INS,
        Begun(24, "01:25", "emotion-check-in", DANIEL, {"fear": "that i only ever come home to"}),
        Held(
            25,
            "13:05",
            Gate.G2,
            "Daniel asked to see me alone first. Until we have spoken, nothing about old hurts "
            "for the two of them.",
        ),
        Assigned(
            11,
            "12:50",
            "grievance",
            Doer.ONE,
            only=PRIYA,
            note="For you alone, and only if it helps you to sort it. We look at it when we meet.",
            in_spite_of_a_gate="She asked for a place to write it down. It stays with her; "
            "we speak about it in a meeting of her own before anything reaches Daniel.",
        ),
        Replied(
            5,
            "08:40",
            "emotion-check-in",
            PRIYA,
            "You don’t write to nobody: I read it. Shall we find a time that suits you both "
            "before we set more homework?",
        ),
        Reviewed(5, "08:45"),
    ),
    habits=(
        Habit(
            "daily-ritual",
            PRIYA,
            51,
            "07:15",
            last=29,
            week=(0.85, 0.9, 0.8, 0.85, 0.75, 0, 0),
            days=WORKDAYS,
            ratings={"ease": (4, 8)},
            lines=("drew the cat as a chef", "“eat the green part too”", "only a heart, was late"),
            reaches=0.5,
            warmth=(7, 9),
        ),
        Habit(
            "daily-ritual",
            PRIYA,
            28,
            "07:15",
            week=(0.85, 0.85, 0.8, 0.8, 0.65, 0, 0),
            days=WORKDAYS,
            ratings={"ease": (3, 7)},
            lines=("the ticket stub from the lake", "a riddle, answer on the back"),
        ),
        Habit(
            "daily-ritual",
            DANIEL,
            51,
            "22:50",
            last=29,
            week=(0.6, 0.7, 0.65, 0.6, 0.45, 0, 0),
            days=WORKDAYS,
            owns_up=0.35,
            ratings={"ease": (3, 7)},
            lines=("sang it, badly", "forgot to press send, sent it this morning"),
            reaches=0.6,
            warmth=(6, 10),
        ),
    ),
)
