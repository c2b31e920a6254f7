"""How often somebody may try a password, a code or an address before they have to wait."""

from __future__ import annotations

from flask import current_app, request

from couples.errors import DomainError
from couples.people import recovery, services, throttle
from couples.people.throttle import Trial
from couples.wording import ngettext
from portal.database import let_go, writing
from portal.intake import network_address


class TooManyTriesError(DomainError):
    """Somebody has to wait; the address they typed stays on the page."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            ngettext(
                "That was tried many times just now. Try again in %(num)s second.",
                "That was tried many times just now. Try again in %(num)s seconds.",
                seconds,
            )
        )
        self.seconds = seconds


def admit(*trials: Trial) -> None:
    """Count these tries, up to the first for which there were too many lately."""
    with writing() as own:
        waits = (throttle.admit(own, trial) for trial in trials)
        seconds = next(filter(None, waits), 0)
    if seconds:
        tell_of_refusal("too many tries")
        raise TooManyTriesError(seconds)


def code_trial(person_public_id: str, code: str) -> Trial:
    """A try of `code`, which is a recovery code or one of an app by its form alone."""
    is_recovery = recovery.has_the_form(code)
    trial_of = throttle.recovery_trial if is_recovery else throttle.code_trial
    return trial_of(person_public_id, network_address())


def note_refusal(person_id: int, *, waits: bool = False) -> None:
    """
    Leave a line in the history of an account too, whatever the answer will be.

    It is told to no page: see `services.note_not_let_in` for where it may be called.
    """
    let_go()
    with writing() as own:
        services.note_not_let_in(own, person_id, waits=waits)


def tell_of_refusal(why: str) -> None:
    """
    Leave a line in the log that somebody was not let in, and on which page.

    Nothing that they sent stands in it, and it is the same for an address that nobody has.
    """
    current_app.logger.warning("Not let in: %s in %s", why, request.endpoint)
