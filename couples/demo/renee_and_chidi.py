"""Renée and Chidi: a ritual with gaps and a pause, and an agreement that one has signed."""

from __future__ import annotations

from couples.caseload.models import ConfidentialityPolicy
from couples.demo.counseling import Assigned, Cancelled, Closed, Moved, Replied
from couples.demo.habits import Habit
from couples.demo.letting_in import LetIn, StoodIn
from couples.demo.lives import Day
from couples.demo.measured import asked_again, asked_alone
from couples.demo.partnering import HandedIn, Noted
from couples.demo.protecting import Flagged, LookedAfter
from couples.demo.resting import GivenMoreTime, Rested
from couples.demo.stories import Story
from couples.exercises.definition import Cadence, Doer

RENEE, CHIDI = 0, 1
EVERY_OTHER = ("mon", "wed", "fri")

TWICE_UP = "Her mood score has gone up twice. Ask her alone how she sleeps."
WHILE_AWAY = (
    "Renée called the practice while Dr. Ellis was on a plane: not slept for two nights. Read her "
    "last check-ins before calling back."
)
HOME_AGAIN = "His father comes home from hospital this week. Ask about that before the homework."

QUESTIONS = (
    HandedIn(
        24,
        "20:30",
        "open-questions",
        CHIDI,
        {
            "theme": "worries",
            "question": "What did you think when I flew without you?",
            "follow_ups": 3,
            "learned": "She packed a bag too. It stood behind the door all week.",
            "curious": 7,
            "felt_known": 4,
        },
        took=8,
    ),
    HandedIn(
        24,
        "21:10",
        "open-questions",
        RENEE,
        {
            "question": "qu’est-ce que ton père t’a dit, à la fin?",
            "follow_ups": 1,
            "learned": "il lui a demandé s’il mangeait bien. c’est tout. c’était tout pour lui",
            "curious": 9,
            "felt_known": 7,
        },
        took=8,
    ),
    HandedIn(
        16,
        "19:50",
        "open-questions",
        RENEE,
        {
            "theme": "home",
            "question": "Which room would you keep if we had to move?",
            "follow_ups": 6,
            "curious": 8,
            "felt_known": 6,
        },
        took=5,
    ),
    HandedIn(
        16,
        "22:25",
        "open-questions",
        CHIDI,
        {
            "question": "when were you last bored with me, honestly",
            "follow_ups": 2,
            "curious": 8,
            "felt_known": 7,
        },
        took=5,
    ),
)

CONTRACT = {
    "ground_rules": [
        "We don’t discuss money standing up",
        "French or English, not switching to win",
        "One hand on the table means slower",
    ],
    "paused_topics": ["Whether your mother comes in March"],
    "pause_word": "escale",
    "pause_minutes": 30,
    "return_within_hours": 24,
    "calm_place": "Renée in the bath, Chidi in the car with the seat back",
    "off_limits": ["Door closed hard", "“Laisse faire”"],
    "review_on": Day(28),
    "confidence": 6,
    "private_note": "J’ai écrit presque tout seule. Chidi said “put what you want” and I don’t "
    "know if that was yes.",
}

STORY = Story(
    counselor="morgan",
    names=("Renée Bélanger", "Chidi Nwosu"),
    addresses=("renee", "chidi"),
    policy=ConfidentialityPolicy.LIMITED_SECRETS,
    time_zone="America/Toronto",
    begins=55,
    joins=(55, 54),
    at="18:00",
    sessions=(54, 47, 40, 33, 26, 12, -5),
    scenes=(
        *asked_again("csi-16", ((53, 60, 52), (39, 55, 50), (19, 46, 49))),
        *asked_alone("phq-9", RENEE, ((52, 7), (25, 11), (18, 14))),
        *asked_alone("gad-7", RENEE, ((52, 6), (25, 9), (18, 8))),
        Assigned(54, "18:47", "shared-ritual", Doer.TOGETHER, Cadence.DAILY),
        HandedIn(
            53,
            "21:20",
            "shared-ritual",
            CHIDI,
            {
                "type": "nightly-debrief",
                "title": "Ten minutes on the kitchen floor",
                "when": "about ten",
                "cue": "starting the dishwasher",
                "fallback": "two minutes, sitting on the edge of the tub",
                "planner": [
                    {"who": "author", "what": "tea"},
                    {"who": "other", "what": "phones into the bread box"},
                ],
                "no_problem_talk": "yes",
            },
        ),
        Assigned(47, "18:48", "daily-ritual", Doer.EACH, Cadence.DAYS, days=EVERY_OTHER),
        HandedIn(
            46,
            "07:40",
            "daily-ritual",
            RENEE,
            {
                "ritual": "morning-check-in",
                "title": "Ça va comment, vraiment?",
                "days": list(EVERY_OTHER),
                "time": "while he shaves",
            },
        ),
        HandedIn(
            45,
            "12:30",
            "daily-ritual",
            CHIDI,
            {
                "ritual": "custom",
                "title": "One proverb, hers to guess",
                "days": list(EVERY_OTHER),
                "time": "lunch break",
            },
        ),
        Noted(
            34,
            "22:40",
            "shared-ritual",
            CHIDI,
            {"done": "no", "note": "my father is in hospital. flying tonight. we pause this"},
        ),
        Cancelled(34, "23:05", 33),
        Rested(34, "23:07", 33, 27),
        Noted(
            21,
            "22:10",
            "shared-ritual",
            RENEE,
            {"done": "yes", "enjoyed": 9, "note": "back on the floor. nobody said much"},
        ),
        Assigned(
            26,
            "18:47",
            "open-questions",
            Doer.TOGETHER,
            Cadence.TIMES_A_WEEK,
            times_a_week=1,
            note="Only if you both have the breath for it.",
        ),
        *QUESTIONS,
        Assigned(
            26,
            "18:49",
            "support-network",
            Doer.EACH,
            due_in=7,
            note="Chidi, whenever you are back. It can wait.",
        ),
        HandedIn(21, "20:05", "support-network", RENEE, {"supports": 3, "recent": 2}, took=14),
        GivenMoreTime(19, "09:15", "support-network", 7, only=CHIDI),
        HandedIn(13, "23:10", "support-network", CHIDI, {"supports": 4, "recent": 4}, took=17),
        Flagged(17, "08:55", TWICE_UP, about=RENEE),
        LookedAfter(
            12,
            "19:05",
            TWICE_UP,
            "Ten minutes alone at the end of the session. She sleeps badly since October, is not "
            "in danger, and sees Dr. Roy on Monday.",
        ),
        StoodIn(9, "18:12", WHILE_AWAY),
        LookedAfter(
            8,
            "08:20",
            WHILE_AWAY,
            "Spoke with Dr. Okafor, then with Renée. She slept at her sister’s and sees Dr. Roy "
            "today.",
        ),
        LetIn(8, "11:40", days_ahead=26),
        Flagged(3, "10:24", HOME_AGAIN, about=CHIDI),
        Replied(
            12,
            "17:16",
            "open-questions",
            RENEE,
            "I noticed that you asked on six times. What was it like to be that curious again?",
        ),
        Closed(12, "18:46", "open-questions"),
        Assigned(
            12,
            "18:48",
            "calm-contract",
            Doer.TOGETHER,
            before_next_session=True,
            note="You have most of it already, from what you told me about March.",
        ),
        HandedIn(8, "21:55", "calm-contract", RENEE, CONTRACT, took=41),
        Moved(3, "10:20", -5, -6, "18:30"),
    ),
    habits=(
        Habit(
            "shared-ritual",
            CHIDI,
            52,
            "22:20",
            week=(0.75, 0.65, 0.55, 0.7, 0.4, 0.45, 0.8),
            owns_up=0.75,
            gaps=((34, 21), (11, 9)),
            ratings={"enjoyed": (5, 9)},
            lines=("mint tea", "we fell asleep there", "she won the silence", "ten became forty"),
        ),
        Habit(
            "shared-ritual",
            RENEE,
            52,
            "22:45",
            week=(0.7, 0.6, 0.55, 0.65, 0.4, 0.4, 0.7),
            owns_up=0.6,
            gaps=((40, 38), (34, 21), (11, 7)),
            ratings={"enjoyed": (4, 9)},
            lines=("le lave-vaisselle a gagné", "froid aux pieds, bien quand même", "pas ce soir"),
        ),
        Habit(
            "daily-ritual",
            RENEE,
            45,
            "07:20",
            week=(0.8, 0, 0.75, 0, 0.7, 0, 0),
            days=EVERY_OTHER,
            owns_up=0.5,
            gaps=((34, 21),),
            ratings={"ease": (3, 8)},
            lines=("il a répondu avec de la mousse partout", "vraiment: fatigué. bon"),
            reaches=0.5,
            warmth=(5, 8),
        ),
        Habit(
            "daily-ritual",
            CHIDI,
            45,
            "12:40",
            week=(0.7, 0, 0.65, 0, 0.5, 0, 0),
            days=EVERY_OTHER,
            owns_up=0.65,
            gaps=((34, 20), (11, 8)),
            ratings={"ease": (4, 9)},
            lines=("the one about the lizard. she got it", "Onye ndidi na-eri azụ ndụ"),
            reaches=0.5,
            warmth=(6, 9),
        ),
    ),
)
