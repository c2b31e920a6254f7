"""What stands at the head of each paper: the couple's policy in words, and when it was made."""

from __future__ import annotations

from couples import clock
from couples.admissions.queries import list_running
from couples.caseload.models import ConfidentialityPolicy, Couple
from couples.wording import gettext as _
from reports.gathering.scope import Scope
from reports.moments import moment
from reports.states import Copy


def prepared_at(couple: Couple) -> str:
    """The moment in which a paper is gathered, on the couple's own clock."""
    return moment(clock.now(), couple.time_zone, weekday=False)


def confidence_words(scope: Scope) -> str:
    """The policy, and in the counselor's own copy who reads along with them just now."""
    policy = policy_words(scope.couple, scope.copy)
    running = list_running(scope.session, scope.reader, scope.couple)
    also = [
        _("%(name)s reads along.", name=each.reader.name or "") for each in running if each.is_given
    ]
    return " ".join([policy, *also])


def policy_words(couple: Couple, copy: Copy) -> str:
    """The confidentiality policy, as it is said to whoever holds this copy."""
    match couple.policy, copy:
        case ConfidentialityPolicy.NO_SECRETS, Copy.COUNSELOR:
            return _("No secrets: what one partner tells you alone, you may bring into the room.")
        case ConfidentialityPolicy.NO_SECRETS, Copy.COUPLE:
            return _(
                "No secrets: what one of you tells %(counselor)s alone may be brought into"
                " the room.",
                counselor=couple.counselor.name or "",
            )
        case ConfidentialityPolicy.LIMITED_SECRETS, Copy.COUNSELOR:
            return _(
                "Limited secrets: what one partner tells you alone stays with you unless they"
                " agree to share it."
            )
        case _:
            return _(
                "Limited secrets: what one of you tells %(counselor)s alone stays there unless"
                " you agree to share it.",
                counselor=couple.counselor.name or "",
            )
