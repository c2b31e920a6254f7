"""Eleni and Jonas, online from Athens: she has handed in something sealed, and he has not yet."""

# ruff: noqa: RUF001 - she thinks in Greek, and some of its letters look Latin

from __future__ import annotations

from couples.audiences import Audience
from couples.caseload.models import ConfidentialityPolicy
from couples.demo.counseling import Assigned, Closed, Replied
from couples.demo.eleni_and_jonas_course import COURSE
from couples.demo.eleni_and_jonas_repair import REPAIR
from couples.demo.habits import Habit
from couples.demo.partnering import Begun, HandedIn, Noted, Reached, Widened
from couples.demo.stories import Story
from couples.exercises.definition import Cadence, Doer

ELENI, JONAS = 0, 1
CHECK_IN = "emotion-check-in"
FRIDGE = (0.9, 0.9, 0.85, 0.8, 0.9, 0.3, 0.15)


CHECK_INS = tuple(
    HandedIn(
        ago,
        at,
        CHECK_IN,
        who,
        {"fear": fear, "joy": joy, "need": need, "mood": mood, "validated": validated},
        took=6,
    )
    for ago, at, who, mood, validated, fear, joy, need in (
        (
            *(31, "22:40", ELENI, 5, 4),
            "ότι θα μείνουμε για πάντα «προσωρινά» εδώ",
            "ο Jonas έμαθε να ζητάει φρέντο χωρίς να κοκκινίζει",
            "μια Κυριακή χωρίς τη μάνα μου στο τηλέφωνο",
        ),
        (
            *(29, "08:15", JONAS, 4, 5),
            "that I’m a guest in my own kitchen",
            "the fish man called me μάστορα",
            "you to translate the jokes too, not only the bills",
        ),
        (
            *(18, "23:05", ELENI, 4, 6),
            "πως θα πεις ναι στο Μόναχο χωρίς να με ρωτήσεις",
            "που περίμενες στη στάση με ομπρέλα",
            "να μου το πεις πρώτα εμένα, όχι στον αδερφό σου",
        ),
        (
            *(17, "07:50", JONAS, 6, 6),
            "saying “Munich” out loud and watching your face",
            "grüne Bohnen like my Oma’s, and you didn’t even know",
            "zehn Minuten without us deciding anything",
        ),
        (
            *(2, "22:55", ELENI, 5, 7),
            "ότι μετράω ήδη τα κουτιά της μετακόμισης",
            "διάβασες στο παιδί της Μαρίας στα ελληνικά. αργά, αλλά ως το τέλος",
            "μια ημερομηνία. έστω και λάθος",
        ),
    )
)

QUESTIONS = (
    HandedIn(
        51,
        "21:30",
        "open-questions",
        ELENI,
        {
            "theme": "childhood",
            "question": "Was hast du gemacht, wenn deine Eltern gestritten haben?",
            "follow_ups": 4,
            "learned": "Μετρούσε τα τρένα. Δεν το ήξερα μετά από εννιά χρόνια.",
            "curious": 8,
            "felt_known": 6,
        },
        took=9,
    ),
    HandedIn(
        51,
        "22:10",
        "open-questions",
        JONAS,
        {
            "question": "what did your grandmother’s house smell like",
            "follow_ups": 2,
            "learned": "mastic, wet wool and petrol from the boat. she cried a bit, the good kind",
            "curious": 7,
            "felt_known": 8,
        },
        took=9,
    ),
    HandedIn(
        44,
        "21:45",
        "open-questions",
        JONAS,
        {
            "theme": "hopes",
            "question": "which of your plans did you drop because of me?",
            "follow_ups": 5,
            "learned": "The workshop in Volos. I thought she’d stopped wanting it.",
            "curious": 9,
            "felt_known": 5,
        },
        took=8,
    ),
    HandedIn(
        44,
        "22:20",
        "open-questions",
        ELENI,
        {
            "question": "τι θα έκανες αύριο αν δεν φοβόσουν;",
            "follow_ups": 3,
            "curious": 6,
            "felt_known": 7,
        },
        took=6,
    ),
)

STORY = Story(
    counselor="morgan",
    names=("Ελένη Παπαδάκη", "Jonas Weiß"),
    addresses=("eleni", "jonas"),
    policy=ConfidentialityPolicy.NO_SECRETS,
    time_zone="Europe/Athens",
    begins=56,
    joins=(56, 56),
    at="17:00",
    sessions=(55, 41, 27, 13, -1),
    scenes=(
        Assigned(
            55,
            "17:50",
            "open-questions",
            Doer.TOGETHER,
            Cadence.TIMES_A_WEEK,
            times_a_week=1,
            note="In whichever language the question comes to you.",
        ),
        *QUESTIONS,
        Widened(43, "07:35", "open-questions", JONAS, ("learned",), Audience.COUPLE),
        Closed(41, "17:49", "open-questions"),
        Assigned(
            41,
            "17:51",
            "emotion-check-in",
            Doer.EACH,
            Cadence.EACH_SESSION,
            note="Each alone, any day before we meet. It opens when both are in.",
        ),
        *CHECK_INS,
        Replied(
            27,
            "16:12",
            CHECK_IN,
            JONAS,
            "“A guest in my own kitchen”: may I ask you about that sentence today, in the room?",
        ),
        *COURSE,
        *REPAIR,
        Begun(1, "00:20", CHECK_IN, JONAS, {"fear": "that the answer is already yes", "joy": ""}),
        Assigned(41, "17:53", "daily-ritual", Doer.ONE, Cadence.DAILY, only=JONAS),
        HandedIn(
            40,
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
        Assigned(27, "17:50", "gratitude-act", Doer.EACH, Cadence.TIMES_A_WEEK, times_a_week=1),
        Noted(
            23,
            "14:10",
            "gratitude-act",
            ELENI,
            {
                "gratitude": "πήρες εσύ τη ΔΕΗ τηλέφωνο, στα ελληνικά",
                "because": "κάθισα κι ήπια τον καφέ μου ζεστό",
                "act": "θα σου βρω ψωμί με σπόρους",
            },
        ),
        Reached(22, "09:00", "gratitude-act", ELENI, {"noticed": "yes", "mattered": 9}, later=1),
        Noted(
            9,
            "20:30",
            "gratitude-act",
            JONAS,
            {
                "gratitude": "du hast meiner Mutter die Fotos geschickt, before I remembered",
                "because": "she called and for once it was easy",
                "act": "learn the song for name day",
                "done": "no",
            },
        ),
    ),
    habits=(
        Habit(
            "daily-ritual",
            JONAS,
            39,
            "08:00",
            last=22,
            week=FRIDGE,
            owns_up=0.3,
            ratings={"ease": (5, 9)},
            lines=(
                "θάλασσα",
                "Fernweh, she laughed",
                "υπομονή. spelled wrong, corrected in red",
            ),
        ),
        Habit(
            "daily-ritual",
            JONAS,
            18,
            "08:00",
            week=FRIDGE,
            owns_up=0.3,
            ratings={"ease": (5, 9)},
            lines=("Feierabend", "γείτονας", "Geduld, dieselbe wie neulich"),
            reaches=0.5,
            warmth=(6, 10),
        ),
        Habit(
            "daily-ritual",
            ELENI,
            18,
            "19:10",
            week=(0.8, 0.85, 0.8, 0.9, 0.75, 0.2, 0.1),
            owns_up=0.4,
            ratings={"ease": (5, 8)},
            lines=("Χατζιδάκις, το γνωστό", "διάλεξε αυτός. Element of Crime"),
            reaches=0.5,
            warmth=(6, 9),
        ),
    ),
)
