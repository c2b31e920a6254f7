"""What holds for every page that anybody opens; the page client asks on each one."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString
from werkzeug.test import TestResponse

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
# How a paper would look is shown inside the page that says so; nothing else ever is.
_FRAMING = re.compile(r"/counselor/design(/report|/letterhead)?(\?.*)?")
_FRAMED = re.compile(r"/counselor/design(/report|/letterhead)?/preview\.pdf(\?.*)?")
NAMES = re.compile(r"\b(Morgan|Lee|Alex|Sam|Kim|Robin|Noor|Jo)\b|@")

# A public id, which is another one in every test.
_RANDOM = re.compile(r"\b[a-z2-7]{26}\b")
_HEADS = re.compile(r"<(title|h1)\b.*?</\1>", re.DOTALL)
_VALUE = re.compile(r' (?:value|content|datetime|data-[a-z-]+)="[^"]+"')
_BETWEEN = re.compile(r">([^<]+)<")
_SIGN = re.compile(r"&[^;\s]*;?")
_seen: set[tuple[str, str]] = set()

# What people typed is shown as they typed it.
_TYPED = "textarea, pre, code, .words, [data-typed]"
_MISTYPED = {
    "'": ("A straight quote", "use ’"),
    '"': ("A straight quote", "use “ ”"),
    "...": ("Three dots", "use …"),
    "!": ("An exclamation mark", "we speak calmly"),
}
_TYPEWRITTEN = re.compile("|".join(map(re.escape, _MISTYPED)))


def check_headers(path: str, response: TestResponse) -> None:
    """Whatever it is, nothing may keep it, frame it or tell where it was."""
    for name, value in _headers_of(path).items():
        assert response.headers.get(name) == value, f"{path}: {name} is not “{value}”."
    caching = "no-cache" if path.startswith("/static/") else "no-store"
    assert response.headers.get("Cache-Control") == caching, f"{path}: it could be kept."


def _headers_of(path: str) -> dict[str, str]:
    if _FRAMING.fullmatch(path):
        policy = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
        return HEADERS | {"Content-Security-Policy": policy}
    if _FRAMED.fullmatch(path):
        policy = CONTENT_SECURITY_POLICY.replace("ancestors 'none'", "ancestors 'self'")
        return HEADERS | {"Content-Security-Policy": policy, "X-Frame-Options": "SAMEORIGIN"}
    return HEADERS


def check(path: str, source: str, open_soup: Callable[[], BeautifulSoup]) -> None:
    """Every rule at once, with the sentence that says what to do."""
    mistakes: list[str] = []
    # Most tests pass the same pages with other words, and one look is enough for their form.
    form = (_without_ids(path), _form_of(source))
    if form not in _seen:
        html5lib.HTMLParser(strict=True).parse(source)
        soup = open_soup()
        mistakes += [
            *_headline(soup),
            *_ids(soup),
            *_forms(soup),
            *_labels(soup),
            *_inline(soup),
            *_pictures(soup),
        ]
    if any(_mistyped(html.unescape(words)) for words in _BETWEEN.findall(source)):
        mistakes += _typography(open_soup())
    assert mistakes == [], "\n".join([path, *mistakes])
    _seen.add(form)


def _form_of(source: str) -> str:
    """
    All that the rules about a page's form look at: its tags and attributes, and its heads.

    Of every other text there stays whether there is any, and how it writes its signs.
    """
    heads = " ".join(found[0] for found in _HEADS.finditer(source))
    bare = _BETWEEN.sub(lambda found: f">{_trace(found[1])}<", source)
    return _without_ids(heads + _VALUE.sub(' value="…"', bare))


def _trace(words: str) -> str:
    if not words.strip():
        return ""
    return "…" + "".join(sorted(set(_SIGN.findall(words))))


def _without_ids(source: str) -> str:
    """The page with its random ids counted through, so that the same page looks the same."""
    numbers: dict[str, str] = {}
    return _RANDOM.sub(lambda found: numbers.setdefault(found[0], f"id-{len(numbers)}"), source)


def _text(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ", strip=True).split()) if tag else ""


def _headline(soup: BeautifulSoup) -> Iterator[str]:
    headlines = soup.find_all("h1")
    title = _text(soup.find("title"))
    is_discreet = bool(soup.select("body[data-discreet]"))
    if len(headlines) != 1:
        yield f"A page has one h1, not {len(headlines)}."
    elif is_discreet:
        if title != "Notes":
            yield f"The title “{title}” tells where somebody is who wanted it to tell nothing."
    elif not soup.select("[data-neutral-title]") and not title.startswith(_text(headlines[0])):
        yield f"The title “{title}” starts with the h1, or the page is marked data-neutral-title."
    if not title.endswith(" – Mendwell") and not is_discreet:
        yield f"The title “{title}” ends with the name of the place."
    if NAMES.search(title):
        yield f"The title “{title}” stays in the browser’s history: no names, no addresses."
    if not soup.select("main, [role=main]"):
        yield "A page has its main part in <main>."
    if not (soup.html and soup.html.get("lang")):
        yield "A page says its language."


def _ids(soup: BeautifulSoup) -> Iterator[str]:
    ids = Counter(str(tag["id"]) for tag in soup.find_all(id=True))
    yield from (f"The id “{name}” stands there {n} times." for name, n in ids.items() if n > 1)
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for tag in soup.select(f"[{attribute}]"):
            value = tag[attribute]
            names = value if isinstance(value, list) else str(value).split()
            yield from (
                f"{attribute} names “{name}”, which is not there."
                for name in names
                if name not in ids
            )
    for link in soup.select('a[href^="#"]'):
        if str(link["href"])[1:] not in ids:
            yield f"The link “{_text(link)}” leads to {link['href']}, which is not there."


def _forms(soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.find_all("form"):
        if not form.get("action"):
            yield "A form says where it goes: give it an action."
        if str(form.get("method", "get")).lower() == "post":
            token = form.find("input", attrs={"name": "csrf_token"})
            if token is None or not token.get("value"):
                yield f"The form to {form.get('action')} carries no csrf_token."
    yield from (
        f"The button “{_text(button)}” says its type."
        for button in soup.find_all("button")
        if not button.get("type")
    )


def _labels(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {str(tag["for"]) for tag in soup.find_all("label", attrs={"for": True})}
    for control in soup.find_all(["input", "select", "textarea"]):
        if control.get("type") in {"hidden", "submit", "button"}:
            continue
        if (
            control.get("id") not in labelled
            and control.find_parent("label") is None
            and not control.get("aria-label")
            and not control.get("aria-labelledby")
        ):
            yield f"The field “{control.get('name')}” has no label."
    yield from (
        "A button or a link has words in it."
        for tag in soup.find_all(["button", "a"])
        if not _text(tag) and not tag.get("aria-label")
    )


def _inline(soup: BeautifulSoup) -> Iterator[str]:
    if soup.find_all("style"):
        yield "The policy ignores inline style: put it into a sheet."
    if soup.find_all("script", src=False):
        yield "The policy ignores inline script: put it into a module."
    for tag in soup.select("*"):
        for attribute in tag.attrs:
            if attribute == "style" or attribute.startswith("on"):
                yield f"The policy ignores {attribute}= on <{tag.name}>."


def _typography(soup: BeautifulSoup) -> Iterator[str]:
    typed = {id(tag) for tag in soup.select(_TYPED)}
    for string in soup.find_all(string=True):
        if not isinstance(string, NavigableString) or isinstance(string, PreformattedString):
            continue
        parents = list(string.parents)
        if any(id(tag) in typed or tag.name in {"script", "style"} for tag in parents):
            continue
        words = " ".join(string.split())
        yield from (f"{mistake} in “{words}”: {instead}." for mistake, instead in _mistyped(words))


def _mistyped(words: str) -> list[tuple[str, str]]:
    return [_MISTYPED[found] for found in sorted(set(_TYPEWRITTEN.findall(words)))]


def _pictures(soup: BeautifulSoup) -> Iterator[str]:
    yield from (
        "An image has an alt text." for tag in soup.find_all("img") if "alt" not in tag.attrs
    )
    yield from (
        "A drawing is hidden from screen readers or says what it shows."
        for tag in soup.find_all("svg")
        if not (tag.get("aria-hidden") == "true" or tag.get("role") == "img")
    )
