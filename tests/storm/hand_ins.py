"""What the authors hand in during the storm, and the book of what was acknowledged."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime

from couples.exercises.definition import Part
from portal.forms.questions import ANSWER
from tests.storm.browser import Browser
from tests.storm.people import RITUAL, WINS, Author


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One acknowledged write, as its author sent it; `key` is what it has to be found under.

    Only what was handed in from a draft names one. `last_tried` is when the request that was
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
        """How much was acknowledged."""
        return len(self.entries)

    @property
    def kinds(self) -> list[str]:
        """Of which kind each was."""
        return [entry.kind for entry in self.entries]

    def of(self, *kinds: str) -> list[Entry]:
        """What was acknowledged of these kinds."""
        return [entry for entry in self.entries if entry.kind in kinds]

    def latest_of(self, author: Author, *kinds: str) -> Entry:
        """What the author did last of these kinds."""
        with self._lock:
            mine = (e for e in reversed(self.entries) if e.author is author and e.kind in kinds)
            return next(mine)

    def enter(self, entry: Entry) -> None:
        """Note a hand-in that was acknowledged just now."""
        with self._lock:
            self.entries.append(entry)


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
