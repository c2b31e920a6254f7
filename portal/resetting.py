"""
Sending a link for a forgotten password, beside the request that asked for it.

It is done in a thread of its own, so that the answer takes no longer where there is such an
account. Nothing is lost if the process ends meanwhile: whoever waits in vain asks again.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import cast

from flask import Flask, render_template, url_for
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.people import resets
from couples.wording import gettext as _
from couples.wording import use_locale
from portal import mail
from portal.database import engine
from portal.settings import Settings


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asked for a link to this address."""

    app: Flask
    email: str

    def start(self) -> None:
        """Begin, and return at once."""
        threading.Thread(target=self._run, name="reset", daemon=True).start()

    def _run(self) -> None:
        with self.app.test_request_context():
            try:
                self._send()
            except Exception as error:  # noqa: BLE001 - nobody waits for it, and its message may hold an address
                self.app.logger.error("A reset was not sent: %s", type(error).__name__)  # noqa: TRY400 - the same

    def _send(self) -> None:
        settings = cast("Settings", self.app.config["MENDWELL"])
        with Session(for_writing(engine())) as own, own.begin():
            made = resets.make(own, self.email)
            if made is None:
                return
            person, token = made
            to, locale = person.email or "", person.locale
        url = settings.base_url + url_for("public.new_password", token=token)
        with use_locale(locale):
            minutes = int(resets.VALID_FOR.total_seconds() // 60)
            text = render_template("emails/reset.txt", url=url, minutes=minutes)
            if not mail.send(settings, to=to, subject=_("A link for you"), text=text):
                self.app.logger.warning("A reset was not mailed.")
