"""Who may do what: one table of deeds and roles. What they may do it to, visibility decides."""

from __future__ import annotations

import enum

from couples.errors import ConflictError, NotAllowedError
from couples.identity import Identity, Role
from couples.wording import gettext as _


class Deed(enum.Enum):
    """Something that changes the practice."""

    ADD_COUPLE = enum.auto()
    INVITE = enum.auto()
    SCHEDULE = enum.auto()
    AUTHOR = enum.auto()
    ASSIGN = enum.auto()
    REVIEW = enum.auto()
    NOTE = enum.auto()
    RAISE = enum.auto()
    PROTECT = enum.auto()
    MEASURE = enum.auto()
    WRITE = enum.auto()
    WIDEN = enum.auto()
    SIGN = enum.auto()
    MEND = enum.auto()
    ENTER = enum.auto()
    SET_RIGHT = enum.auto()
    SAY_WHOSE = enum.auto()
    OWN = enum.auto()
    PAUSE = enum.auto()
    LIFT = enum.auto()
    PREPARE = enum.auto()
    DESIGN = enum.auto()
    TELL = enum.auto()
    TAKE_ALONG = enum.auto()
    LEAVE = enum.auto()
    HAND_OVER = enum.auto()
    MANAGE = enum.auto()
    LET_IN = enum.auto()
    STAND_IN = enum.auto()
    LET_NO_LONGER = enum.auto()
    ASK_TO_AGREE = enum.auto()
    AGREE = enum.auto()
    SHOW_AGAIN = enum.auto()


ALLOWED: dict[Deed, frozenset[Role]] = {
    Deed.ADD_COUPLE: frozenset({Role.COUNSELOR}),
    Deed.INVITE: frozenset({Role.COUNSELOR}),
    Deed.SCHEDULE: frozenset({Role.COUNSELOR}),
    Deed.AUTHOR: frozenset({Role.COUNSELOR}),
    Deed.ASSIGN: frozenset({Role.COUNSELOR}),
    Deed.REVIEW: frozenset({Role.COUNSELOR}),
    Deed.NOTE: frozenset({Role.COUNSELOR}),
    Deed.RAISE: frozenset({Role.COUNSELOR}),
    Deed.PROTECT: frozenset({Role.COUNSELOR}),
    Deed.MEASURE: frozenset({Role.COUNSELOR}),
    Deed.WRITE: frozenset({Role.PARTNER}),
    Deed.WIDEN: frozenset({Role.PARTNER}),
    Deed.SIGN: frozenset({Role.PARTNER}),
    Deed.MEND: frozenset({Role.PARTNER}),
    Deed.ENTER: frozenset({Role.COUNSELOR}),
    Deed.SET_RIGHT: frozenset({Role.COUNSELOR}),
    Deed.SAY_WHOSE: frozenset({Role.PARTNER}),
    Deed.OWN: frozenset({Role.PARTNER}),
    Deed.PAUSE: frozenset({Role.PARTNER}),
    Deed.LIFT: frozenset({Role.COUNSELOR}),
    Deed.PREPARE: frozenset({Role.COUNSELOR}),
    Deed.DESIGN: frozenset({Role.COUNSELOR}),
    Deed.TELL: frozenset({Role.PARTNER}),
    Deed.TAKE_ALONG: frozenset({Role.PARTNER}),
    Deed.LEAVE: frozenset({Role.PARTNER}),
    Deed.HAND_OVER: frozenset({Role.COUNSELOR}),
    Deed.MANAGE: frozenset({Role.COUNSELOR}),
    Deed.LET_IN: frozenset({Role.COUNSELOR}),
    Deed.STAND_IN: frozenset({Role.COUNSELOR}),
    Deed.LET_NO_LONGER: frozenset({Role.COUNSELOR, Role.PARTNER}),
    Deed.ASK_TO_AGREE: frozenset({Role.COUNSELOR}),
    Deed.AGREE: frozenset({Role.PARTNER}),
    Deed.SHOW_AGAIN: frozenset({Role.PARTNER}),
}

APART: frozenset[Deed] = frozenset(
    {
        *(Deed.TELL, Deed.TAKE_ALONG, Deed.LEAVE, Deed.SAY_WHOSE, Deed.LET_NO_LONGER),
        Deed.SHOW_AGAIN,
    }
)
"""What a partner may still do once one of the two has left; a second leaving changes nothing."""


class PartedError(ConflictError):
    """The two do nothing together here any more, which both know."""

    def __init__(self) -> None:
        super().__init__(_("Your work here as a couple has ended. Nothing was sent or shown."))


def require(actor: Identity, deed: Deed) -> None:
    """Refuse with `NotAllowedError` what the actor's role may not do."""
    if actor.role not in ALLOWED[deed]:
        raise NotAllowedError(_("This is not yours to do."))
    if actor.is_apart and deed not in APART:
        raise PartedError
