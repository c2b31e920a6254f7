"""What a device is called in the list of devices: its browser and its system, in three words."""

from __future__ import annotations

from werkzeug.user_agent import UserAgent

from couples.wording import gettext as _

# Each pretends to be some of the others, so the order matters.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def name_of(agent: UserAgent) -> str:
    """Firefox on Linux. No version: that would say more about a person than they need."""
    browser = _first(_BROWSERS, agent.string)
    system = _first(_SYSTEMS, agent.string)
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or _("A device we do not know")


def _first(names: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((name for sign, name in names if sign in text), None)
