"""The closed lists that a programme chooses from, stored and written by their values."""

import enum


class When(enum.StrEnum):
    """What a step waits for before it opens."""

    WEEK = "week"
    """The first day of its week."""

    AT_ONCE = "at-once"
    """The day on which the couple begins."""

    DATE = "date"
    """One day of the calendar."""

    DAYS_AFTER = "days-after"
    """Some days after the beginning, or after another step has opened."""

    HANDED_IN = "handed-in"
    """One or both have handed in another step, and perhaps some days more."""

    NEXT_SESSION = "next-session"
    """The couple has met with their counselor."""

    SCORE = "score"
    """A number that was handed in is high or low enough."""

    GAP = "gap"
    """The numbers of the two partners lie far apart, or close together."""

    NO_FLAG = "no-flag"
    """Nothing private waits for the counselor's eyes."""

    SHARE_DONE = "share-done"
    """Enough of another step was done."""

    BY_HAND = "by-hand"
    """The counselor says so."""


class By(enum.StrEnum):
    """Of how many of the two something is asked."""

    ONE = "one"
    BOTH = "both"


class Who(enum.StrEnum):
    """Which partner a step for one of them is for, as it was chosen at the beginning."""

    FIRST = "first"
    SECOND = "second"


class Only(enum.StrEnum):
    """A circumstance without which the counselor leaves a step out."""

    BOTH_AGREE = "both-agree"
    HELD = "practice-holds-it"
    NEEDED = "as-needed"


class StepState(enum.StrEnum):
    """Where a step of one couple's course stands."""

    WAITING = "waiting"
    OPEN = "open"
    SKIPPED = "skipped"


class Left(enum.StrEnum):
    """Why a step was left out."""

    NOT_ON_SHELF = "not-on-shelf"
    RUNS_ALREADY = "runs-already"
    BY_COUNSELOR = "by-counselor"
    REFUSED = "refused"


class Change(enum.StrEnum):
    """What a counselor changed in one couple's course."""

    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    OPEN = "open"
    MOVE = "move"
    REPEAT = "repeat"
    GO_ON = "go-on"
    END = "end"
