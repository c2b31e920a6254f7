"""
Sending a link for a forgotten password, beside the request that asked for it.

It is done in a thread of its own, a moment later: the answer takes no longer where there is such
an account, and has left before anybody looks. There is one thread, whatever the number of
requests, and nothing is written where there is nobody to write to. Nothing is lost if the
process ends meanwhile or too many wait: whoever waits in vain asks again.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass

from flask import Flask, render_template, url_for
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.people import resets
from couples.wording import gettext as _
from couples.wording import use_locale
from portal import mail
from portal.database import engine, reading
from portal.settings import current_settings

MOST_WAITING = 50
A_MOMENT = 0.2
"""Seconds in which an answer surely leaves; a thread that begins at once would slow it down."""


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asked for a link to this address."""

    app: Flask
    email: str

    def start(self) -> None:
        """Stand in line, and return at once."""
        if not _LINE.join(self):
            self.app.logger.warning("A reset was not sent: too many wait.")

    def run(self) -> None:
        """Send it, if there is somebody to send it to."""
        with self.app.test_request_context():
            try:
                self._send()
            except Exception as error:  # noqa: BLE001 - nobody waits for it, and its message may hold an address
                self.app.logger.error("A reset was not sent: %s", type(error).__name__)  # noqa: TRY400 - the same

    def _send(self) -> None:
        settings = current_settings()
        with reading() as look:
            if not resets.is_sent_to(look, self.email):
                return
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


class _Line:
    """Who waits for a link, and the one thread that there is while somebody does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[tuple[float, Request]] = deque()
        self._is_served = False

    def join(self, request: Request) -> bool:
        """Let `request` stand in line, unless it is too long."""
        with self._lock:
            if len(self._waiting) >= MOST_WAITING:
                return False
            self._waiting.append((time.monotonic() + A_MOMENT, request))
            if not self._is_served:
                self._is_served = True
                threading.Thread(target=self._serve, name="reset", daemon=True).start()
        return True

    def _serve(self) -> None:
        while (following := self._next()) is not None:
            ready_at, request = following
            time.sleep(max(0.0, ready_at - time.monotonic()))
            request.run()

    def _next(self) -> tuple[float, Request] | None:
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._is_served = False
            return None


_LINE = _Line()
