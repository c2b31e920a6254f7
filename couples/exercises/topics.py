"""
The words by which a consequence is seen to reach for what holds a person.

Plain lists, one a topic, in the language that exercises are written in. They ask for
another wording and judge nobody: a word too many costs a sentence, one too few may cost
somebody their money or their way out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from couples.exercises.vocabulary import Topic
from couples.wording import gettext as _

WORDS: Mapping[Topic, tuple[str, ...]] = MappingProxyType(
    {
        Topic.MONEY: (
            "allowance",
            "bank",
            "bank account",
            "bank card",
            "budget",
            "cash",
            "credit card",
            "credit cards",
            "debit card",
            "finances",
            "income",
            "money",
            "paycheck",
            "pay check",
            "salary",
            "savings",
            "spending",
            "wages",
        ),
        Topic.CHILDREN: (
            "babies",
            "baby",
            "child",
            "children",
            "custody",
            "daughter",
            "daughters",
            "kid",
            "kids",
            "son",
            "sons",
            "toddler",
            "visitation",
        ),
        Topic.HOUSING: (
            "apartment",
            "change the locks",
            "evict",
            "home",
            "house",
            "kick out",
            "kicked out",
            "lease",
            "locked out",
            "lock out",
            "mortgage",
            "move out",
            "moves out",
            "rent",
            "throw out",
            "thrown out",
        ),
        Topic.PHONE: (
            "cell",
            "cellphone",
            "devices",
            "laptop",
            "messages",
            "mobile",
            "passcode",
            "password",
            "passwords",
            "phone",
            "phones",
            "smartphone",
            "tablet",
            "track your location",
            "tracking",
        ),
        Topic.MOVEMENT: (
            "block the door",
            "car",
            "car keys",
            "curfew",
            "follow you",
            "forbid",
            "go out",
            "going out",
            "ground you",
            "grounded",
            "leave the house",
            "license",
            "lock the door",
            "lock you in",
            "not allowed",
            "passport",
            "permission",
            "stay in",
            "travel",
        ),
    }
)


def topic_name(topic: Topic) -> str:
    """What a topic is called in a sentence."""
    match topic:
        case Topic.MONEY:
            return _("money")
        case Topic.CHILDREN:
            return _("children")
        case Topic.HOUSING:
            return _("where somebody lives")
        case Topic.PHONE:
            return _("phones and messages")
        case Topic.MOVEMENT:
            return _("where somebody may go")


def touched(text: str, topics: tuple[Topic, ...]) -> Topic | None:
    """The first of these topics that the words touch, or None."""
    plain = text.casefold().replace("\u2019", "'")
    return next((topic for topic in topics if _pattern(topic).search(plain)), None)


@cache
def _pattern(topic: Topic) -> re.Pattern[str]:
    phrases = sorted(WORDS[topic], key=len, reverse=True)
    told = "|".join(re.escape(phrase).replace(r"\ ", r"\W+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)")
