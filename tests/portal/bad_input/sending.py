"""Somebody who opens whatever page they may, and sends odd things from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from random import Random

from flask import Flask, got_request_exception
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.access import Side, side_of
from tests.cast import Member
from tests.page import Visitor
from tests.portal.bad_input.bending import Bent, bent, broken, elsewhere, encoded
from tests.portal.bad_input.forms import Form, forms_of
from tests.portal.bad_input.values import ASKED, BODIES, HEADERS, VALUES
from tests.portal.test_routes import METHODS, paths, rules
from tests.portal.world import NOT_HERE, World

BROKEN, NOBODY = 500, "nobody"
NOT_REACHED = frozenset({400, 404, 405, 413, 429})
"""Answered at the door or nowhere: no view has read what was sent."""
WORDS_COME_BACK = frozenset({400, 409, 413, 422})
A_PAGE = 8
"""So many inputs are sent from a page with forms before another is opened."""
_TRIES = 6


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that somebody could open, and the forms on it."""

    who: str
    rule: Rule
    path: str
    forms: list[Form]


@dataclass(slots=True)
class Sender:
    """
    Sends inputs one after another, each worked out from the seed alone.

    `broken` holds what was answered with an error of ours, with what raised it; `lost`
    the forms that were refused on a page without the words that somebody had typed.
    """

    app: Flask
    world: World
    members: dict[str, Member]
    sign_in_as: Callable[[Member], Visitor]
    chance: Random
    statuses: Counter[int] = field(default_factory=Counter)
    reached: int = 0
    returned: int = 0
    broken: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    _raised: list[str] = field(default_factory=list)
    _visitors: dict[str, Visitor] = field(default_factory=dict)

    def send(self, count: int) -> None:
        """Send so many."""
        pages = self._pages()
        with got_request_exception.connected_to(self._note, self.app):
            while self.sent < count:
                page = next(pages)
                most = A_PAGE if page.forms else 1
                for _ in range(min(most, count - self.sent)):
                    self._raised.clear()
                    self._send_from(page)

    @property
    def sent(self) -> int:
        """How many have been answered."""
        return self.statuses.total()

    def _pages(self) -> Iterator[Opened]:
        """Whatever each of them may open, in no order, again and again."""
        own = {who: _own_side(who) for who in (NOBODY, *self.members)}
        pairs = [
            (who, rule)
            for rule in rules(self.app)
            if "GET" in (rule.methods or ()) and not rule.rule.endswith(".pdf")
            for who, side in own.items()
            if side_of(self.app, rule.endpoint) in {side, Side.PUBLIC if who == NOBODY else None}
            or (who != NOBODY and side_of(self.app, rule.endpoint) is Side.ACCOUNT)
        ]
        while True:
            self.chance.shuffle(pairs)
            for who, rule in pairs:
                opened = self._opened(who, rule)
                if opened:
                    yield opened

    def _opened(self, who: str, rule: Rule) -> Opened | None:
        """The page with the first ids that this person may open."""
        filled = [path for path in paths(self.app, rule, self.world) if NOT_HERE not in path]
        self.chance.shuffle(filled)
        for path in filled[:_TRIES]:
            answer = self._visitor(who).client.get(path)
            if answer.status_code == 200:
                is_page = answer.mimetype == "text/html"
                text = answer.get_data(as_text=True) if is_page else ""
                return Opened(who, rule, path, forms_of(text, path))
        return None

    def _send_from(self, page: Opened) -> None:
        chance, visitor = self.chance, self._visitor(page.who)
        client, token = visitor.client, visitor.token()
        ways = ("form",) * 10 + ("broken", "broken", "body", "path") if page.forms else ()
        match chance.choice((*ways, "asked", "head")):
            case "form":
                form = chance.choice(page.forms)
                words = f"Words that somebody typed {chance.randrange(10**6)}"
                sent = bent(chance, form, token, words)
                answer = client.post(form.path, data=sent.body, content_type=sent.kind)
                self._expect_words(page, form, sent, words, answer)
            case "broken":
                form = chance.choice(page.forms)
                sent = broken(chance, form, token)
                answer = client.post(form.path, data=sent.body, content_type=sent.kind)
            case "body":
                kind, body = chance.choice(BODIES)
                path = chance.choice(page.forms).path
                heads = {"X-CSRFToken": token}
                answer = client.post(path, data=body, content_type=kind, headers=heads)
            case "path":
                method = chance.choice(METHODS)
                answer = client.open(elsewhere(chance, page.path), method=method)
            case "asked":
                most = chance.choice((3, 3, 3, 300))
                asked = [(chance.choice(ASKED), chance.choice(VALUES)[:300]) for _ in range(most)]
                answer = client.get(page.path, query_string=encoded(asked).decode())
            case _:
                name, values = chance.choice(HEADERS)
                answer = client.get(page.path, headers={name: chance.choice(values)})
        self._look(page, answer)

    def _look(self, page: Opened, answer: TestResponse) -> None:
        status = answer.status_code
        signed_out = "/sign-in" in answer.headers.get("Location", "") and page.who != NOBODY
        self.statuses[status] += 1
        self.reached += status not in NOT_REACHED and not signed_out
        is_told = b"Traceback (most" in answer.data
        if status >= BROKEN or self._raised or is_told:
            asked = f"{answer.request.method} {answer.request.path} from {page.rule.rule}"
            self.broken.append(f"{self.sent}: {asked} as {page.who}: {status} {self._raised}")
        if signed_out:
            del self._visitors[page.who]  # Something that was sent ended the session.

    def _expect_words(
        self, page: Opened, form: Form, sent: Bent, words: str, answer: TestResponse
    ) -> None:
        """Where a form with words in it is refused, they stand on the page that says so."""
        if not sent.typed or answer.status_code not in WORDS_COME_BACK:
            return
        self.returned += 1
        if words not in unescape(answer.get_data(as_text=True)):
            told = f"{answer.status_code} of {form.path} from {page.rule.rule} as {page.who}"
            self.lost.append(f"{self.sent}: {told}: {sorted(sent.typed)}")

    def _visitor(self, who: str) -> Visitor:
        if who not in self._visitors:
            member = self.members.get(who)
            self._visitors[who] = self.sign_in_as(member) if member else Visitor(self.app)
        return self._visitors[who]

    def _note(self, _app: Flask, exception: BaseException, **_more: object) -> None:
        self._raised.append(repr(exception)[:300])


def _own_side(who: str) -> Side:
    if who == NOBODY:
        return Side.PUBLIC
    return Side.COUNSELOR if who in {"morgan", "lee"} else Side.PARTNER
