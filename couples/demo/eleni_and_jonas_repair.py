"""What Jonas said yes to without asking Eleni, and what he has done about it since."""

# ruff: noqa: RUF001 - she thinks in Greek, and some of its letters look Latin

from __future__ import annotations

from couples.demo.counseling import Reviewed
from couples.demo.lives import Day
from couples.demo.mending import Acted, RepairOpened, WrittenForRepair
from couples.demo.partnering import Signed
from couples.repairs.models import Stage

ELENI, JONAS = 0, 1
ASK, SUPPER, LETTERS = 0, 1, 2

STEPS = [
    {
        "doer": "other",
        "action": "Ask me before answering Munich",
        "frequency": "times-a-week",
        "times": 2,
        "evidence": "I hear of it first",
        "matters": 9,
        "willing": 8,
        "feasible": "yes",
    },
    {
        "doer": "both",
        "action": "Supper without the word moving",
        "frequency": "daily",
        "evidence": "Nobody says it",
        "matters": 6,
        "willing": 9,
        "feasible": "yes",
    },
    {
        "doer": "other",
        "action": "Answer my mother yourself",
        "frequency": "once",
        "evidence": "She tells me",
        "matters": 5,
        "willing": 6,
        "feasible": "yes",
    },
]

REPAIR = (
    RepairOpened(13, "17:58", ELENI),
    WrittenForRepair(
        12,
        "21:20",
        Stage.GRIEVANCE,
        ELENI,
        {
            "what_happened": "Είπες «ναι, καταρχήν» στο Μόναχο στο τηλέφωνο. Εγώ έπλενα τα πιάτα.",
            "when": "the second Sunday of the month",
            "severity_then": 8,
            "hurts_now": 6,
            "why_it_matters": "Το έμαθα από τον τοίχο.",
            "ask_of_partner": "repair",
        },
        took=25,
        is_shown=True,
    ),
    WrittenForRepair(
        12,
        "22:05",
        Stage.IMPACT,
        ELENI,
        {
            "feelings": ["alone", "unimportant", "afraid"],
            "fears": "ότι θα με ρωτήσεις όταν θα είναι ήδη αποφασισμένο",
            "meaning": "πως το «εμείς» είναι για τα μικρά",
            "need_now": "να με ρωτάς πρώτα",
        },
        is_shown=True,
    ),
    WrittenForRepair(
        12,
        "22:50",
        Stage.IMPACT,
        JONAS,
        {
            "reflection": "You heard our future through a kitchen wall, from me, said to my"
            " brother. It told you that the big things are mine.",
            "defensiveness_self": 5,
        },
        took=30,
    ),
    WrittenForRepair(
        11,
        "21:40",
        Stage.PLAN,
        ELENI,
        {"window_days": 28, "steps": STEPS, "review_on": Day(14)},
        took=22,
    ),
    Signed(11, "21:55", JONAS),
    Reviewed(10, "09:10"),
    Acted(9, "20:10", JONAS, ASK, reached={"noticed": "yes", "mattered": 9}),
    Acted(8, "21:30", JONAS, SUPPER, reached={"noticed": "yes", "mattered": 4}),
    Acted(8, "21:45", ELENI, SUPPER, more={"note": "σχεδόν"}, reached={"noticed": "no"}),
    Acted(6, "19:15", JONAS, ASK, reached={"noticed": "yes", "mattered": 8}),
    Acted(5, "21:20", JONAS, SUPPER, "partial", reached={"noticed": "no", "mattered": 3}),
    Acted(4, "21:10", JONAS, SUPPER, reached={"noticed": "yes", "mattered": 2}),
    Acted(3, "12:30", JONAS, LETTERS, "missed"),
    Acted(1, "20:40", JONAS, ASK, more={"cost": 4}),
)
