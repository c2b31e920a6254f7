"""Hannah and Omar: two grievances, a second attempt, and an agreement that is overdue."""

from __future__ import annotations

from couples.audiences import Audience
from couples.caseload.models import ConfidentialityPolicy
from couples.demo.authoring import WroteProgramme
from couples.demo.counseling import Assigned, Closed, Opened, Replied, Returned
from couples.demo.hannah_and_omar_season import PARKED, SEASON, SLIPPED
from couples.demo.hannah_and_omar_words import (
    CONTRACT_BEGUN,
    GRIEVANCE_KEPT,
    GRIEVANCE_SHARED,
    PLAN,
    PLAN_AGAIN,
    TALKS,
    THANKS,
)
from couples.demo.partnering import Begun, HandedIn
from couples.demo.stories import Story
from couples.exercises.definition import Cadence, Doer

HANNAH, OMAR = 0, 1

STORY = Story(
    counselor="lee",
    names=("Hannah Lindqvist", "Omar Haddad"),
    addresses=("hannah", "omar"),
    policy=ConfidentialityPolicy.LIMITED_SECRETS,
    time_zone="America/Chicago",
    begins=53,
    joins=(53, 53),
    at="17:30",
    sessions=(52, 45, 38, 31, 24, 17, 10, 3, -4),
    scenes=(
        Assigned(
            52,
            "18:18",
            "gratitude-act",
            Doer.EACH,
            Cadence.TIMES_A_WEEK,
            times_a_week=2,
            note="Twice a week. It may be dull. Dull is fine.",
        ),
        *THANKS,
        Assigned(
            45,
            "18:20",
            "grievance",
            Doer.ONE,
            only=HANNAH,
            note="For you alone, unless you decide otherwise. Take your time.",
        ),
        HandedIn(41, "23:20", "grievance", HANNAH, GRIEVANCE_KEPT, took=46),
        Replied(
            38,
            "16:50",
            "grievance",
            HANNAH,
            "I see that you finished it and kept it to yourself. That is a good place for it.",
        ),
        Assigned(38, "18:19", "grievance", Doer.ONE, only=OMAR),
        HandedIn(
            33,
            "06:10",
            "grievance",
            OMAR,
            GRIEVANCE_SHARED,
            audiences={
                "what_happened": Audience.SESSION,
                "when": Audience.SESSION,
                "severity_then": Audience.COUNSELOR,
                "hurts_now": Audience.SESSION,
                "why_it_matters": Audience.SESSION,
                "ask_of_partner": Audience.SESSION,
            },
            took=27,
        ),
        Opened(
            31,
            "17:55",
            "grievance",
            OMAR,
            ("what_happened", "when", "why_it_matters", "hurts_now", "ask_of_partner"),
        ),
        Assigned(
            24,
            "18:19",
            "problem-solving",
            Doer.TOGETHER,
            due_in=7,
            note="The boiler, since it came up twice.",
        ),
        HandedIn(21, "19:30", "problem-solving", HANNAH, PLAN, took=19),
        HandedIn(20, "13:15", "problem-solving", OMAR, {"confidence": 3}, took=2),
        Returned(
            17,
            "16:35",
            "problem-solving",
            HANNAH,
            "Good ideas, and nobody is in the plan yet. Could you give each step a name and a day?",
        ),
        HandedIn(15, "20:10", "problem-solving", HANNAH, PLAN | PLAN_AGAIN, took=12),
        Replied(10, "16:42", "problem-solving", HANNAH, "Now I can see who picks up the phone."),
        Assigned(
            17,
            "18:20",
            "calm-contract",
            Doer.TOGETHER,
            due_in=12,
            note="An hour when the boys are at practice.",
        ),
        Begun(6, "22:35", "calm-contract", OMAR, CONTRACT_BEGUN),
        Closed(24, "18:16", "gratitude-act"),
        Assigned(24, "18:21", "needs-talk", Doer.TOGETHER, Cadence.TIMES_A_WEEK, times_a_week=1),
        *TALKS,
        *PARKED,
        *SLIPPED,
        *SEASON,
        WroteProgramme(
            17,
            "18:40",
            "keep-it-alive",
            "Evenings of our own",
            "For couples who do well and see each other only over dishes: one evening a week.",
        ),
    ),
)
