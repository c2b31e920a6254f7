"""The words that paper uses for states and readers, one for each, in no other place."""

from collections.abc import Mapping
from typing import Final

from babel.support import LazyProxy

from couples.wording import lazy_gettext as _
from reports.states import AgreementState, DayState, LookedAt, WorkState

WORK: Final[Mapping[WorkState, LazyProxy]] = {
    WorkState.NOT_OPENED: _("not opened"),
    WorkState.STARTED: _("started"),
    WorkState.HANDED_IN: _("handed in"),
    WorkState.WAITING: _("waiting for the other"),
    WorkState.HELD: _("held"),
    WorkState.RESTING: _("resting"),
    WorkState.RELEASED: _("released"),
    WorkState.GIVEN_BACK: _("given back"),
    WorkState.REVIEWED: _("reviewed"),
    WorkState.OVERDUE: _("overdue"),
    WorkState.NONE: _("none in these days"),
    WorkState.NOT_ASKED: _("not asked"),
    WorkState.ERASED: _("erased"),
    WorkState.SEALED: _("opens once both have handed in"),
    WorkState.NOT_SHOWN: _("not shown here"),
}

# The couple's copy tells neither partner how far the other has come with what is not there
# yet: opened, begun and late all read the same.
COUPLES_WORK: Final[Mapping[WorkState, LazyProxy]] = {
    **WORK,
    WorkState.NOT_OPENED: _("still to come"),
    WorkState.STARTED: _("still to come"),
    WorkState.OVERDUE: _("still to come"),
    WorkState.HELD: _("handed in"),
    WorkState.RESTING: _("still to come"),
    WorkState.RELEASED: _("handed in"),
    WorkState.GIVEN_BACK: _("handed in"),
    WorkState.NONE: _("still to come"),
}

DAY: Final[Mapping[DayState, LazyProxy]] = {
    DayState.DONE: _("done"),
    DayState.NOT_TODAY: _("not today"),
    DayState.MISSED: _("missed"),
    DayState.PAUSED: _("paused"),
    DayState.NOT_DUE: _("not due"),
    DayState.NO_RECORD: _("no record yet"),
}

LOOKED_AT: Final[Mapping[LookedAt, LazyProxy]] = {
    LookedAt.HELD: _("it holds"),
    LookedAt.CHANGING: _("other words are wanted"),
    LookedAt.BROKEN: _("it did not hold"),
}
AGREEMENT: Final[Mapping[AgreementState, LazyProxy]] = {
    AgreementState.PROPOSED: _("proposed"),
    AgreementState.IN_FORCE: _("in force"),
    AgreementState.PAUSED: _("resting"),
    AgreementState.KEPT: _("kept, and done"),
    AgreementState.RETIRED: _("no longer needed"),
    AgreementState.WITHDRAWN: _("ended"),
}
