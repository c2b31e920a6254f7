"""What is said of a repair, to the one who was hurt and to the other; never whose fault it is."""

from __future__ import annotations

from couples.agreements.queries import AgreementView
from couples.repairs.acts import Tally
from couples.repairs.standing import Place, Standing
from couples.wording import gettext as _
from couples.wording import ngettext
from portal.partner.us import Us


def halted_words(plan: AgreementView) -> str:
    """How it goes on where the plan that both had said yes to holds no more."""
    if plan.has_ended:
        return _(
            "Your plan is over. What reached you stays, and the two of you can look for other"
            " steps whenever you like."
        )
    return _(
        "Your plan rests for now, and nothing of it is due. It goes on as soon as either of"
        " you lets it go on."
    )


def lead(
    us: Us,
    standing: Standing,
    *,
    is_hurt: bool,
    is_kept: bool,
    needs_time: bool,
    halted: AgreementView | None,
) -> str:
    """The sentence at the top: where it stands, as the one who looks needs to know it."""
    if standing.ended_at is not None:
        return _("This is over. What was written stays for both of you to read.")
    if needs_time:
        return _("You asked for time. It rests until you are back, and nobody asks why.")
    if standing.is_resting:
        return _("It rests for now. There is nothing to do, and nothing is due.")
    if halted is not None:
        return halted_words(halted)
    if is_hurt:
        return _to_the_one_who_was_hurt(us, standing, is_kept=is_kept)
    return _to_the_other(us, standing)


def _to_the_one_who_was_hurt(us: Us, standing: Standing, *, is_kept: bool) -> str:
    name = us.names.other
    match standing.place:
        case Place.GRIEVANCE if is_kept:
            said = _("What you wrote is yours so far. It may stay that way as long as you like.")
        case Place.GRIEVANCE:
            said = _("Begin with what happened. %(name)s reads it only once you decide so.")
        case Place.IMPACT if is_kept:
            said = _("%(name)s can read what happened. What it did to you is yours so far.")
        case Place.IMPACT if standing.is_enough:
            said = _("%(name)s can read what happened. You asked for nothing more for now.")
        case Place.IMPACT:
            said = _(
                "%(name)s can read what happened. Next you say what it did to you, in your own"
                " time."
            )
        case Place.REFLECTION:
            said = _(
                "%(name)s can read what it did to you, and writes back what they understood."
                " There is nothing for you to do."
            )
        case Place.PLAN if standing.is_enough:
            said = _("%(name)s wrote back what they understood. You asked for no more.")
        case _:
            said = _together(standing)
    return said.replace("%(name)s", name)


def _to_the_other(us: Us, standing: Standing) -> str:
    name = us.names.other
    match standing.place:
        case Place.GRIEVANCE | Place.IMPACT:
            return _(
                "%(name)s let you read something that hurt. There is nothing to answer, and what"
                " comes next is with %(name)s.",
                name=name,
            )
        case Place.REFLECTION:
            return _(
                "%(name)s let you read what it did to them. Read it first. Then write what you"
                " understood, without explaining or defending.",
                name=name,
            )
        case Place.PLAN if standing.is_enough:
            return _("You wrote what you understood. %(name)s asked for no more.", name=name)
        case _:
            return _together(standing)


def _together(standing: Standing) -> str:
    match standing.place:
        case Place.PLAN:
            return _("Next the two of you look for one to five small steps that would mend it.")
        case Place.REVIEW:
            return _("The day to look at it together has come.")
        case _:
            return _("Do what you planned, and note it in a moment.")


def said_of_acts(tally: Tally) -> str:
    """How often an act was done; what did not work out is held against nobody."""
    said = []
    if tally.done:
        said.append(ngettext("done once", "done %(num)s times", tally.done))
    if tally.partial:
        said.append(ngettext("in part once", "in part %(num)s times", tally.partial))
    return ", ".join(said)
