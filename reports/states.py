"""The few words a brief is made of: whose copy, how far, what kind of day, for whom."""

from enum import StrEnum


class Copy(StrEnum):
    """Whose hands the paper is for."""

    COUNSELOR = "counselor"
    COUPLE = "couple"


class PageSize(StrEnum):
    """The two sheets that printers hold."""

    A4 = "A4"
    LETTER = "letter"


class WorkState(StrEnum):
    """
    How far one partner is with one piece of homework.

    `NONE` is work that comes round and did not come in during these days.

    The last four are no progress: `NOT_ASKED` is work that was given to the other
    partner only, and `ERASED` the part of somebody who was erased. `SEALED` is how the
    couple's copy shows sealed work that not both have handed in, and `NOT_SHOWN` how it
    shows work that either may keep from the other, since it must not tell whether either of
    them has begun. It never holds `WAITING` or `HELD`.
    """

    NOT_OPENED = "not-opened"
    STARTED = "started"
    HANDED_IN = "handed-in"
    WAITING = "waiting"
    HELD = "held"
    RESTING = "resting"
    RELEASED = "released"
    GIVEN_BACK = "given-back"
    REVIEWED = "reviewed"
    OVERDUE = "overdue"
    NONE = "none"
    NOT_ASKED = "not-asked"
    ERASED = "erased"
    SEALED = "sealed"
    NOT_SHOWN = "not-shown"


class DayState(StrEnum):
    """What is known of one partner, one ritual and one day."""

    DONE = "done"
    NOT_TODAY = "not-today"
    MISSED = "missed"
    PAUSED = "paused"
    NOT_DUE = "not-due"
    NO_RECORD = "no-record"


class AgreementState(StrEnum):
    """Where an agreement stands: in force only with both signatures."""

    PROPOSED = "proposed"
    IN_FORCE = "in-force"
    PAUSED = "paused"
    KEPT = "kept"
    RETIRED = "retired"
    WITHDRAWN = "withdrawn"


class LookedAt(StrEnum):
    """What two found when they looked at an agreement again, and it went on."""

    HELD = "held"
    CHANGING = "changing"
    BROKEN = "broken"


class SeenBy(StrEnum):
    """
    Who may read a printed answer today, besides its author.

    An answer that was sealed or held and has opened since is `COUPLE`; the couple's
    copy holds no other kind. `HELD_BACK` is for both as well, and reached nobody but the
    counselor, because of a time-out or because the two have parted.
    """

    COUNSELOR = "counselor"
    UNTIL_BOTH = "until-both"
    UNTIL_RELEASED = "until-released"
    HELD_BACK = "held-back"
    COUPLE = "couple"
