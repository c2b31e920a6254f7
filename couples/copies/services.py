"""
Keeping a copy of a report, handing it out, and taking it back.

Nothing is handed out unseen: what a partner opens are the very pages that lay before the
counselor.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from couples import clock, encryption, permissions
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple, wait_for_turn
from couples.copies.models import KeptCopy, Reader
from couples.copies.queries import get_copy, list_of_press
from couples.copies.resting import as_text, basis_of, still_holds
from couples.errors import ConflictError, NotAllowedError
from couples.history import services as history
from couples.identity import Identity
from couples.partings.queries import has_parted
from couples.permissions import Deed
from couples.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Made:
    """
    A copy as it was printed: whose it is, its frozen data, its pages, and what it rests on.

    `rests_on` was asked for before it was gathered, so that nothing slips in between.
    """

    person_id: int | None
    made_from: str
    pages: bytes
    digest: str
    edition: str
    rests_on: frozenset[str]


def keep(
    session: Session,
    actor: Identity,
    couple: Couple,
    made: Sequence[Made],
    *,
    reader: Reader,
    first: date,
    last: date,
    token: str,
    design: str = "",
) -> Sequence[KeptCopy]:
    """
    Keep what one press made, once; nobody but the counselor knows of it yet.

    `design` is what was said of this one report, whose pages another press would not have made.
    """
    permissions.require(actor, Deed.PREPARE)
    _wait_while_theirs(session, actor, couple)
    whose = sorted(str(each.person_id) for each in made)
    asked = (couple.public_id, reader, first, last, *whose, design)
    name = _name_of(token, *asked)
    if before := list_of_press(session, actor, name):
        return before
    told = {"reader": reader, "token": name, "first_day": first, "last_day": last}
    return [_kept(session, actor, couple, each, **told) for each in made]


def _name_of(press: str, *asked: object) -> str:
    """
    The name of a set: of its press, and of what was asked for with it.

    A page that is sent again with another choice asks for another set, and is never given
    the earlier one in its place.
    """
    return hashlib.sha256(json.dumps([press, *map(str, asked)]).encode()).hexdigest()


def _kept(session: Session, actor: Identity, couple: Couple, made: Made, **told: Any) -> KeptCopy:
    now = basis_of(session, couple, told["reader"], made.person_id)
    copy = KeptCopy(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        person_id=made.person_id,
        digest=made.digest,
        edition=made.edition,
        pages_digest=encryption.current().fingerprint(made.pages),
        **told,
    )
    copy.rests_on, copy.made_from = as_text(made.rests_on | now), made.made_from
    copy.pages = made.pages
    if not made.rests_on <= now:
        # It was set aside while this was printed.
        copy.forget()
    session.add(copy)
    session.flush()
    history.record(session, actor, "copy:keep", copy)
    return copy


def hand_out(session: Session, actor: Identity, copy_id: str) -> KeptCopy:
    """
    Let each partner whom a copy was made for open it; a second press changes nothing.

    What rests on something that may be read no longer is not handed out, and nothing is to
    two who have parted: their pages hold no reports.
    """
    permissions.require(actor, Deed.PREPARE)
    found = _held(session, actor, copy_id)
    if any(each.person_id is None for each in found):
        raise NotAllowedError(_("This copy is yours, and holds what is for you alone."))
    if any(each.taken_back_at for each in found):
        raise ConflictError(_("You have taken this copy back. Make a new one to hand out."))
    if has_parted(session, actor, found[0].couple):
        raise ConflictError(_("Their work here as a couple has ended. Neither could open it."))
    if not all(still_holds(session, each) for each in found):
        raise ConflictError(why_not_shown())
    if found[0].handed_out_at is None:
        for each in found:
            each.handed_out_at = clock.now()
        history.record(session, actor, "copy:hand-out", found[0])
    return found[0]


def take_back(session: Session, actor: Identity, copy_id: str) -> KeptCopy:
    """Take a copy back from everybody whom it was made for, and let its words go for good."""
    permissions.require(actor, Deed.PREPARE)
    found = _held(session, actor, copy_id)
    if found[0].taken_back_at is None:
        was_out = found[0].handed_out_at is not None
        for each in found:
            each.taken_back_at = clock.now()
            each.forget()
        history.record(session, actor, "copy:take-back" if was_out else "copy:discard", found[0])
    return found[0]


def why_not_shown() -> str:
    """Why a copy is shown to nobody any more."""
    return _(
        "Something that stood in this copy was set aside or withdrawn since, so it is shown to"
        " nobody. Make a new one."
    )


def _held(session: Session, actor: Identity, copy_id: str) -> Sequence[KeptCopy]:
    """All copies of one press, for as long as this takes: two presses go one after the other."""
    found = get_copy(session, actor, copy_id)
    _wait_while_theirs(session, actor, found.couple)
    together = list_of_press(session, actor, found.token)
    for each in together:
        session.refresh(each)
    return together


def _wait_while_theirs(session: Session, actor: Identity, couple: Couple) -> None:
    wait_for_turn(session, couple)
    # They may have been handed over to a colleague meanwhile.
    get_couple(session, actor, couple.public_id)
