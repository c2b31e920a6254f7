"""What Alex and Sam wrote on ordinary days."""

from __future__ import annotations

from couples.demo.lives import Day
from couples.demo.partnering import HandedIn, Noted, Reached

ALEX, SAM = 0, 1

COFFEE = (
    "oat milk was out, made it black, you drank it anyway",
    "Biscuit knocked half of it over. second cup",
    "you were already up so we had it on the stairs",
    "late for work, left it in the thermos",
    "Noa carried the spoon. very slowly",
    "you said thanks before you opened your eyes",
)
GOOD_THINGS = (
    "you called the dentist so I didn’t have to",
    "the way you did the giraffe voice for Noa",
    "we both laughed at the broken stroller",
    "that you texted when the train was late",
    "nothing big. just that you were there",
    "you asked about my dad and then waited",
)

WINS = tuple(
    Noted(ago, at, "wins", who, {"win": win, "kind": kind, "credited_to": whose})
    for ago, at, who, win, kind, whose in (
        (46, "21:30", ALEX, "Sam said lighthouse and came back on time", "calm", "partner"),
        (45, "12:15", SAM, "Alex asked before inviting his brother", "effort", "partner"),
        (42, "20:05", ALEX, "we cooked, nobody commented on the onions", "calm", "both"),
        (40, "22:40", SAM, "said “I’m scared about money”. not mad at the fridge", "insight", "me"),
        (37, "19:20", ALEX, "Sam took the night with Noa unasked. twice", "kindness", "partner"),
        (35, "08:10", SAM, "Got a real sorry, in the car, at a red light", "repair", "partner"),
        (
            31,
            "21:50",
            ALEX,
            "No big talk after ten. I wanted one so badly",
            "agreement-kept",
            "both",
        ),
        (
            29,
            "13:00",
            SAM,
            "Alex moved a meeting so I’m not alone at the scan",
            "kindness",
            "partner",
        ),
        (25, "21:15", ALEX, "Laughed in the middle of the Columbus thing", "calm", "both"),
        (22, "18:45", SAM, "told my mom no, Alex held my hand under the table", "effort", "both"),
    )
)

CHECK_INS = tuple(
    HandedIn(
        ago,
        at,
        "emotion-check-in",
        who,
        {
            "fear": fear,
            "joy": joy,
            "need": need,
            "mood": mood,
            "uninterrupted": "yes",
            "validation": understood,
            "validated": validated,
        },
        took=7,
    )
    for ago, at, who, mood, validated, fear, joy, need, understood in (
        (
            *(36, "21:10", ALEX, 5, 4),
            "that I’m turning into the one who only manages things",
            "Noa asleep on both of us, whole afternoon",
            "to be asked how my day was, not what’s for dinner",
            "Sam is worried about the scan and doesn’t want a plan for it",
        ),
        (
            *(36, "21:25", SAM, 4, 5),
            "the scan next week. I keep not saying it",
            "you humming while you did the dishes",
            "somebody next to me, not advice",
            "Alex feels like the house manager and misses being a person",
        ),
        (
            *(28, "21:30", ALEX, 7, 6),
            "that we only get along because we’re too tired to fight",
            "the scan was clear. I cried in the parking garage",
            "one evening without a list",
            "Sam was relieved and also a bit lonely in the waiting room",
        ),
        (
            *(28, "21:44", SAM, 7, 7),
            "telling my dad about the job",
            "you moved the meeting. I didn’t ask",
            "that we don’t talk about Columbus in bed",
            "Alex wants one evening where nobody opens the laptop",
        ),
        (
            *(15, "21:05", ALEX, 8, 8),
            "that this good stretch ends and we won’t know why",
            "hot chocolate, wet socks, you telling the goose story",
            "you to say when you’re done for the day",
            "Sam likes the walks and is afraid of making them a thing",
        ),
        (
            *(15, "21:20", SAM, 7, 8),
            "making the walk a chore by talking about it",
            "being early for once, both of us",
            "ten minutes when I get home before anyone needs me",
            "Alex doesn’t trust that it stays good. honestly same",
        ),
    )
)

THANKS = tuple(
    Noted(ago, at, "gratitude-act", who, {**words, "act_by": Day(2), "done": "no"})
    for ago, at, who, words in (
        (
            *(18, "12:35", ALEX),
            {
                "gratitude": "you scraped my windshield too",
                "because": "I’d have been late again",
                "act": "I do Saturday swimming",
            },
        ),
        (
            *(17, "22:20", SAM),
            {
                "gratitude": "you let me sleep till nine",
                "because": "I was a person that day",
                "act": "pack your lunch Tuesday",
            },
        ),
        (
            *(14, "21:00", ALEX),
            {
                "gratitude": "the photo of Noa with the snail",
                "because": "it saved my meeting day",
                "act": "frame it",
            },
        ),
        (
            *(12, "08:25", SAM),
            {
                "gratitude": "the dot from the platform. every day",
                "because": "I stop listening for the door",
                "act": "soup tonight",
            },
        ),
        (
            *(8, "20:15", ALEX),
            {
                "gratitude": "you talked to your mom about the walks",
                "because": "I know it cost you",
                "act": "call her myself",
            },
        ),
        (
            *(5, "22:05", SAM),
            {
                "gratitude": "you didn’t fix it, you just sat there",
                "because": "that was what I needed",
                "act": "night shift Friday",
            },
        ),
        (
            *(2, "13:20", ALEX),
            {
                "gratitude": "new lightbulb in the hall, no announcement",
                "because": "it’s been dark for weeks",
                "act": "oil the gate",
            },
        ),
    )
)

THANKS_RECEIVED = tuple(
    Reached(ago, at, "gratitude-act", by, {"noticed": "yes", "mattered": mattered}, later=later)
    for ago, at, by, mattered, later in (
        (18, "19:10", ALEX, 8, 0),
        (15, "13:05", SAM, 9, 2),
        (12, "21:40", SAM, 10, 0),
        (7, "09:10", ALEX, 7, 1),
        (4, "07:30", SAM, 9, 1),
    )
)

DATES = (
    *(
        Noted(
            ago,
            at,
            "shared-ritual",
            who,
            {"done": "yes", "enjoyed": enjoyed, "contract_kept": kept, "note": note},
        )
        for ago, at, who, enjoyed, kept, note in (
            (16, "21:10", ALEX, 8, 9, "goose story, wet socks"),
            (16, "21:30", SAM, 9, 8, "two hot chocolates, one was mine, I had both"),
            (2, "21:15", ALEX, 9, 9, "the long way round the reservoir"),
            (2, "21:40", SAM, 8, 7, "talked about Columbus for a minute, then stopped"),
        )
    ),
    Noted(9, "21:00", "shared-ritual", SAM, {"done": "no", "note": "Noa had a fever. next week"}),
)
