"""What was done, in a few words, by the events of the history that a counselor is told."""

from __future__ import annotations

from couples.wording import gettext as _


def done(event: str) -> str:
    """The words for an event; its own name where there are none."""
    return (_of_homework() | _of_the_couple()).get(event, event)


def _of_homework() -> dict[str, str]:
    return {
        "assignment:change": _("Changed homework"),
        "assignment:extend": _("Gave more time"),
        "assignment:give": _("Gave homework"),
        "assignment:appraise": _("Noted how homework went"),
        "assignment:close": _("Ended homework"),
        "assignment:raise": _("Went up a step"),
        "assignment:upgrade": _("Moved homework to newer words"),
        "enrolment:begin": _("Began a programme"),
        "submission:submit": _("Handed in"),
        "submission:enter": _("Typed and handed in for them, in session"),
        "submission:note": _("Noted something in session"),
        "submission:review": _("Marked as read"),
        "submission:quarantine": _("Set aside"),
        "submission:restore": _("Put back"),
        "submission:void": _("Made void"),
        "answer:release": _("Opened an answer in session"),
        "agreement:propose": _("Proposed an agreement"),
        "agreement:sign": _("Signed an agreement"),
        "repair:open": _("Opened a repair"),
        "repair:end": _("Ended a repair"),
    }


def _of_the_couple() -> dict[str, str]:
    return {
        "appointment:schedule": _("Entered a session"),
        "appointment:move": _("Moved a session"),
        "appointment:cancel": _("Called a session off"),
        "break:enter": _("Entered a break"),
        "break:end": _("Ended a break"),
        "break:cancel": _("Called a break off"),
        "copy:hand-out": _("Handed out a report"),
        "copy:take-back": _("Took a report back"),
        "couple:add": _("Entered the couple"),
        "couple:move": _("Changed their clocks"),
        "admission:give": _("Let a colleague read along"),
        "admission:take": _("Stood in, in an emergency"),
        "admission:end": _("Ended a colleague’s reading along"),
        "consent:ask": _("Asked both to read newer words of the policy"),
        "couple:hand-over": _("Handed the couple over"),
        "couple:leave": _("Left the work of the two"),
        "couple:return": _("Came back to the work of the two"),
        "flag:raise": _("Wrote down something to look at"),
        "flag:acknowledge": _("Said what was done about it"),
        "gate:hold": _("Held homework back"),
        "gate:hold-quietly": _("Held seals alone, quietly"),
        "gate:open": _("Let homework through again"),
        "gate:override": _("Gave it all the same, with a reason"),
        "paper:confirm": _("Looked again before printing"),
        "pause:start": _("Called a time-out"),
        "pause:extend": _("Asked for more time in a time-out"),
        "pause:return": _("Was back from a time-out"),
        "pause:lift": _("Ended a time-out for both"),
    }
