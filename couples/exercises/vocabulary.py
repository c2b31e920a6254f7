"""The closed lists that a definition chooses from, stored and written by their values."""

import enum


class Kind(enum.StrEnum):
    """What sort of thing a definition is, which decides the parts it may have."""

    EXERCISE = "exercise"
    RITUAL = "ritual"
    TRACKER = "tracker"
    AGREEMENT = "agreement"
    CHECK_IN = "check-in"


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


class ColumnType(enum.StrEnum):
    """The shape of one cell in an answer made of rows."""

    SHORT_TEXT = "short-text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    PERSON = "person"


class Part(enum.StrEnum):
    """Which moment of an assignment a field belongs to."""

    MAIN = "main"
    """The exercise itself, or the setting-up of a ritual."""

    LOG = "log"
    """What one check-in records."""

    RECEIVED = "received"
    """What the other partner may record about a check-in that they can read."""


class Doer(enum.StrEnum):
    """Who does an assignment: each partner apart, one of them, or both together."""

    EACH = "each"
    ONE = "one"
    TOGETHER = "together"


class Cadence(enum.StrEnum):
    """How often an assignment comes round."""

    ONCE = "once"
    DAILY = "daily"
    DAYS = "days"
    WEEKLY = "weekly"
    TIMES_A_WEEK = "times-a-week"
    ANY_TIME = "any-time"
    EACH_SESSION = "each-session"


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
