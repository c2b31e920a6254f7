"""Sending reminders: a neutral letter to whoever wants one, by command and by the runner."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from couples import wording
from couples.notices import ledger
from couples.notices.ledger import Letter
from couples.wording import gettext as _
from portal import alarm, mail
from portal.database import each_practice, reading, writing
from portal.settings import ConfigurationError, Settings, current_settings

notices = AppGroup("notices", help="Reminders to those who want them.")


def send_due() -> int:
    """
    Send what is due now, each once, and say how many went out.

    Safe to call as often as anybody likes and from two places at one moment. Where no mail
    is set up, nothing is claimed.
    """
    settings = current_settings()
    if not mail.is_set_up(settings):
        return 0
    return sum(_send_in(settings, practice_id) for practice_id in each_practice())


def _send_in(settings: Settings, practice_id: int) -> int:
    with reading(practice_id) as session:
        due = ledger.list_due(session, practice_id)
    return sum(_send_one(settings, practice_id, person_id) for person_id in due)


def _send_one(settings: Settings, practice_id: int, person_id: int) -> bool:
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
    # The runner rings by itself for whatever it does.
    with alarm.rings():
        click.echo(f"Reminders sent: {send_due()}")
