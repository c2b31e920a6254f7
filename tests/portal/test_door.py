"""The door in front of Mendwell lets through whatever a page of Mendwell promises to read."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

from portal.intake import LARGEST_BESIDE_WORDS, WITH_PICTURE
from tests import source

MIB = 1024 * 1024


def _limit(matcher: str) -> int:
    found = re.search(
        rf"request_body @{matcher} {{\s+max_size (\d+)MiB\s+}}",
        source.text(Path("deploy/Caddyfile")),
    )
    assert found, matcher
    return int(found[1]) * MIB


def test_a_large_picture_and_a_long_form_are_told_so_by_a_page_of_ours(app: Flask) -> None:
    door = source.text(Path("deploy/Caddyfile"))
    here = app.url_map.bind("localhost")
    pages = " ".join(sorted(here.build(endpoint) for endpoint in WITH_PICTURE))

    assert f"@logo path {pages}\n" in door
    assert f"@anything_else not path {pages}\n" in door
    assert _limit("logo") > LARGEST_BESIDE_WORDS
    assert _limit("anything_else") > app.config["MAX_CONTENT_LENGTH"]
