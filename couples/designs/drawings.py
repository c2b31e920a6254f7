"""
A logo as SVG: read strictly, and written anew from what was understood.

Only shapes and gradients pass, with the attributes and values listed here. Nothing of the
file is copied as it came: names are our own, numbers are counted and bounded, and what
could refer to anything outside, run, or grow is refused. What says nothing of the picture
(comments, notes of a drawing program) is left behind.
"""

from __future__ import annotations

from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from couples.designs import values
from couples.designs.refusing import RefusedLogoError
from couples.wording import gettext as _

MOST_ELEMENTS: Final = 2000
DEEPEST: Final = 20
MOST_REFERENCES: Final = 200
WIDTH_OF_BOX, HEIGHT_OF_BOX = 180.0, 60.0
"""In pixels of a style sheet: what a letterhead has room for."""

_SVG: Final = "http://www.w3.org/2000/svg"
_GAP: Final = "\n"
_SHAPES: Final = {
    "g": (),
    "path": ("d",),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
}
_GRADIENTS: Final = {
    "linearGradient": ("x1", "y1", "x2", "y2", "gradientUnits", "gradientTransform"),
    "radialGradient": ("cx", "cy", "r", "fx", "fy", "gradientUnits", "gradientTransform"),
}
_OWN: Final = {**_SHAPES, **_GRADIENTS, "stop": ("offset",), "defs": (), "svg": ()}
_LEFT_BEHIND: Final = frozenset({"title", "desc", "metadata"})
_PAINTS: Final = frozenset({"fill", "stroke"})


def clean_svg(content: bytes) -> bytes:
    """The same drawing in our own words, or a refusal that says what to do."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=_GAP)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.EntityDeclHandler = reader.refuse_doctype
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by its place
    except (expat.ExpatError, ValueError, LookupError):
        if not reader.has_begun:
            raise RefusedLogoError(_("Choose a PNG or an SVG.")) from None
        raise _unreadable() from None
    return reader.written()


def _unreadable() -> RefusedLogoError:
    return RefusedLogoError(_("This is no SVG that can be read. Save it once more."))


def _refused(what: str) -> RefusedLogoError:
    sentence = _(
        "This drawing uses “%(what)s”, which a letterhead cannot have. Save it as plain shapes, "
        "or as PNG.",
        what=what[:40],
    )
    return RefusedLogoError(sentence)


def _unclear(element: str) -> RefusedLogoError:
    sentence = _(
        "Something in a “%(element)s” of this drawing cannot be read. Save it as plain shapes, "
        "or as PNG.",
        element=element,
    )
    return RefusedLogoError(sentence)


class _Reader:
    """What was understood so far, as the lines of the new file."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._open: list[str] = []
        self._ignored = 0
        self._elements = 0
        self._names: dict[str, str] = {}
        self._there: set[str] = set()
        self._wanted: list[str] = []
        self._numbers = values.Count()

    @property
    def has_begun(self) -> bool:
        """Whether there was anything at all that a drawing begins with."""
        return self._elements > 0

    def refuse_doctype(self, *_declared: object) -> None:
        """Entities grow, and doctypes point elsewhere; no drawing needs either."""
        raise _refused("<!DOCTYPE>")

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """One element: written anew, left behind, or refused."""
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(self._open) + self._ignored > DEEPEST:
            raise RefusedLogoError(_("This drawing has too many parts for a letterhead."))
        space, _gap, plain = name.rpartition(_GAP)
        if self._ignored or (self._open and (space != _SVG or plain in _LEFT_BEHIND)):
            self._ignored += 1
            if plain.casefold() in {"script", "foreignobject"}:
                raise _refused(plain)
            return
        if not self._open and (plain, space) != ("svg", _SVG):
            raise _unreadable()
        if plain not in _OWN or (plain == "svg" and self._open):
            raise _refused(plain)
        found = self._root(attributes) if plain == "svg" else self._kept(plain, attributes)
        told = "".join(f" {key}={quoteattr(value)}" for key, value in found.items())
        self._open.append(plain)
        self._lines.append(f"<{plain}{told}>")

    def end(self, _name: str) -> None:
        """The end of what was begun."""
        if self._ignored:
            self._ignored -= 1
        else:
            self._lines.append(f"</{self._open.pop()}>")

    def written(self) -> bytes:
        """The new file, once every gradient that is asked for was there."""
        if len(self._wanted) > MOST_REFERENCES or not set(self._wanted) <= self._there:
            raise _refused("url(#…)")
        return "".join(self._lines).encode()

    def _name(self, id_: str) -> str:
        """Our own name for a gradient, whatever it was called."""
        return self._names.setdefault(id_, f"g{len(self._names)}")

    def _root(self, attributes: dict[str, str]) -> dict[str, str]:
        left, top, wide, high = values.frame(attributes)
        scale = min(WIDTH_OF_BOX / wide, HEIGHT_OF_BOX / high)
        kept = self._kept("svg", attributes)
        size = {"width": values.say(wide * scale), "height": values.say(high * scale)}
        box = " ".join(values.say(each) for each in (left, top, wide, high))
        return {"xmlns": _SVG, "viewBox": box, **size, **kept}

    def _kept(self, element: str, attributes: dict[str, str]) -> dict[str, str]:
        """The attributes that an element may have, each with a value that was understood."""
        kept = {}
        for name, value in (*attributes.items(), *values.declared(attributes.get("style", ""))):
            if name.rpartition(_GAP)[2] == "href" or values.is_beyond_us(name, value):
                raise _refused(name.rpartition(_GAP)[2])
            if name == "id" and element in _GRADIENTS:
                self._there.add(value)
                kept["id"] = self._name(value)
            elif name in _PAINTS and (target := values.target_of(value)) is not None:
                self._wanted.append(target)
                kept[name] = f"url(#{self._name(target)})"
            elif name in _OWN[element] or name in values.LOOKS:
                if (said := values.understood(name, value, self._numbers)) is None:
                    raise _unclear(element)
                kept[name] = said
        return kept
