"""Telling the counselor of fear at any time, without homework that would have to ask for it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import permissions
from couples.caseload.queries import get_own_couple
from couples.errors import DomainError
from couples.exercises.vocabulary import FlagKind
from couples.identity import Identity
from couples.permissions import Deed
from couples.safety.models import SafetyFlag
from couples.safety.services import raise_by_partner
from couples.wording import gettext as _

MOST_WORDS = 1000


def tell_of_fear(
    session: Session, actor: Identity, *, words: str = "", quietly: bool = False
) -> SafetyFlag:
    """
    Ask the counselor to look, and hold at once what fear would make dangerous.

    To the other partner it is as if the counselor had ended that homework. Told `quietly`,
    seals alone are held and nothing that reaches the other is different. Who told, and that
    anybody did, reaches the counselor alone.
    """
    permissions.require(actor, Deed.TELL)
    if len(words) > MOST_WORDS:
        raise DomainError(_("Shorten this to %(limit)s characters.", limit=MOST_WORDS))
    couple = get_own_couple(session, actor)
    return raise_by_partner(session, actor, couple, FlagKind.NOT_SAFE, words, quietly=quietly)
