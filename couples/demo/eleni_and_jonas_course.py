"""Eleni and Jonas on the course “Calm and repair”: four weeks of it, from within."""

# ruff: noqa: RUF001 - she thinks in Greek, and some of its letters look Latin

from __future__ import annotations

from couples.agreements.models import StepKind
from couples.demo.agreeing import LookedAt, Proposed
from couples.demo.authoring import Tailored
from couples.demo.counseling import Closed
from couples.demo.courses import CourseOpened, Enrolled, WentOn
from couples.demo.lives import Day
from couples.demo.measured import answers_of, asked_again, asked_alone
from couples.demo.partnering import HandedIn, Noted, Signed
from couples.demo.pausing import TimeOut
from couples.demo.scenes import Scene

ELENI, JONAS = 0, 1
BEGAN = 27

CONTRACT = {
    "ground_rules": [
        "Munich is not decided at the sink",
        "Whoever is louder stops first",
        "Each in their own language; the other one asks",
    ],
    "paused_topics": ["Munich", "Whose brother knew first"],
    "pause_word": "κουκκίδα",
    "pause_minutes": 30,
    "return_within_hours": 18,
    "calm_place": "Eleni on the roof, Jonas around the block to the sea and back",
    "off_limits": ["“Then go back”", "Ironic applause"],
    "review_on": Day(30),
    "confidence": 6,
}

RITUALS = (
    HandedIn(
        19,
        "21:50",
        "daily-ritual",
        ELENI,
        {
            "ritual": "custom",
            "title": "Ένα τραγούδι στον δρόμο",
            "days": ["mon", "tue", "wed", "thu", "fri"],
            "time": "on the way home, one earphone each",
        },
    ),
    HandedIn(
        19,
        "08:05",
        "daily-ritual",
        JONAS,
        {
            "ritual": "note",
            "title": "Ein Wort am Tag",
            "days": ["mon", "tue", "wed", "thu", "fri"],
            "time": "on the fridge before the first tram",
        },
    ),
)

PAUSES = (
    TimeOut(16, "22:50", ELENI, 30, back=(28, 34)),
    TimeOut(5, "21:45", ELENI, 20, back=(38, 21)),
    Noted(
        16,
        "23:35",
        "pause-log",
        JONAS,
        {"called_by": "partner", "minutes": 35, "arousal_before": 7, "arousal_after": 3}
        | {"method": ["walk"], "returned": "yes", "returned_on_time": "yes", "resumed_ok": 6},
    ),
    Noted(
        5,
        "22:15",
        "pause-log",
        ELENI,
        {"called_by": "me", "minutes": 25, "arousal_before": 8, "arousal_after": 4}
        | {"method": ["music"], "returned": "yes", "returned_on_time": "no", "resumed_ok": 5},
    ),
)

WINS = tuple(
    Noted(ago, at, "wins", who, {"win": win, "kind": kind})
    for ago, at, who, win, kind in (
        (12, "19:40", ELENI, "είπε «κουκκίδα» πριν από μένα", "agreement-kept"),
        (11, "07:55", JONAS, "we laughed about the boxes, both, at the same time", "calm"),
        (9, "22:10", ELENI, "ρώτησε τη μάνα μου για το χωριό. στα ελληνικά", "effort"),
        (8, "08:20", JONAS, "she told me first, before her sister", "kindness"),
    )
)


INTAKE: tuple[Scene, ...] = tuple(
    HandedIn(ago, at, measure, who, answers_of(measure, total), took=4)
    for ago, at, measure, who, total in (
        (26, "21:30", "csi-16", ELENI, 43),
        (26, "21:40", "phq-9", ELENI, 8),
        (26, "21:45", "gad-7", ELENI, 7),
        (25, "08:10", "csi-16", JONAS, 48),
        (25, "08:15", "phq-9", JONAS, 6),
        (25, "08:20", "gad-7", JONAS, 9),
    )
)

COURSE: tuple[Scene, ...] = (
    *asked_again("csi-4", ((54, 10, 11), (40, 12, 10))),
    *asked_alone("gad-7", JONAS, ((54, 12), (40, 11))),
    *asked_alone("phq-9", ELENI, ((40, 9),)),
    Enrolled(BEGAN, "17:52", "calm-and-repair", first=ELENI),
    *INTAKE,
    Closed(20, "09:00", "phq-9", only=ELENI),
    Closed(20, "09:01", "gad-7", only=JONAS),
    *asked_alone("phq-9", ELENI, ((16, 6),)),
    *asked_alone("gad-7", JONAS, ((16, 7),)),
    Closed(BEGAN - 6, "09:10", "daily-ritual", only=JONAS),
    *(CourseOpened(BEGAN - 7 * week, "06:00") for week in (1, 2, 3)),
    WentOn(BEGAN - 14, "06:05", 2, "They have begun, and both would like to go on."),
    HandedIn(18, "21:20", "calm-contract", ELENI, CONTRACT, took=33),
    HandedIn(17, "20:45", "calm-contract", JONAS, {"confidence": 7}, took=5),
    Signed(17, "20:50", JONAS),
    Proposed(
        16,
        "10:40",
        ELENI,
        {
            "title": "Sundays until four",
            "text": "From breakfast until four neither of us takes calls from work. Whoever has "
            "to, says so on Saturday.",
            "kind": "logistics",
            "owner": [{"who": "both"}],
            "repeats": "weekly",
            "review_on": Day(28),
        },
    ),
    Signed(15, "19:05", JONAS),
    LookedAt(5, "20:10", ELENI, StepKind.HELD),
    *RITUALS,
    *PAUSES,
    *WINS,
    HandedIn(13, "07:35", "csi-4", ELENI, answers_of("csi-4", 13), took=2),
    HandedIn(13, "08:00", "csi-4", JONAS, answers_of("csi-4", 13), took=2),
    Tailored(
        12,
        "10:15",
        "needs-talk",
        head={"title": "Fifteen minutes about a need, in two languages"},
        labels={"topic": "What the talk was about, in either language"},
    ),
)
