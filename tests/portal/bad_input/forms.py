"""The forms on a page, and what somebody would send who filled them in as they are meant."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

ENDS_THE_SESSION = ("/sign-out", "/account/devices", "/discreet/")
"""Tests of these have their own stories; here they would end what is being told."""

_FILLED_IN = {
    "date": "2026-12-03",
    "datetime-local": "2026-12-03T10:00",
    "email": "somebody@example.org",
    "number": "3",
    "password": "a long enough password of nobody",
    "range": "3",
    "time": "10:00",
}


@dataclass(frozen=True, slots=True)
class Control:
    """One control: its name, its kind as HTML calls it, what stands in it or may be chosen."""

    name: str
    kind: str
    value: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form that changes something: where it goes, and what is in it."""

    path: str
    controls: tuple[Control, ...]

    @property
    def has_file(self) -> bool:
        """Whether a browser would send it in parts."""
        return any(control.kind == "file" for control in self.controls)


def forms_of(page: str, path: str) -> list[Form]:
    """All of a page that change something and leave its reader signed in."""
    soup = BeautifulSoup(page, "html.parser", parse_only=SoupStrainer(["form", "button"]))
    found: list[Form] = []
    for tag in soup.find_all("form"):
        goes_to = {str(tag.get("action") or path)}
        buttons = tag.find_all("button", formaction=True)
        if tag.get("id"):
            buttons += soup.find_all("button", formaction=True, form=str(tag["id"]))
        goes_to |= {str(button["formaction"]) for button in buttons}
        is_post = str(tag.get("method", "get")).casefold() == "post"
        targets = sorted(urlsplit(each).path for each in goes_to)
        stays = [each for each in targets if not any(end in each for end in ENDS_THE_SESSION)]
        found.extend(Form(target, _controls_of(tag)) for target in stays if is_post)
    return found


def filled_in(chance: Random, form: Form, words: str) -> list[tuple[str, str]]:
    """What it would send; whatever is there to write in is filled with `words`."""
    fields = [field for control in form.controls for field in _sent(chance, control, words)]
    buttons = [control for control in form.controls if control.kind == "submit"]
    if buttons:
        pressed = chance.choice(buttons)
        fields.append((pressed.name, pressed.value))
    return fields


def _sent(chance: Random, control: Control, words: str) -> list[tuple[str, str]]:
    match control.kind:
        case "submit" | "file":
            return []
        case "radio" | "select":
            return [(control.name, chance.choice(control.choices or ("",)))]
        case "checkbox":
            return [(control.name, control.value)] * chance.choice((0, 1))
        case "textarea" | "text":
            return [(control.name, words)]
        case kind:
            return [(control.name, control.value or _FILLED_IN.get(kind, ""))]


def _controls_of(form: Tag) -> tuple[Control, ...]:
    controls: list[Control] = []
    radios: dict[str, list[str]] = {}
    for tag in form.find_all(["input", "textarea", "select", "button"]):
        name, value = str(tag.get("name") or ""), str(tag.get("value") or "")
        kind = str(tag.get("type") or "text") if tag.name == "input" else tag.name
        if not name or name == "csrf_token":
            continue
        if kind == "radio":
            radios.setdefault(name, []).append(value)
        elif kind == "select":
            options = tuple(str(each.get("value", "")) for each in tag.find_all("option"))
            controls.append(Control(name, kind, "", options))
        elif kind == "textarea":
            controls.append(Control(name, kind, tag.get_text().lstrip("\r\n")))
        else:
            controls.append(Control(name, "submit" if kind == "button" else kind, value))
    controls.extend(Control(name, "radio", "", tuple(all_)) for name, all_ in radios.items())
    return tuple(controls)
