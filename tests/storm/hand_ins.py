"""What the authors hand in during the storm, and the book of what was acknowledged."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from couples.exercises.definition import Part
from portal.forms.questions import ANSWER
from tests.storm.browser import Browser
from tests.storm.people import RITUAL, SEALED, WINS, Author

_SEALED_EACH = 7
_TAPS_EACH = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One acknowledged hand-in, as its author sent it.

    A tap has no draft and names none. `last_tried` is when the request that was
    answered at last was sent; what was kept before it, an earlier try had kept.
    """

    author: Author
    kind: str
    key: str
    draft_id: str | None
    words: dict[str, str]
    last_tried: datetime


@dataclass
class Book:
    """What was acknowledged so far, by all browsers together."""

    entries: list[Entry] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __len__(self) -> int:
        """How many hand-ins were acknowledged."""
        return len(self.entries)

    def enter(self, entry: Entry) -> None:
        """Note a hand-in that was acknowledged just now."""
        with self._lock:
            self.entries.append(entry)


def plan(count: int) -> Iterator[tuple[str, int]]:
    """What each author does: sealed check-ins, two taps, and then as many wins as are wanted."""
    kinds = [SEALED] * _SEALED_EACH + [RITUAL] * _TAPS_EACH
    kinds += [WINS] * (count - len(kinds))
    yield from ((kind, number) for number, kind in enumerate(kinds[:count]))


def hand_in(browser: Browser, author: Author, kind: str, number: int) -> Entry:
    """Do one of them, all of its steps; it comes back once it is acknowledged."""
    if kind == RITUAL:
        return _tap(browser, author)
    return _write(browser, author, kind, number)


def _write(browser: Browser, author: Author, kind: str, number: int) -> Entry:
    part = Part.LOG if kind == WINS else Part.MAIN
    words = _words_for(author, kind, number)
    typed = {ANSWER + name: text for name, text in words.items()}
    key = secrets.token_urlsafe(24)
    draft_id = browser.press(
        author,
        f"/partner/homework/{author.homework[kind]}/start",
        {"part": part.value},
        leads_to="/partner/drafts/",
    )
    draft = f"/partner/drafts/{draft_id}"
    browser.press(
        author, draft, {**typed, "revision": "0", "action": "check"}, leads_to=f"{draft}/check"
    )
    browser.press(
        author, f"{draft}/check", {"revision": "1", "key": key}, leads_to="/partner/submissions/"
    )
    return Entry(author, kind, key, draft_id, words, browser.last_tried)


def _tap(browser: Browser, author: Author) -> Entry:
    ritual = author.homework[RITUAL]
    key = secrets.token_urlsafe(24)
    words = {"note": f"What {author.identity.person_id} noted with {key}"}
    # Several check-offs stand on one page, so that the names of their fields begin with an id.
    typed = {f"{ritual}-{ANSWER}{name}": text for name, text in words.items()}
    typed[f"{ritual}-{ANSWER}done"] = "yes"
    browser.press(
        author,
        f"/partner/homework/{ritual}/check-in",
        {**typed, "key": key},
        leads_to="/partner/this-week",
    )
    return Entry(author, RITUAL, key, None, words, browser.last_tried)


def _words_for(author: Author, kind: str, number: int) -> dict[str, str]:
    """Words that nobody else writes, so that a mix-up would show."""
    mark = f"{author.identity.person_id}.{number} “{secrets.token_hex(8)}” 約束"
    if kind == WINS:
        return {"win": f"A win {mark}"}
    return {
        "fear": f"A fear {mark}",
        "joy": f"A joy {mark}",
        "need": f"A need {mark}",
        "validated": str(number % 11),
    }
