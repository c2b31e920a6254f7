"""What Alex and Sam worked out together: their agreement, a talk, two plans."""

from __future__ import annotations

from couples.demo.lives import Day
from couples.demo.partnering import HandedIn
from couples.demo.talking import Talked

ALEX, SAM = 0, 1

CONTRACT = {
    "ground_rules": [
        "Nobody follows anybody up the stairs",
        "No big talks after ten at night",
        "If Noa is awake we whisper or we stop",
        "One of us talks, the other one really doesn’t",
    ],
    "paused_topics": ["Who should have called the bank", "The move to Columbus"],
    "pause_word": "lighthouse",
    "pause_minutes": 20,
    "return_within_hours": 12,
    "calm_place": "Alex on the back steps, Sam in the bathroom with the fan on",
    "off_limits": ["“You’re just like your mother”", "Walking out without saying when you’re back"],
    "review_on": Day(28),
    "confidence": 7,
}
CONTRACT_AGAIN = {
    "pause_minutes": 40,
    "paused_topics": ["The move to Columbus"],
    "calm_place": "Alex on the back steps, Sam around the block with Biscuit",
    "review_on": Day(42),
    "confidence": 8,
}

TALK = (
    Talked(
        32,
        "20:17",
        "needs-talk",
        ALEX,
        minutes=(1, 5, 2, 4, 2, 3),
        words=(
            {"topic": "The hour after daycare"},
            {"need": "five minutes to land"},
            {},
            {"need": "to know when I’m off"},
            {},
            {"outcome": "agreement"},
        ),
    ),
    HandedIn(
        32,
        "20:40",
        "needs-talk",
        ALEX,
        {
            "topic": "The hour after daycare",
            "spoke_first": "me",
            "when": "when I walk in and you hand me Noa with my coat still on",
            "feelings": ["alone", "tense", "tired"],
            "need": "five minutes to land",
            "request": "let me put the bag down and wash my hands first",
            "reflection": "You’ve been on since three and by six you have nothing left, so my "
            "coat is the first thing that looks like help.",
            "accuracy": 7,
            "heard": 6,
            "pauses": 1,
            "breathed": "yes",
            "returned": "yes",
            "accusations_self": 2,
            "outcome": "agreement",
            "minutes": 17,
        },
        took=22,
    ),
    HandedIn(
        32,
        "21:25",
        "needs-talk",
        SAM,
        {
            "when": "when it’s ten to six and you’re not on the train yet",
            "feelings": ["helpless", "tired"],
            "need": "to know when I’m off",
            "request": "text me from the platform, even just a dot",
            "reflection": "You need a door between work and us, and I keep being in the door.",
            "accuracy": 8,
            "heard": 8,
            "breathed": "no",
            "returned": "yes",
            "accusations_self": 1,
            "private_note": "I got loud for a second. Came back from the kitchen after.",
        },
        took=15,
    ),
)

PLANS = (
    HandedIn(
        11,
        "20:50",
        "problem-solving",
        ALEX,
        {
            "problem": "We leave the house late and angry on daycare days",
            "goal": "out by 7:50, still friends",
            "options": [
                "pack the bag the night before",
                "one alarm less, not three",
                "Noa eats at daycare",
                "we trade off mornings",
                "sleep in our clothes",
            ],
            "judged_later": "yes",
            "weighing": "Trading mornings means one of us sleeps. Bag at night: boring, works.",
            "chosen": 4,
            "steps": [
                {"who": "author", "what": "Monday and Wednesday mornings", "by": Day(3)},
                {"who": "other", "what": "Tuesday and Thursday mornings", "by": Day(4)},
                {"who": "both", "what": "bag by the door before we sit down at night"},
            ],
            "review_on": Day(7),
            "confidence": 7,
        },
        took=31,
    ),
    HandedIn(11, "21:35", "problem-solving", SAM, {"confidence": 6}, took=4),
    HandedIn(
        4,
        "20:35",
        "problem-solving",
        SAM,
        {
            "result": 7,
            "next": "adjust",
            "problem": "We don’t know who picks Noa up when both of us run late",
            "goal": "she never waits and nobody runs a red light",
            "options": [
                "ask Mrs. Adeyemi next door",
                "late pass at daycare",
                "a coin",
                "shared calendar",
            ],
            "judged_later": "yes",
            "weighing": "Mrs. Adeyemi offered twice. Calendar only works if we look at it.",
            "chosen": 1,
            "steps": [
                {"who": "author", "what": "ask Mrs. Adeyemi and bring cake", "by": Day(2)},
                {"who": "other", "what": "put her on the pick-up list", "by": Day(6)},
                {"who": "both", "what": "text by 5:15 if it’s going to be late"},
            ],
            "review_on": Day(14),
            "confidence": 8,
        },
        took=26,
    ),
    HandedIn(
        4,
        "21:50",
        "problem-solving",
        ALEX,
        {
            "result": 8,
            "confidence": 8,
            "private_note": "Tuesday I forgot the bag. Sam said nothing, which was nice and scary.",
        },
        took=5,
    ),
)
