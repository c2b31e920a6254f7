"""
An address that nobody has is answered as fast as any other: a part of `make prove`.

It measures time, so that it runs alone and not beside the other tests.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import pytest
from flask import Flask

from couples.people import resets, throttle
from portal import resetting
from portal.settings import Settings
from tests.cast import Cast
from tests.mailbox import Mailbox
from tests.page import Visitor
from tests.portal.test_resets import allow

TRIES = 200
NEAR = 0.1
UNPROCESSABLE, OK = 422, 200

pytestmark = [pytest.mark.only_on("sqlite"), pytest.mark.slow]
Say = Callable[[str, object], None]


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox) -> Settings:
    """A practice that sends mail, so that a forgotten password has a link."""
    return replace(settings, smtp_url=f"smtp://{mailbox.host}:{mailbox.port}")


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "admit", lambda _session, _trial: 0)
    monkeypatch.setattr(resets, "MOST_IN_A_DAY", TRIES * 2)


def test_a_wrong_password_is_refused_as_fast_for_nobody(
    app: Flask, cast: Cast, record_property: Say
) -> None:
    took = timed(app, cast, "/sign-in", {"password": "not the password"}, UNPROCESSABLE)

    compare("signing in", took, record_property)


def test_a_forgotten_password_is_answered_as_fast_for_nobody(
    app: Flask, cast: Cast, alex: Visitor, mailbox: Mailbox, record_property: Say
) -> None:
    allow(alex, cast)

    took = timed(app, cast, "/sign-in/forgotten", {}, OK)

    assert len(mailbox.to(cast.alex.email)) == TRIES
    compare("a reset", took, record_property)


def timed(
    app: Flask, cast: Cast, path: str, fields: dict[str, str], status: int
) -> tuple[list[float], list[float]]:
    """How long each try took for an address that Alex has, and for one that nobody has."""
    took: dict[str, list[float]] = {cast.alex.email: [], "nobody@example.org": []}
    visitor = Visitor(app)
    for number in range(TRIES):
        # Nobody is always the first: what runs after a letter may run a little slower.
        for email, times in sorted(took.items(), reverse=number % 2 == 1):
            sent = {**fields, "email": email, "csrf_token": visitor.token()}
            began = time.perf_counter()
            answer = visitor.client.post(path, data=sent)
            times.append(time.perf_counter() - began)
            assert answer.status_code == status
            _let_the_letter_go()
    known, unknown = took.values()
    return known, unknown


def compare(what: str, took: tuple[list[float], list[float]], say: Say) -> None:
    """Both medians are as good as one."""
    known, unknown = (median(times) * 1000 for times in took)
    say("medians", f"{what}: {known:.1f} ms known, {unknown:.1f} ms unknown, {TRIES} tries each")
    assert abs(known - unknown) <= NEAR * min(known, unknown), f"{known} ms, {unknown} ms"


def _let_the_letter_go() -> None:
    """The next try is not slowed down by the letter of this one."""
    while resetting._LINE._is_served:
        for thread in threading.enumerate():
            if thread.name == "reset":
                thread.join()
