"""Alex and Sam, with a small child and an old dog: weeks that mostly go well."""

from __future__ import annotations

from couples.caseload.models import ConfidentialityPolicy
from couples.demo.alex_and_sam_talks import CONTRACT, CONTRACT_AGAIN, PLANS, TALK
from couples.demo.alex_and_sam_words import (
    CHECK_INS,
    COFFEE,
    DATES,
    GOOD_THINGS,
    THANKS,
    THANKS_RECEIVED,
    WINS,
)
from couples.demo.arriving import NAME as ARRIVING
from couples.demo.arriving import WRITTEN, WRITTEN_AGAIN
from couples.demo.counseling import (
    Appraised,
    Assigned,
    Closed,
    Replied,
    Returned,
    TypedFor,
)
from couples.demo.habits import Habit
from couples.demo.measured import asked_again
from couples.demo.partnering import HandedIn, Signed
from couples.demo.resting import Rested
from couples.demo.stories import Story
from couples.exercises.definition import Cadence, Doer

ALEX, SAM = 0, 1

ARRIVALS = tuple(
    HandedIn(ago, at, ARRIVING, who, {"did": did, "arrived": arrived, "wish": wish}, took=4)
    for ago, at, who, did, arrived, wish in (
        (25, "21:15", ALEX, "shoes off, then Sam, then Noa. in that order, once", 7, "Wednesdays"),
        (22, "22:20", SAM, "sat on the stairs with your coat still on", 5, "you at ten to six"),
        (18, "20:50", ALEX, "Sam had the kettle on", 8, "me with the kettle"),
        (10, "21:25", ALEX, "late. still did four of the ten", 6, "a text from the platform"),
    )
)

STORY = Story(
    counselor="morgan",
    names=("Alex Rivera", "Sam Whitfield"),
    addresses=("alex", "sam"),
    policy=ConfidentialityPolicy.NO_SECRETS,
    begins=56,
    joins=(56, 55),
    at="16:00",
    sessions=(55, 48, 41, 34, 27, 20, 13, 6, -1),
    scenes=(
        *asked_again("csi-16", ((54, 44, 38), (40, 47, 41), (26, 50, None), (12, 55, 44))),
        Assigned(
            55,
            "16:50",
            "calm-contract",
            Doer.TOGETHER,
            before_next_session=True,
            note="While Noa naps, as you said. A first version is enough.",
        ),
        Assigned(55, "16:52", "daily-ritual", Doer.EACH, Cadence.DAILY),
        HandedIn(
            54,
            "20:15",
            "daily-ritual",
            ALEX,
            {
                "ritual": "custom",
                "title": "Coffee on the nightstand",
                "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                "cue": "walking Biscuit",
                "time": "7:00",
                "fallback": "a glass of water and a kiss on the forehead",
            },
        ),
        HandedIn(
            54,
            "21:40",
            "daily-ritual",
            SAM,
            {
                "ritual": "brief-win",
                "title": "One good thing before lights out",
                "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                "cue": "the lamp on my side going off",
                "time": "22:00",
                "fallback": "I say it in the kitchen, in one breath",
            },
        ),
        HandedIn(50, "13:40", "calm-contract", ALEX, CONTRACT, took=38),
        HandedIn(50, "21:05", "calm-contract", SAM, {"confidence": 5}, took=3),
        Signed(50, "21:07", SAM),
        Replied(
            48,
            "15:14",
            "calm-contract",
            ALEX,
            "“Nobody follows anybody up the stairs” is a rule one can picture. Let’s read it "
            "aloud together this afternoon.",
        ),
        Assigned(
            48,
            "16:51",
            "wins",
            Doer.EACH,
            Cadence.TIMES_A_WEEK,
            times_a_week=2,
            note="Small ones count double.",
        ),
        *WINS,
        Assigned(41, "16:50", "emotion-check-in", Doer.TOGETHER, Cadence.EACH_SESSION),
        *CHECK_INS,
        Assigned(34, "16:49", "needs-talk", Doer.TOGETHER, Cadence.TIMES_A_WEEK, times_a_week=2),
        *TALK,
        Returned(
            27,
            "16:48",
            "calm-contract",
            ALEX,
            "Four weeks on: you told me that twenty minutes were never enough for Sam. Would "
            "the two of you like to write down what you do now?",
        ),
        HandedIn(25, "20:30", "calm-contract", ALEX, CONTRACT | CONTRACT_AGAIN, took=14),
        Signed(24, "07:20", SAM),
        Closed(20, "16:46", "wins"),
        Closed(20, "16:47", "needs-talk"),
        Assigned(
            20,
            "16:48",
            "gratitude-act",
            Doer.EACH,
            Cadence.TIMES_A_WEEK,
            times_a_week=2,
            note="Something you saw the other do. It may be as small as a filled water bottle.",
        ),
        *THANKS,
        *THANKS_RECEIVED,
        Assigned(20, "16:49", "shared-ritual", Doer.TOGETHER, Cadence.WEEKLY),
        HandedIn(
            19,
            "20:55",
            "shared-ritual",
            SAM,
            {
                "type": "weekly-date",
                "title": "Reservoir walk",
                "when": "at seven, the night my mom is here",
                "fallback": "once around the block with the dog, the same night",
                "planner": [
                    {"who": "author", "what": "asks my mom which night"},
                    {"who": "other", "what": "picks the way and the snack"},
                ],
                "take_turns": "yes",
                "budget_note": "two hot chocolates",
                "no_problem_talk": "yes",
            },
        ),
        *DATES,
        WRITTEN,
        Assigned(
            27, "16:50", ARRIVING, Doer.EACH, Cadence.WEEKLY, note="I wrote this one for you."
        ),
        *ARRIVALS,
        TypedFor(
            13,
            "16:20",
            ARRIVING,
            SAM,
            {"did": "told each other one thing. Alex’s was about pigeons", "arrived": 8},
        ),
        WRITTEN_AGAIN,
        Rested(6, "16:52", -9, -14),
        Closed(13, "16:47", "emotion-check-in"),
        Assigned(
            13,
            "16:49",
            "problem-solving",
            Doer.TOGETHER,
            Cadence.WEEKLY,
            note="Mornings, since you both brought them up.",
            in_session=True,
        ),
        *PLANS,
        Appraised(5, "09:10", "problem-solving", ALEX, how_well=7),
        Appraised(5, "09:11", "problem-solving", SAM, how_well=5),
        Appraised(5, "09:12", "gratitude-act", SAM, in_the_way="Night shifts, three in a row"),
    ),
    habits=(
        Habit(
            "daily-ritual",
            ALEX,
            53,
            "07:05",
            week=(0.95, 0.95, 0.9, 0.95, 0.9, 0.75, 0.8),
            ratings={"ease": (6, 9)},
            lines=COFFEE,
            reaches=0.65,
            warmth=(7, 10),
        ),
        Habit(
            "daily-ritual",
            SAM,
            53,
            "22:10",
            week=(0.85, 0.85, 0.7, 0.9, 0.65, 0.9, 0.9),
            ratings={"ease": (4, 9)},
            lines=GOOD_THINGS,
            reaches=0.55,
            warmth=(6, 9),
        ),
    ),
)
