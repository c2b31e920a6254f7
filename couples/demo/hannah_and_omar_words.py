"""What Hannah and Omar wrote."""

from __future__ import annotations

from couples.demo.lives import Day
from couples.demo.partnering import HandedIn, Noted, Reached

HANNAH, OMAR = 0, 1

THANKS = (
    *(
        Noted(ago, at, "gratitude-act", who, {"gratitude": thanks, "act": act, "done": done})
        for ago, at, who, thanks, act, done in (
            (
                50,
                "20:05",
                HANNAH,
                "you came to the parents’ evening in your work boots",
                "iron the blue one",
                "yes",
            ),
            (49, "06:05", OMAR, "coffee was already ground", "get the winter tires down", "no"),
            (
                43,
                "21:10",
                HANNAH,
                "you asked Elias about the drawing before the grade",
                "Friday film is yours",
                "no",
            ),
            (
                42,
                "05:50",
                OMAR,
                "you laughed at the goat thing, in front of my mother",
                "call her back",
                "yes",
            ),
            (
                36,
                "21:30",
                HANNAH,
                "the driveway, at six, in the dark",
                "soup in your thermos",
                "yes",
            ),
            (
                29,
                "06:00",
                OMAR,
                "you read what I wrote and didn’t answer right away",
                "fix the shelf",
                "no",
            ),
            (
                26,
                "20:45",
                HANNAH,
                "you said “I don’t know yet” and not “whatever”",
                "sit on the porch with you",
                "yes",
            ),
        )
    ),
    *(
        Reached(ago, at, "gratitude-act", by, {"noticed": noticed, "mattered": felt}, later=later)
        for ago, at, by, noticed, felt, later in (
            (49, "06:10", HANNAH, "yes", 6, 1),
            (48, "18:30", OMAR, "no", 4, 1),
            (42, "06:00", HANNAH, "yes", 8, 1),
            (35, "05:45", HANNAH, "yes", 9, 1),
            (28, "21:00", OMAR, "yes", 8, 1),
        )
    ),
)

GRIEVANCE_KEPT = {
    "what_happened": "The night Elias had the fever. I called four times. The phone was on the "
    "workbench, on silent, with the radio on. You came up at one and asked why the lights were on.",
    "when": "the February after the boys changed schools",
    "severity_then": 9,
    "hurts_now": 5,
    "why_it_matters": "I stopped calling after that. Not only that night.",
    "ask_of_partner": "not-yet",
}

GRIEVANCE_SHARED = {
    "what_happened": "At your sister’s table you told the story of the loan. Everybody laughed. "
    "I laughed too. Then I did the dishes for an hour so nobody would see my face.",
    "when": "Midsummer, two years ago",
    "severity_then": 8,
    "hurts_now": 6,
    "why_it_matters": "It was the one thing I had asked you to keep. My father doesn’t know.",
    "ask_of_partner": "hear",
}

PLAN = {
    "problem": "We have no hot water every other week and nobody calls",
    "goal": "warm showers before school",
    "options": ["call the landlord", "call a plumber ourselves", "hold back rent", "gym showers"],
    "judged_later": "no",
    "weighing": "Landlord is slow. Plumber costs. Omar could look at it but that’s how it started.",
    "chosen": 1,
    "steps": [{"who": "both", "what": "call the landlord"}],
    "review_on": Day(14),
    "confidence": 4,
}
PLAN_AGAIN = {
    "judged_later": "yes",
    "chosen": 2,
    "steps": [
        {"who": "author", "what": "write to the landlord with the photos", "by": Day(1)},
        {"who": "other", "what": "ask Rami’s cousin what a valve costs", "by": Day(3)},
        {"who": "author", "what": "if no answer, book the cousin", "by": Day(7)},
    ],
    "review_on": Day(21),
    "confidence": 7,
}

CONTRACT_BEGUN = {
    "ground_rules": ["We don’t do it in front of the boys", "no texting about it"],
    "pause_word": "halftime",
    "pause_minutes": 20,
}


def _talk(
    ago: int, at: str, who: int, words: dict[str, object], *, accuracy: int, heard: int
) -> HandedIn:
    answers = words | {"accuracy": accuracy, "heard": heard}
    return HandedIn(ago, at, "needs-talk", who, answers, took=13)


TALKS = (
    _talk(
        22,
        "20:20",
        HANNAH,
        {
            "topic": "Coming in from the garage",
            "when": "when you come up after ten and go straight to the shower",
            "feelings": ["alone", "sad"],
            "need": "a hello that isn’t over the shoulder",
            "request": "two minutes on the stairs before the shower",
            "outcome": "understood",
            "minutes": 15,
            "private_note": "He said “I don’t want to bring the oil smell to you”. I never knew.",
        },
        accuracy=5,
        heard=5,
    ),
    _talk(
        22,
        "21:05",
        OMAR,
        {
            "when": "when I come up and you’re already on your phone",
            "feelings": ["unimportant", "tired"],
            "need": "to be looked at once",
            "request": "phone on the shelf at ten",
            "reflection": "She thinks I hide down there. Partly true.",
        },
        accuracy=6,
        heard=4,
    ),
    _talk(
        8,
        "20:35",
        OMAR,
        {
            "topic": "What my father may know",
            "spoke_first": "me",
            "when": "when he asks how work is and you look at me",
            "feelings": ["ashamed", "tense"],
            "need": "to tell it myself, in my words",
            "request": "if he asks you, say “ask Omar”",
            "pauses": 2,
            "outcome": "agreement",
            "minutes": 19,
        },
        accuracy=8,
        heard=7,
    ),
    _talk(
        8,
        "21:20",
        HANNAH,
        {
            "when": "when I’m asked and don’t know what’s allowed",
            "feelings": ["helpless"],
            "need": "a sentence I can say",
            "request": "that one is good. “Ask Omar.”",
            "reflection": "It isn’t about the money, it’s about being the son who managed.",
        },
        accuracy=8,
        heard=8,
    ),
    _talk(
        1,
        "20:50",
        HANNAH,
        {
            "topic": "Who drives on Saturday",
            "feelings": ["tired"],
            "need": "one Saturday without a whistle",
            "request": "you take the early game",
            "pauses": 1,
            "outcome": "stopped",
            "minutes": 6,
        },
        accuracy=5,
        heard=5,
    ),
)
