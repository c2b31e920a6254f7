"""A browser that repeats what was not answered, as a person presses the button again."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode

from couples import clock
from portal.partner.beginnings import AUTOSAVE
from tests.storm.server import HOST

_ACKNOWLEDGED = 302
_SAVED = 200
_UNAVAILABLE = 503
_GIVE_UP_AFTER = 240
"""Long enough for a machine that has other work: slow is not lost."""


class RefusedError(AssertionError):
    """The server answered, and its answer is neither a yes nor a “not just now”."""


class SignedIn(Protocol):
    """Somebody whose browser this may be."""

    @property
    def cookie(self) -> str:
        """What the browser sends along."""
        ...

    @property
    def csrf_token(self) -> str:
        """What each form of theirs carries."""
        ...


@dataclass
class Browser:
    """
    One connection to the server, used by one author after another.

    `repeated` counts requests that got no answer, `told_to_wait` those that were
    answered with “not just now”.
    """

    port: int
    repeated: int = 0
    told_to_wait: int = 0
    last_tried: datetime = field(default_factory=clock.now)
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def press(self, who: SignedIn, path: str, fields: dict[str, str], *, leads_to: str) -> str:
        """Send a form until it is acknowledged by leading to `leads_to`; the rest of that path."""
        status, location, page = self._until_answered(who, path, fields, {})
        if status == _ACKNOWLEDGED and location.startswith(leads_to):
            return location.removeprefix(leads_to)
        raise RefusedError(f"{path}: {status} {location}\n{page[:2000]}")

    def autosave(self, who: SignedIn, path: str, fields: dict[str, str]) -> int:
        """Send what is being typed until it is saved; the revision that it then has."""
        status, _location, page = self._until_answered(who, path, fields, {AUTOSAVE: "1"})
        if status == _SAVED:
            return int(json.loads(page)["revision"])
        raise RefusedError(f"{path}: {status}\n{page[:2000]}")

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _until_answered(
        self, who: SignedIn, path: str, fields: dict[str, str], headers: dict[str, str]
    ) -> tuple[int, str, str]:
        """The first answer that is not “not just now”: its status, where it leads, its page."""
        body = urlencode({**fields, "csrf_token": who.csrf_token})
        sent = {"Cookie": who.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        deadline = time.monotonic() + _GIVE_UP_AFTER
        while time.monotonic() < deadline:
            self.last_tried = clock.now()
            try:
                answer = self._send(path, body, {**sent, **headers})
            except (OSError, http.client.HTTPException):
                self.close()
                self.repeated += 1
                time.sleep(0.05)
                continue
            if answer[0] != _UNAVAILABLE:
                return answer
            self.told_to_wait += 1
            time.sleep(0.2)
        raise RefusedError(
            f"{path} was never answered: {self.repeated} times nothing came,"
            f" {self.told_to_wait} times it was not just now."
        )

    def _send(self, path: str, body: str, headers: dict[str, str]) -> tuple[int, str, str]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        self._connection.request("POST", path, body, headers)
        answer = self._connection.getresponse()
        # Only an answer that arrived whole counts as one.
        page = answer.read().decode(errors="replace")
        return answer.status, answer.getheader("Location", ""), page
