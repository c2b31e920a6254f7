"""
A person at a browser, for tests in the words on the screen.

Whatever page they open is held against the rules that every page keeps:
see `tests/page_rules.py`.
"""

from __future__ import annotations

import re
import secrets
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests import page_rules

_EACH_TIME = re.compile(r'((?:name="(?:csrf_token|key)" value|name="csrf-token" content)=")[^"]*')
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MANY = 5


def without_tokens(html: str) -> str:
    """A page without what differs each time that it is shown, whatever stands on it."""
    return _EACH_TIME.sub(r"\1", html)


class Visitor:
    """Somebody's browser: it keeps its cookies, follows redirects and looks at every page."""

    def __init__(self, app: Flask) -> None:
        """Open it, signed out."""
        self.app = app
        self.client = app.test_client()

    def open(self, path: str, *, status: int = 200, **request: Any) -> Page:
        """Go to `path`, wherever that leads, and expect `status` there."""
        return self._see(path, self.client.get(path, **request), status)

    def post(
        self,
        path: str,
        fields: dict[str, Any] | MultiDict[str, Any] | None = None,
        *,
        status: int = 200,
        **request: Any,
    ) -> Page:
        """Send a form that need not be on any page, with this visitor’s own token."""
        sent = MultiDict(fields or {})
        sent.setlistdefault("csrf_token", [self.token()])
        return self._see(path, self.client.post(path, data=sent, **request), status)

    def token(self) -> str:
        """The token that a form of this visitor carries."""
        with self.client.session_transaction() as cookie:
            mark = cookie.setdefault("csrf_token", secrets.token_hex(20))
        signer = URLSafeTimedSerializer(str(self.app.secret_key), salt="wtf-csrf-token")
        return str(signer.dumps(mark))

    def _see(self, path: str, response: TestResponse, status: int) -> Page:
        for _ in range(_MANY):
            page_rules.check_headers(path, response)
            if response.status_code not in _REDIRECTS:
                break
            path = response.location
            assert path.startswith("/"), f"This leads to somewhere else: {path}"
            response = self.client.get(path)
        page = Page(self, path, response)
        assert response.status_code == status, f"{path}: {response.status}\n{page.gist}"
        if page.is_html:
            page_rules.check(page.path, response.get_data(as_text=True), lambda: page.soup)
        return page


class Page:
    """One page as somebody sees it."""

    def __init__(self, visitor: Visitor, path: str, response: TestResponse) -> None:
        """Look at `response`, which came from `path`."""
        self.visitor = visitor
        self.path = urlsplit(path).path
        self.address = path
        self.response = response
        self.status = response.status_code

    @property
    def is_html(self) -> bool:
        """Whether this is a page and not a file."""
        return self.response.mimetype == "text/html"

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page, to look for things in."""
        return BeautifulSoup(self.response.get_data(as_text=True), "html.parser")

    @cached_property
    def text(self) -> str:
        """Every visible word of the page’s main part, with single spaces."""
        return _words(self.soup.find("main") or self.soup)

    @property
    def gist(self) -> str:
        """The words of the page, shortened for a failing test."""
        return self.text[:1500] if self.is_html else repr(self.response.data[:200])

    @property
    def h1(self) -> str:
        """The page’s one headline."""
        found = self.soup.find("h1")
        return _words(found) if found else ""

    @property
    def title(self) -> str:
        """What the browser’s tab and its history say."""
        found = self.soup.find("title")
        return _words(found) if found else ""

    def find_all(self, selector: str) -> list[str]:
        """The words of everything that a CSS selector finds."""
        return [_words(tag) for tag in self.soup.select(selector)]

    def click(self, link: str, *, status: int = 200) -> Page:
        """Follow the link with these words; it must be the only one, or all lead there."""
        targets = {
            str(tag["href"]) for tag in self.soup.find_all("a", href=True) if _words(tag) == link
        }
        assert len(targets) == 1, f"{len(targets)} links say “{link}” on {self.path}\n{self.gist}"
        return self.visitor.open(targets.pop(), status=status)

    def press(
        self, button: str, fields: dict[str, Any] | None = None, *, status: int = 200, nth: int = 0
    ) -> Page:
        """
        Press a button, having typed `fields` into its form.

        A field is called by its label or its name. A value is a text, a list of
        texts, or True and False for a box; choices go by their labels or values.
        """
        form, pressed = self._form_of(button, nth)
        sent = _filled(form)
        for called, value in (fields or {}).items():
            _fill(form, sent, called, value)
        if pressed.get("name"):
            sent[str(pressed["name"])] = [str(pressed.get("value", ""))]
        action = str(pressed.get("formaction") or form["action"])
        if str(form.get("method", "get")).lower() == "get":
            response = self.visitor.client.get(action, query_string=MultiDict(sent))
        else:
            response = self.visitor.client.post(action, data=MultiDict(sent))
        return self.visitor._see(action, response, status)

    def buttons(self) -> list[str]:
        """The words on every button."""
        return [_words(tag) for tag in self.soup.find_all("button")]

    def value_of(self, called: str) -> list[str]:
        """What a field holds now, by its label or name."""
        for form in self.soup.find_all("form"):
            names = {str(tag["name"]) for tag in _controls(form, called)}
            if names:
                return _filled(form).get(names.pop(), [])
        raise AssertionError(f"There is no field “{called}” on {self.path}\n{self.gist}")

    def _form_of(self, button: str, nth: int) -> tuple[Tag, Tag]:
        found = []
        for tag in self.soup.find_all("button"):
            form = (
                self.soup.find("form", id=str(tag["form"]))
                if tag.get("form")
                else tag.find_parent("form")
            )
            if _words(tag) == button and form is not None:
                found.append((form, tag))
        assert len(found) > nth, f"No button says “{button}” on {self.path}\n{self.gist}"
        return found[nth]


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split())


def _label_of(form: Tag, control: Tag) -> str:
    if control.get("aria-label"):
        return str(control["aria-label"])
    wrapping = control.find_parent("label")
    label = wrapping or form.find("label", attrs={"for": str(control.get("id"))})
    return _words(label).removesuffix(" (optional)") if label else ""


def _legend_of(control: Tag) -> str:
    group = control.find_parent("fieldset")
    legend = group.find("legend") if group else None
    return _words(legend).removesuffix(" (optional)") if legend else ""


def _controls(form: Tag, called: str) -> list[Tag]:
    """The controls that go by this name, label or legend."""
    controls = [
        tag for tag in form.find_all(["input", "select", "textarea"]) if tag.get("name") is not None
    ]
    for naming in (
        lambda tag: str(tag["name"]),
        lambda tag: _label_of(form, tag),
        _legend_of,
    ):
        found = [tag for tag in controls if naming(tag) == called]
        if found:
            return found
    return []


def _filled(form: Tag) -> dict[str, list[str]]:
    """What the form would send as it stands."""
    sent: dict[str, list[str]] = {}
    for tag in form.find_all(["input", "select", "textarea"]):
        if tag.get("name") is None or tag.has_attr("disabled"):
            continue
        name = str(tag["name"])
        if tag.name == "select":
            chosen = tag.find_all("option", selected=True) or tag.find_all("option")[:1]
            sent.setdefault(name, []).extend(str(option.get("value", "")) for option in chosen)
        elif tag.name == "textarea":
            sent.setdefault(name, []).append(re.sub(r"^\r?\n", "", tag.get_text()))
        elif tag.get("type") in {"checkbox", "radio"}:
            if tag.has_attr("checked"):
                sent.setdefault(name, []).append(str(tag.get("value", "on")))
        elif tag.get("type") not in {"submit", "button", "file"}:
            sent.setdefault(name, []).append(str(tag.get("value", "")))
    return sent


def _fill(form: Tag, sent: dict[str, list[str]], called: str, value: Any) -> None:
    controls = _controls(form, called)
    assert controls, f"The form has no field “{called}”."
    name = str(controls[0]["name"])
    values = list(value) if isinstance(value, list | tuple) else [value]
    if controls[0].get("type") in {"checkbox", "radio"}:
        sent[name] = [
            str(tag.get("value", "on"))
            for tag in controls
            if value is True or {tag.get("value"), _label_of(form, tag)} & set(map(str, values))
        ]
        assert value is False or sent[name] or not values, f"“{called}” has no choice {value!r}."
    elif controls[0].name == "select":
        options = controls[0].find_all("option")
        sent[name] = [
            str(option.get("value", ""))
            for option in options
            if {option.get("value"), _words(option)} & set(map(str, values))
        ]
        assert sent[name], f"“{called}” has no choice {value!r}."
    else:
        sent[name] = [str(each) for each in values]
