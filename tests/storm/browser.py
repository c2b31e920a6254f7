"""A browser that repeats what was not answered, as a person presses the button again."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from couples import clock
from tests.storm.people import Author
from tests.storm.server import HOST

_ACKNOWLEDGED = 302
_UNAVAILABLE = 503
_GIVE_UP_AFTER = 120


class RefusedError(AssertionError):
    """The server answered, and its answer is neither a yes nor a “not just now”."""


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

    def press(self, author: Author, path: str, fields: dict[str, str], *, leads_to: str) -> str:
        """Send a form until it is acknowledged by leading to `leads_to`; the rest of that path."""
        body = urlencode({**fields, "csrf_token": author.csrf_token})
        deadline = time.monotonic() + _GIVE_UP_AFTER
        while time.monotonic() < deadline:
            self.last_tried = clock.now()
            try:
                status, location, page = self._send(author, path, body)
            except (OSError, http.client.HTTPException):
                self.close()
                self.repeated += 1
                time.sleep(0.05)
                continue
            if status == _ACKNOWLEDGED and location.startswith(leads_to):
                return location.removeprefix(leads_to)
            if status != _UNAVAILABLE:
                raise RefusedError(f"{path}: {status} {location}\n{page[:2000]}")
            self.told_to_wait += 1
            time.sleep(0.2)
        raise RefusedError(f"{path} was never answered.")

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _send(self, author: Author, path: str, body: str) -> tuple[int, str, str]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        headers = {"Cookie": author.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request("POST", path, body, headers)
        answer = self._connection.getresponse()
        # Only an answer that arrived whole counts as one.
        page = answer.read().decode(errors="replace")
        return answer.status, answer.getheader("Location", ""), page
