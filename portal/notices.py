"""Sending reminders: a neutral letter to whoever wants one, by command and by the runner."""

from __future__ import annotations

from dataclasses import dataclass

import click
from flask import current_app
from flask.cli import AppGroup

from couples import wording
from couples.encryption import DecryptionError
from couples.notices import ledger
from couples.notices.ledger import Letter
from couples.wording import gettext as _
from portal import alarm, mail
from portal.database import each_practice, reading, writing
from portal.settings import ConfigurationError, Settings, current_settings

notices = AppGroup("notices", help="Reminders to those who want them.")


@dataclass(slots=True)
class Round:
    """How many letters went out, and for how many people something did not open."""

    sent: int = 0
    unopened: int = 0


def send_due() -> Round:
    """
    Send what is due now, each once, and say what came of it.

    Safe to call as often as anybody likes and from two places at one moment. Where no mail
    is set up, nothing is claimed. What does not open for one keeps no letter from the next.
    """
    settings = current_settings()
    done = Round()
    if not mail.is_set_up(settings):
        return done
    for practice_id in each_practice():
        with reading(practice_id) as session:
            wanting = ledger.list_wanting(session, practice_id)
        for person_id in wanting:
            try:
                done.sent += _send_one(settings, practice_id, person_id)
            except DecryptionError as place:
                alarm.ring()
                current_app.logger.error("It does not open, and nobody was reminded: %s", place)  # noqa: TRY400 - it names the place and no word
                done.unopened += 1
    return done


def _send_one(settings: Settings, practice_id: int, person_id: int) -> bool:
    with reading(practice_id) as session:
        if not ledger.is_due(session, person_id):
            return False
    # The claim is kept before the letter goes, so that no crash lets it go twice.
    with writing(practice_id) as session:
        letter = ledger.claim(session, person_id)
    if letter is None or not _hand_over(settings, letter):
        return False
    with writing(practice_id) as session:
        ledger.note_sent(session, letter.notice_id)
    return True


def _hand_over(settings: Settings, letter: Letter) -> bool:
    """The letter names nobody and nothing: whoever else reads the mailbox learns no more."""
    with wording.use_locale(letter.locale):
        subject = _("Something is waiting for you")
        text = _(
            "Something is waiting for you. When you have a quiet moment, have a look:\n\n"
            "%(link)s\n\n"
            "You chose to get this letter. How often it comes, and whether, is yours to change"
            " on that page.\n",
            link=f"{settings.base_url}/",
        )
    return mail.send(settings, to=letter.address, subject=subject, text=text)


@notices.command("send")
def send() -> None:
    """Send the reminders that are due; safe to run as often as you like."""
    settings = current_settings()
    if not mail.is_set_up(settings):
        raise ConfigurationError("No mail is set up, so that nobody can be reminded.")
    done = send_due()
    click.echo(f"Reminders sent: {done.sent}")
    if done.unopened:
        raise click.ClickException(
            f"Not reminded, because something did not open where it lies: {done.unopened}"
        )
