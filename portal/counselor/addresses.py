"""
Addresses that somebody enters and another one here signs in with already.

That an address is taken says who comes to a colleague. So it is counted as the names are
that are said in an emergency, though apart from them, and leaves a line in the history as
those do; an address that nobody has is neither, so that taking in many couples in a morning
is no trouble.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask_login import current_user

from couples.caseload.services import AddressTakenError
from couples.people import throttle
from portal import looking, tries
from portal.database import let_go, reading
from portal.tries import TooManyTriesError


@contextmanager
def counted() -> Iterator[None]:
    """Let nobody ask for many taken addresses, nor go on asking once there were too many."""
    trial = throttle.addresses_trial(current_user.signed_in.person_public_id)
    with reading() as own:
        seconds = throttle.seconds_left(own, trial)
    if seconds:
        looking.note_asked_in_vain()
        raise TooManyTriesError(seconds)
    try:
        yield
    except AddressTakenError:
        looking.note_asked_in_vain()
        let_go()
        # Those that were asked at the same moment are counted one by one.
        tries.admit(trial)
        raise
