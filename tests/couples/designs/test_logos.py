"""A logo is drawn anew from what was understood of it; everything else never gets in."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from pathlib import Path
from typing import SupportsIndex
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from couples.designs import values
from couples.designs.drawings import MOST_ELEMENTS
from couples.designs.logos import LARGEST_FILE, LARGEST_KEPT, clean_logo
from couples.designs.models import LogoKind
from couples.designs.pictures import SIGNATURE
from couples.designs.refusing import RefusedLogoError
from reports.assets import Assets
from reports.letterhead import Logo, assets_of
from reports.pdf import write_pdf
from tests.reports.hostile import listening
from tests.reports.paper import unpacked

pytestmark = pytest.mark.only_on("sqlite")

OPEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 40 20" width="40mm">'
)
PATH = '<path d="M1 1h9v9z"/>'

# HERE is a listener on this machine, FILE a file of it that holds a canary.
REFUSED = (
    '<!DOCTYPE svg SYSTEM "HERE/1.dtd">OPEN</svg>',
    '<!DOCTYPE svg [<!ENTITY a SYSTEM "FILE">]>OPEN<g>&a;</g></svg>',
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>OPEN<g>&b;</g></svg>',
    "OPEN<g>&a;</g></svg>",
    "OPEN<script>fetch('HERE/5')</script></svg>",
    "OPEN<metadata><script>fetch('HERE/6')</script></metadata></svg>",
    '<other xmlns="http://example.org/">OPEN</svg></other>',
    'OPEN<image href="HERE/8.png" width="9" height="9"/></svg>',
    'OPEN<image xlink:href="FILE" width="9" height="9"/></svg>',
    'OPEN<image href="data:image/svg+xml,&lt;svg/&gt;" width="9" height="9"/></svg>',
    'OPEN<use href="#a"/></svg>',
    'OPEN<g id="a"><use xlink:href="HERE/12.svg#a"/></g></svg>',
    'OPEN<a href="HERE/13"><path d="M1 1h9"/></a></svg>',
    'OPEN<style>@import url("HERE/14.css");</style></svg>',
    "OPEN<style>path { fill: red }</style></svg>",
    "OPEN<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>a</p></foreignObject></svg>",
    'OPEN<text x="1" y="9">a</text></svg>',
    'OPEN<filter id="f"><feImage href="HERE/18"/></filter></svg>',
    'OPEN<mask id="m"><path d="M1 1h9"/></mask></svg>',
    'OPEN<clipPath id="c"><path d="M1 1h9"/></clipPath></svg>',
    'OPEN<pattern id="p"><path d="M1 1h9"/></pattern></svg>',
    'OPEN<animate attributeName="href" values="HERE/22"/></svg>',
    'OPEN<set attributeName="fill" to="url(HERE/23)"/></svg>',
    "OPEN<svg/></svg>",
    'OPEN<path fill="url(HERE/25#a)" d="M1 1h9v9z"/></svg>',
    'OPEN<path fill="url(#nowhere)" d="M1 1h9v9z"/></svg>',
    'OPEN<path style="fill:url(FILE)" d="M1 1h9v9z"/></svg>',
    'OPEN<path style="fill: re\\64; stroke:url(&quot;HERE/28&quot;)" d="M1 1h9v9z"/></svg>',
    'OPEN<path filter="url(HERE/29#f)" d="M1 1h9v9z"/></svg>',
    'OPEN<path style="clip-path:url(#c)" d="M1 1h9v9z"/></svg>',
    'OPEN<path fill="expression(1)" d="M1 1h9v9z"/></svg>',
    'OPEN<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/></svg>',
    'OPEN<path d="M1 1h9v9z url(HERE/33)"/></svg>',
    'OPEN<path d="L1 1h9"/></svg>',
    'OPEN<path d="M1 1C2 2"/></svg>',
    'OPEN<path d="M1 1A1 1 0 2 0 3 3"/></svg>',
    'OPEN<path d="M1 1h1e99"/></svg>',
    'OPEN<rect width="1e9" height="1"/></svg>',
    'OPEN<rect width="calc(1px)" height="1"/></svg>',
    'OPEN<g transform="translate(url(HERE/40))"/></svg>',
    'OPEN<g transform="scale(1 2 3 4 5 6 7)"/></svg>',
    "OPEN" + "<g>" * 50 + "</g>" * 50 + "</svg>",
    "OPEN" + "<g/>" * MOST_ELEMENTS + "</svg>",
    'OPEN<path d="M1 1' + "h1" * 40_000 + '"/></svg>',
    'OPEN<linearGradient id="a"/>' + '<path fill="url(#a)" d="M1 1h9"/>' * 300 + "</svg>",
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 1"/>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90000 1"/>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan inf"/>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="0.00001" height="0.00001"/>',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '<svg viewBox="0 0 1 1"/>',
    'OPEN<path d="M1 1' + "a5 5 0 01.5.5" * 4_000 + " " * 930_000 + '"/></svg>',
    'OPEN<path d="M1 1' + "z" * 290_000 + '"/></svg>',
    'OPEN<path style="' + ";" * 990_000 + '" d="M1 1h9v9z"/></svg>',
    'OPEN<g transform="' + " " * 990_000 + '"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="' + "," * 990_000 + '"/>',
    "OPEN",
    "not a drawing at all",
    "",
)


TOLD = (
    (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "Choose a PNG or an SVG."),
    (b"", "Choose a PNG or an SVG."),
    (OPEN.encode(), "This is no SVG that can be read."),
    (f'{OPEN}<path d="M1 1 canary"/></svg>'.encode(), "Something in a “path” of this drawing"),
    (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 10"/>', "too long and narrow"),
)
"""What somebody brought, and what they are told about it."""


def drawing(text: str, here: str = "", file: str = "") -> bytes:
    return text.replace("OPEN", OPEN).replace("HERE", here).replace("FILE", file).encode()


def shown(kind: LogoKind, content: bytes) -> tuple[str, Assets]:
    page = '<html lang="en"><title>a</title><body><img src="asset:logo" alt="a"></body></html>'
    return page, assets_of(Logo(kind.value, content))


def test_what_could_refer_run_or_grow_is_refused_and_reaches_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file.svg"
    file.write_text("canary-file")
    with listening() as listener:
        for payload in REFUSED:
            with pytest.raises(RefusedLogoError):
                clean_logo(drawing(payload, listener.address, file.as_uri()))
    assert listener.asked == []


def test_whoever_brings_something_else_is_told_what_to_do_and_hears_nothing_of_the_file() -> None:
    for content, sentence in (
        *TOLD,
        (png(900, 10), "too long and narrow"),
        (blank(2600, 2400), "at most 2000 pixels wide and 2000 high"),
    ):
        with pytest.raises(RefusedLogoError, match=sentence) as refused:
            clean_logo(content)
        assert "canary" not in str(refused.value)
    assert clean_logo(blank(2000, 2000))[0] is LogoKind.PNG


@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig", "latin-1"])
def test_another_coding_hides_nothing(coding: str) -> None:
    text = drawing("OPEN<script/></svg>").decode()
    with pytest.raises(RefusedLogoError):
        clean_logo(f'<?xml version="1.0" encoding="{coding}"?>{text}'.encode(coding))
    with pytest.raises(RefusedLogoError):
        clean_logo(f'<?xml version="1.0" encoding="utf-7"?>{text}'.encode())


def test_a_drawing_is_said_anew_without_names_handlers_and_notes(tmp_path: Path) -> None:
    came = drawing(
        "<?xml-stylesheet href='canary.css'?><!-- canary -->OPEN<title>canary</title>"
        '<metadata><x xmlns="http://example.org/">canary</x></metadata>'
        '<linearGradient id="canary &quot;&gt;"/>'
        '<linearGradient id="canary-2" x2="50%"><stop offset="1" style="stop-color:#123456"/>'
        '</linearGradient><g id="canary" class="canary" onclick="canary()" font-family="canary">'
        '<path style="fill:url(#canary-2); -x-canary: 1; stroke: none" '
        'd="M 1,1 a5 5 0 01.5.5 l-1-1.5e0Z" tabindex="1" xml:base="canary"/>canary</g>'
        '<rect width="4px" height="2" fill="currentColor" display="none"/></svg>'
    )

    kind, kept = clean_logo(came)

    assert kind is LogoKind.SVG
    assert b"canary" not in kept
    assert b'd="M1 1a5 5 0 0 1 0.5 0.5l-1 -1.5Z" ' in kept
    names = {element.tag.rpartition("}")[2] for element in ET.fromstring(kept).iter()}  # noqa: S314 - our own words
    assert names == {"svg", "linearGradient", "stop", "g", "path", "rect"}
    assert clean_logo(kept) == (kind, kept)
    pdf = write_pdf(*shown(kind, kept))
    assert b"canary" not in unpacked(pdf, tmp_path)


class _Watched(str):
    """A text that notes how many of its letters are copied out of it each time."""

    __slots__ = ("copied",)
    copied: list[int]

    def __getitem__(self, place: SupportsIndex | slice) -> str:
        part = super().__getitem__(place)
        self.copied.append(len(part))
        return part


def test_arcs_are_read_once_however_many_blanks_stand_behind_them() -> None:
    arcs = _Watched("5 5 0 01.5.5 " * 4_000 + " " * 20_000)
    arcs.copied = []

    found = values.arcs(arcs, values.Count())

    assert found is not None
    assert len(found) == 4_000 * 7
    assert sum(arcs.copied) < len(arcs), "The flags, and nothing else."


def png(width: int, height: int, **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGBA").save(out, "PNG", **options)
    return out.getvalue()


def blank(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    size, sum_ = struct.pack("!I", len(content)), struct.pack("!I", zlib.crc32(name + content))
    return size + name + content + sum_


def test_a_picture_is_drawn_anew_and_small_enough_to_go_along() -> None:
    notes = PngInfo()
    notes.add_text("Comment", "canary")
    notes.add_itxt("Where", "canary", zip=True)
    came = png(700, 300, pnginfo=notes, exif=b"Exif\x00\x00canary") + b"<script>canary</script>"

    kind, kept = clean_logo(came)

    assert kind is LogoKind.PNG
    assert b"canary" not in kept
    assert len(kept) < LARGEST_KEPT
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.info == {}
    assert write_pdf(*shown(kind, kept)).startswith(b"%PDF")


def test_no_picture_unfolds_or_pretends() -> None:
    bomb = SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack("!IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(bytes(100_000))),
            _chunk(b"IEND", b""),
        )
    )
    text = SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack("!IIBBBBB", 9, 9, 8, 6, 0, 0, 0)),
            _chunk(b"zTXt", b"a\x00\x00" + zlib.compress(bytes(90_000_000))),
            _chunk(b"IDAT", zlib.compress(bytes(9 * 37))),
            _chunk(b"IEND", b""),
        )
    )
    tracemalloc.start()
    try:
        assert len(clean_logo(text)[1]) < 100
        assert tracemalloc.get_traced_memory()[1] < 9_000_000, "A text unfolds to a megabyte."
    finally:
        tracemalloc.stop()
    gif = io.BytesIO()
    Image.new("P", (9, 9)).save(gif, "GIF")
    whole = png(60, 30)
    for content in (
        bomb,
        bomb.replace(struct.pack("!II", 30_000, 30_000), struct.pack("!II", 0, 9)),
        gif.getvalue(),
        whole[:-300],
        SIGNATURE,
        SIGNATURE + OPEN.encode(),
        png(900, 10),
        b" " * (LARGEST_FILE + 1),
    ):
        with pytest.raises(RefusedLogoError):
            clean_logo(content)
