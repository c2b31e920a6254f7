"""
Nothing that anybody sends from a page they may open is answered with an error of ours.

Inputs are sent in rounds, each in a practice of its own, since many of them change it. The
long form, as `make prove` runs it, sends twenty thousand on each database. A round is worked
out from its number, so that one which breaks something can be sent again alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from flask import Flask

from couples import clock
from couples.people import throttle
from tests.cast import Cast, Member
from tests.page import Visitor
from tests.patience import is_at_length, wait_for_hours
from tests.portal.bad_input.conftest import Ready
from tests.portal.bad_input.sending import Sender

IS_FULL = is_at_length()
ROUNDS, A_ROUND = (40, 500) if IS_FULL else (1, 300)
REACHED = 0.6
"""The part of them that must reach a view: odd values in an address nobody has prove little."""

pytestmark = [
    pytest.mark.on_both("what one database takes for a number, another does not"),
    pytest.mark.slow,
]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_whatever_is_sent_is_answered_in_plain_words(
    number: int,
    app: Flask,
    cast: Cast,
    ready: Ready,
    sign_in_as: Callable[[Member], Visitor],
    dialect: str,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    if IS_FULL:
        wait_for_hours()
    # Our page for a bug is answered as in a practice; what raised it is noted beside.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    # Paper is made in another process, which is no input's affair: few sheets are enough.
    monkeypatch.setattr(throttle, "WORK", ((1, timedelta(days=9)),))
    members = {name: getattr(cast, name) for name in ("alex", "sam", "kim", "morgan", "lee")}
    sender = Sender(app, ready.world, members, sign_in_as, Random(f"{dialect} {number}"))

    # The clock stands, so that nobody is signed out or asked again for taking long.
    with clock.at(ready.at):
        sender.send(A_ROUND)

    record_property("inputs", {"on": dialect, "sent": sender.sent, "reached": sender.reached})
    record_property("statuses", dict(sender.statuses))
    told = "\n".join((*sender.broken, *sender.lost))
    assert not told, f"{dict(sender.statuses)}\n{told}"
    assert sender.reached >= REACHED * A_ROUND, dict(sender.statuses)
