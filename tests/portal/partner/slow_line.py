"""A line on which what a page saves by itself waits until a test lets it through."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, request
from playwright.sync_api import Page
from werkzeug.wrappers import Response

from portal.partner.beginnings import AUTOSAVE

LONGEST = 60


@dataclass
class Held:
    """A save that reached us and that nobody has looked at yet."""

    words: str
    may_pass: threading.Event = field(default_factory=threading.Event)
    status: int | None = None

    @property
    def is_answered(self) -> bool:
        """Whether we know what became of it."""
        return self.status is not None


@dataclass
class Line:
    """Everything that arrived, in its order; `holds` says how many of the next are held."""

    holds: int = 0
    arrived: list[Held] = field(default_factory=list)

    def let_through(self, *held: Held, page: Page) -> None:
        """One after the other, each once the one before has been answered."""
        for each in held:
            each.may_pass.set()
            wait_for(page, lambda each=each: each.is_answered)  # type: ignore[misc]

    def expect(self, page: Page, count: int) -> Held:
        """The newest, once so many have arrived."""
        wait_for(page, lambda: len(self.arrived) >= count)
        return self.arrived[count - 1]

    def before(self) -> None:
        """Hold what a page saves by itself."""
        if AUTOSAVE not in request.headers:
            return
        held = Held("".join(v for k, v in request.form.items() if k.startswith("answer-")))
        request.environ["tests.held"] = held
        self.arrived.append(held)
        if self.holds:
            self.holds -= 1
            assert held.may_pass.wait(LONGEST)

    def after(self, response: Response) -> Response:
        """Note what it was told; the request commits before this."""
        held = request.environ.get("tests.held")
        if held is not None:
            response.call_on_close(lambda: setattr(held, "status", response.status_code))
        return response


def wait_for(page: Page, is_so: Callable[[], bool]) -> None:
    """Let the browser go on until something is so."""
    for _look in range(300):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It never came.")


@contextmanager
def slow_line(app: Flask, holds: int = 0) -> Iterator[Line]:
    """The line to `app`, which holds the next saves."""
    line = Line(holds)
    app.before_request_funcs.setdefault(None, []).insert(0, line.before)
    app.after_request_funcs.setdefault(None, []).append(line.after)
    try:
        yield line
    finally:
        for held in line.arrived:
            held.may_pass.set()
        app.before_request_funcs[None].remove(line.before)
        app.after_request_funcs[None].remove(line.after)
