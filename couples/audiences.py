"""Who an answer is written for: the promise that stands above a field before anybody types."""

import enum


class Audience(enum.StrEnum):
    """
    The people who may read one answer, and the moment from which they may.

    The promise is fixed before the first word is written and kept with the answer.
    Only its author may widen it later. Nobody reads a draft but its author, whatever
    the promise says.
    """

    ME = "me"
    """Only its author, for good, unless the author widens it."""

    COUNSELOR = "counselor"
    """The author, and the counselor once it is handed in. Never the other partner."""

    SEALED = "sealed"
    """
    The counselor once it is handed in, and the other partner once both have handed in.

    Until then neither partner learns the other's answer, nor that there is one, so
    that nobody answers in reply to the other.
    """

    COUPLE = "couple"
    """The other partner and the counselor, as soon as it is handed in."""

    SESSION = "session"
    """The counselor once it is handed in, the other partner when the counselor opens it."""
