"""Inviting somebody from a page: a link to show, and a letter with it where mail is set up."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, render_template, url_for

from couples.people import invitations
from couples.people.models import Person
from couples.wording import gettext as _
from couples.wording import use_locale
from portal import mail
from portal.access import current_identity
from portal.database import after_commit, session, writing
from portal.settings import Settings, current_settings


@dataclass(frozen=True, slots=True)
class Link:
    """A link for one person, shown once: only its hash is kept."""

    person_public_id: str
    name: str
    url: str
    is_mailed: bool


def invite(person: Person) -> Link:
    """
    Make a new link for `person`, which ends any earlier one.

    The letter leaves once the link is kept. A page can only say that it is on its
    way; whether the mail server took it is noted with the invitation.
    """
    settings = current_settings()
    token = invitations.invite(session, current_identity, person)
    url = link_to(settings, token)
    sends = mail.is_set_up(settings)
    if sends:
        invitation = invitations.find_open_invitation(session, person)
        letter = _Letter(invitation.id if invitation else 0, person.email or "", person.locale, url)
        after_commit(letter.send)
    return Link(person.public_id, person.name or "", url, sends)


def link_to(settings: Settings, token: str) -> str:
    """Where a token leads, as people reach this portal from outside."""
    return settings.base_url + url_for("public.invitation", token=token)


@dataclass(frozen=True, slots=True)
class _Letter:
    invitation_id: int
    address: str
    locale: str
    url: str

    def send(self) -> None:
        """Send it and note that it went; what failed is told by the invitation's id alone."""
        with use_locale(self.locale):
            text = render_template(
                "emails/invitation.txt", url=self.url, days=invitations.VALID_FOR.days
            )
            subject = _("A link for you")
            went = mail.send(current_settings(), to=self.address, subject=subject, text=text)
        if not went:
            current_app.logger.warning("Invitation %s was not mailed.", self.invitation_id)
            return
        with writing() as own:
            invitations.note_mailed(own, self.invitation_id)
