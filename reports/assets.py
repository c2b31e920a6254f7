"""
What a page may show besides our own fonts: files by the one name that the page calls them.

They travel to the printer together with their page, and to nothing else.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LOGO: Final = "asset:logo"
_HEAD: Final = struct.Struct("!I")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file in memory, and what it is."""

    mime: str
    content: bytes


Assets = Mapping[str, Asset]

NONE: Final[Assets] = {}


def packed(html: str, assets: Assets) -> bytes:
    """A page and its files as one parcel."""
    listed = [[name, each.mime, len(each.content)] for name, each in assets.items()]
    head = json.dumps(listed).encode()
    contents = b"".join(each.content for each in assets.values())
    return b"".join((_HEAD.pack(len(head)), head, contents, html.encode()))


def unpacked(parcel: bytes) -> tuple[str, Assets]:
    """The page and its files."""
    place = _HEAD.size + _HEAD.unpack_from(parcel)[0]
    assets = {}
    for name, mime, length in json.loads(parcel[_HEAD.size : place]):
        assets[name] = Asset(mime, parcel[place : place + length])
        place += length
    return parcel[place:].decode(), assets
