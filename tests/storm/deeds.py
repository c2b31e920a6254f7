"""Every kind of write of the storm: handing in, and what else two partners and a counselor do."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice

from couples import clock
from portal.forms.questions import ANSWER
from portal.partner.acts import step_prefix
from tests.storm.browser import Browser
from tests.storm.hand_ins import Book, Entry, hand_in
from tests.storm.people import RITUAL, SEALED, TIME_ZONE, WINS, Author
from tests.storm.scene import Ground

ACT, KEEP, SIGN, GIVE = "act", "keep", "sign", "give"
TIME_OUT, COME_BACK = "time-out", "come-back"
REPLY, SESSION, NOTE = "reply", "session", "note"
HAND_INS = (SEALED, RITUAL, WINS, ACT)
"""What makes a submission, and has to be there as one."""

_AT_FIRST = (*[SEALED] * 4, *[RITUAL] * 2, WINS, KEEP, SIGN, GIVE, ACT)
_THEN = (WINS, REPLY, ACT, SESSION, NOTE)
_HOURS = ("10:00", "15:00")
_AUTOSAVES = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One author at one deed: who, on what ground, and which of their deeds it is."""

    browser: Browser
    author: Author
    ground: Ground
    number: int
    book: Book

    def new_mark(self) -> str:
        """Words that nobody else writes, so that a mix-up would show."""
        return f"{self.author.identity.person_id}.{self.number} “{secrets.token_hex(8)}”"


def waves(count: int) -> Iterator[list[tuple[str, int]]]:
    """
    What each author does, `count` deeds in all, and Dr. Morgan about them.

    Nobody begins a wave before everybody is through with the one before: a time-out of both
    holds back what both do, so that it comes when nobody is in the middle of anything.
    """
    kinds: tuple[tuple[str, ...], ...] = (_AT_FIRST, (TIME_OUT,), (COME_BACK,))
    rest = count - sum(map(len, kinds))
    number = 0
    for wave in (*kinds, tuple(islice(cycle(_THEN), rest))):
        yield [(kind, number + place) for place, kind in enumerate(wave)]
        number += len(wave)


def do(turn: Turn, kind: str) -> Entry:
    """Do one of them; it comes back once it is acknowledged, with what has to be kept of it."""
    if kind in HAND_INS and kind != ACT:
        return hand_in(turn.browser, turn.author, kind, turn.number)
    key, words = _DEEDS[kind](turn)
    return Entry(turn.author, kind, key, None, words, turn.browser.last_tried)


Done = tuple[str, dict[str, str]]
"""Under what it has to be found, and its words."""


def _note_an_act(turn: Turn) -> Done:
    repair, step, key = turn.ground.repair_id, turn.ground.step, secrets.token_urlsafe(24)
    words = {"note": turn.new_mark()}
    typed = {f"{step_prefix(step)}{ANSWER}{name}": text for name, text in words.items()}
    typed[f"{step_prefix(step)}{ANSWER}done"] = "done"
    turn.browser.press(
        turn.author,
        f"/partner/repairs/{repair}/acts",
        {**typed, "step": step, "key": key},
        leads_to=f"/partner/repairs/{repair}",
    )
    return key, words


def _keep_a_draft(turn: Turn) -> Done:
    """Words that are saved while they are typed, and handed in to nobody."""
    draft_id = turn.browser.press(
        turn.author,
        f"/partner/homework/{turn.ground.kept_id}/start",
        {"part": "main"},
        leads_to="/partner/drafts/",
    )
    revision, mark = 0, ""
    for _ in range(_AUTOSAVES):
        mark = turn.new_mark()
        revision = turn.browser.autosave(
            turn.author,
            f"/partner/drafts/{draft_id}",
            {ANSWER + "topic": mark, "revision": str(revision)},
        )
    return draft_id, {"topic": mark}


def _say_yes(turn: Turn) -> Done:
    path = f"/partner/agreements/{turn.ground.agreement_id}"
    version = {"version_id": turn.ground.version_id}
    turn.browser.press(turn.author, f"{path}/sign", version, leads_to=path)
    return turn.ground.version_id, {}


def _give(turn: Turn) -> Done:
    """Dr. Morgan gives the author something of their own to do."""
    token, couple = secrets.token_urlsafe(24), turn.ground.couple_id
    turn.browser.press(
        turn.ground.desk,
        f"/counselor/assign/{turn.ground.exercise_id}/batches",
        {
            "couples": couple,
            "doer": "one",
            f"person_{couple}": turn.ground.person_id,
            "cadence": "once",
            "due": "none",
            "token": token,
            "may_be_heavy": "yes",
        },
        leads_to="/counselor/batches/",
    )
    return token, {}


def _ask_for_time(turn: Turn) -> Done:
    """Both of a couple ask for one, perhaps at one moment: it is one time-out."""
    pause_id = turn.browser.press(
        turn.author,
        "/partner/pauses",
        {"minutes": "1440", "key": secrets.token_urlsafe(24)},
        leads_to="/partner/pauses/",
    )
    return pause_id, {}


def _come_back(turn: Turn) -> Done:
    pause_id = turn.book.latest_of(turn.author, TIME_OUT).key
    path = f"/partner/pauses/{pause_id}"
    turn.browser.press(turn.author, f"{path}/come-back", {}, leads_to=path)
    return pause_id, {}


def _reply(turn: Turn) -> Done:
    """Dr. Morgan answers the author’s last win, and has read it."""
    submission = turn.book.latest_of(turn.author, WINS).draft_id
    assert submission is not None
    path, words = f"/counselor/review/{submission}", {"words": turn.new_mark()}
    typed = {f"partner-{turn.author.place}-words": words["words"]}
    turn.browser.press(
        turn.ground.desk, f"{path}/replies", {**typed, "kind": "reply"}, leads_to=path
    )
    turn.browser.press(
        turn.ground.desk, f"{path}/done", {"seen": submission}, leads_to="/counselor/review"
    )
    return submission, words


def _enter_a_session(turn: Turn) -> Done:
    couple = turn.ground.couple_id
    day = (clock.today(TIME_ZONE) + timedelta(days=turn.number + 1)).isoformat()
    at = _HOURS[turn.author.identity.person_id % 2]
    turn.browser.press(
        turn.ground.desk,
        f"/counselor/couples/{couple}/appointments/new",
        {"day": day, "at": at, "minutes": "60"},
        leads_to=f"/counselor/couples/{couple}",
    )
    return f"{couple} {day} {at}", {}


def _note_to_look_again(turn: Turn) -> Done:
    path, mark = f"/counselor/couples/{turn.ground.couple_id}/safety", turn.new_mark()
    turn.browser.press(
        turn.ground.desk, f"{path}/flags", {"word": mark, "about": ""}, leads_to=path
    )
    return mark, {}


_DEEDS: dict[str, Callable[[Turn], Done]] = {
    ACT: _note_an_act,
    KEEP: _keep_a_draft,
    SIGN: _say_yes,
    GIVE: _give,
    TIME_OUT: _ask_for_time,
    COME_BACK: _come_back,
    REPLY: _reply,
    SESSION: _enter_a_session,
    NOTE: _note_to_look_again,
}
