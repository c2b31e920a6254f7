"""The closed lists that a definition chooses from, stored and written by their values."""

from __future__ import annotations

import enum


class Kind(enum.StrEnum):
    """What sort of thing a definition is, which decides the parts it may have."""

    EXERCISE = "exercise"
    RITUAL = "ritual"
    TRACKER = "tracker"
    AGREEMENT = "agreement"
    CHECK_IN = "check-in"
    MEASURE = "measure"


class FieldType(enum.StrEnum):
    """The shape of one answer."""

    SHORT_TEXT = "short-text"
    LONG_TEXT = "long-text"
    RATING = "rating"
    NUMBER = "number"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    LIST = "list"
    ROWS = "rows"
    REFERENCE = "reference"


class ColumnType(enum.StrEnum):
    """The shape of one cell in an answer made of rows."""

    SHORT_TEXT = "short-text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    RATING = "rating"
    YES_NO = "yes-no"


class Part(enum.StrEnum):
    """Which moment of an assignment a field belongs to."""

    MAIN = "main"
    """The exercise itself, or the setting-up of a ritual."""

    LOG = "log"
    """What one check-in records."""

    RECEIVED = "received"
    """What the other partner may record about a check-in that they can read."""

    READY = "ready"
    """What each partner is asked apart before the rest may begin; it never counts as work."""

    SESSION = "session"
    """What the counselor notes while the couple is in session."""


class Doer(enum.StrEnum):
    """Who does it: each partner apart, one of them, both together, or each a part of it."""

    EACH = "each"
    ONE = "one"
    TOGETHER = "together"
    VARIANTS = "variants"


class Variant(enum.StrEnum):
    """Which of two parts in it somebody has; the labels stand in the definition."""

    FIRST = "first"
    SECOND = "second"

    @property
    def other(self) -> Variant:
        """The part that the other partner has."""
        return Variant.SECOND if self is Variant.FIRST else Variant.FIRST


class Cadence(enum.StrEnum):
    """How often an assignment comes round."""

    ONCE = "once"
    DAILY = "daily"
    DAYS = "days"
    WEEKLY = "weekly"
    TIMES_A_WEEK = "times-a-week"
    ANY_TIME = "any-time"
    EACH_SESSION = "each-session"
    EVERY_FEW_WEEKS = "every-few-weeks"
    AFTER_DAYS = "after-days"


class Topic(enum.StrEnum):
    """What a consequence may not touch, because it would hold a person by it."""

    MONEY = "money"
    CHILDREN = "children"
    HOUSING = "housing"
    PHONE = "phone"
    MOVEMENT = "movement"


class SummaryKind(enum.StrEnum):
    """How what was written is summed up for a page or for paper."""

    ADHERENCE = "adherence"
    COUNT = "count"
    TREND = "trend"
    MEAN = "mean"
    LATEST = "latest"
    FIRST_AND_LATEST = "first-and-latest"
    SHARE_YES = "share-yes"
    CHOICES = "choices"
    TOP = "top"
    GAP = "gap"
    SUM = "sum"
    MEDIAN = "median"
    HOURS = "hours"
    """How long after the work itself its follow-up first said yes."""

    UNTRIED = "untried"
    """What of one partner's list the other never named."""


class SummedBy(enum.StrEnum):
    """Whose a summary is: of those who wrote it, or of those whom it speaks of."""

    AUTHOR = "author"
    CREDITED = "credited"


class Gate(enum.StrEnum):
    """A circumstance in which the counselor has to look before this goes out."""

    G1 = "G1"
    """Violence, coercion or fear between the partners."""

    G2 = "G2"
    """Another relationship that goes on, or whose state is not spoken about."""

    G3 = "G3"
    """An active addiction."""

    G4 = "G4"
    """A risk of suicide."""

    G5 = "G5"
    """Locked until the counselor opens it for this couple."""

    G6 = "G6"
    """A legal dispute between the partners."""


class FlagKind(enum.StrEnum):
    """What somebody has to look at; an option of a definition may raise it."""

    NOT_SAFE = "not-safe"
    """Somebody does not feel safe at home."""

    UNSURE = "unsure"
    """Somebody is not sure whether they are safe at home."""

    PRESSURED = "pressured"
    """Somebody was pressed to do this, or to answer in a certain way."""

    WANTS_CONTACT = "wants-contact"
    """Somebody asks to be written to or called, alone."""

    SELF_HARM = "self-harm"
    """Somebody has thoughts of dying or of hurting themselves."""

    COUNSELOR = "counselor"
    """The counselor noted it; no answer can."""

    TIME_OUT = "time-out"
    """Somebody told the counselor of a time-out, from its page; no answer can."""

    LEFT = "left"
    """Somebody left what the two do here together; no answer can."""

    STOOD_IN = "stood-in"
    """A colleague opened what they wrote, in an emergency; no answer can."""
