"""Time-outs in a few sentences, the same on paper and on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from couples.pauses.tally import Tally
from couples.wording import gettext as _
from couples.wording import ngettext


def pause_lines(counted: Tally, names: Mapping[int, str]) -> tuple[str, ...]:
    """How many there were, who asked, who came back, and a quiet note where one only leaves."""
    told: list[str] = []
    if counted.count:
        asked = ", ".join(
            _("%(name)s asked for %(count)s", name=names[side.person_id], count=side.called)
            for side in counted.sides
        )
        many = ngettext("%(num)d time-out", "%(num)d time-outs", counted.count)
        told.append(
            _(
                "%(many)s: %(asked)s. Both were back in time from %(back)s of %(all)s.",
                many=many,
                asked=asked,
                back=counted.both_in_time,
                all=counted.count,
            )
        )
    if counted.alone:
        told.append(
            ngettext(
                "%(num)d more that one of them took alone.",
                "%(num)d more that one of them took alone.",
                counted.alone,
            )
        )
    if counted.lifted:
        told.append(
            ngettext(
                "%(num)d more was ended for both by their counselor.",
                "%(num)d more were ended for both by their counselor.",
                counted.lifted,
            )
        )
    leaves = counted.leaves
    if leaves is not None:
        told.append(
            _(
                "%(name)s asked for nearly all of them and never said that they were back. It"
                " may be worth asking what would make coming back easier.",
                name=names[leaves.person_id],
            )
        )
    return tuple(told)
