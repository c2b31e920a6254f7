"""Odd values, and the ways in which what a page sends is made odd."""

from __future__ import annotations

from tests.portal.payloads import PAYLOADS
from tests.portal.world import NOT_HERE

NUMBERS = (
    *("-1", "0", "00", "+1", "1.5", "1e3", "1e400", "NaN", "inf", "-inf", "0x10", "1_000"),
    *(str(2**15), str(2**31), str(2**31 - 1), str(-(2**31) - 1), str(2**63), str(2**64), "9" * 400),
    # Digits to Python and not to everybody; what counts as a digit but not as a number.
    *("٣", "\uff11\uff12", "²", "½", "①", "௧", "-٣"),
)
DAYS = (
    *("0000-00-00", "0001-01-01", "2026-02-30", "9999-12-31", "10000-01-01", "-2026-01-01"),
    *("2026-11-02T99:99", "9999-12-31T23:59", "0001-01-01T00:00", "24:00", "12:60", "2026-W99"),
    *("2026-W53", "0000-W01", "9999-W52", "20261102", "2026-11-02+25:00", "1969-12-31T23:59:59Z"),
)
TEXTS = (
    *("", " ", "\t\n", "\r\n", "\x00", "a\x00b", "\x1b[31m", "\x7f", "\ufeff", "\u200b", "\u202e"),
    *(
        "\ufffe",
        "\U0010ffff",
        "\ud800",
        "a\udfff",
        "e\u0301" * 40,
        "\u0300" * 300,
        "👩‍❤️‍👩",
        "ß",
        "İ",
        "ﬀ",
        "約束",
    ),
    *("a" * 300, "a" * 5_000, "wort " * 5_000, "\n" * 3_000, "%", "%s", "%(num)s", "{0}", "{x!r}"),
    *(
        "_",
        "\\",
        "'",
        '"',
        "';--",
        "' OR '1'='1",
        "1; SELECT pg_sleep(1)",
        "name DESC, 1",
        "(",
        "[",
    ),
    *("../../etc/passwd", "/etc/passwd", "C:\\", "file:///etc/passwd", "//evil.example", "\\\\x"),
    *("https://evil.example/", "javascript:1", "a@b", "a@b\r\nBcc: c@d", "x\r\nSet-Cookie: y=1"),
    *("=1+1", "@x", "-x", "+x", "null", "None", "undefined", "true", "on", "[]", "{}", '{"a":1}'),
    *(NOT_HERE, NOT_HERE.upper(), "a" * 25, "b" * 43),
)
VALUES = (*NUMBERS, *DAYS, *TEXTS, *PAYLOADS)

ASKED = (
    *("sort", "order", "order_by", "q", "page", "next", "from", "to", "copy", "find", "before"),
    *("day", "week", "weeks", "since", "step", "show", "lines", "part", "as", "sent", "couple"),
    *("assignment", "occurrence", "lang", "x[]", "x[0][y]", "__proto__", "", "csrf_token"),
)
"""What an address may ask for: everything that some page reads, and what none does."""

HEADERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("X-Forwarded-For", ("", ",", "::1", "1.2.3.4, x", "x" * 5_000, "%s")),
    ("X-Forwarded-Host", ("evil.example",)),
    ("Accept-Language", ("", "*", "de;q=9", "x" * 5_000, "en-US-x-\xff", ";;;,,,", "zz-ZZ")),
    ("Accept", ("", "image/*", "application/json;q=x")),
    ("Cookie", ("", "=", "mendwell=", "mendwell=a.b.c", "mendwell=" + "A" * 3_000, "a=\xff")),
    ("Range", ("bytes=0-", "bytes=-1", "bytes=9-1", "bytes=a-b", "lines=1-2")),
    ("If-None-Match", ("*", '"', 'W/"x"')),
    ("If-Modified-Since", ("yesterday", "Thu, 99 Nov 9999 99:99:99 GMT")),
    ("If-Range", ("yesterday", '"x"')),
    ("Sec-Fetch-Site", ("", "cross-site", "none", "x")),
    ("Origin", ("null", "https://evil.example", "x")),
    ("Referer", ("", "https://evil.example/", "/" * 3_000)),
    ("User-Agent", ("", "x" * 5_000, "\xff", "Mozilla/5.0 (")),
    ("X-Requested-With", ("XMLHttpRequest", "x")),
    ("X-HTTP-Method-Override", ("DELETE",)),
    ("Authorization", ("Basic", "Basic =", "Bearer x", "Digest x")),
    ("Host", ("evil.example", "localhost:99999", "localhost:x", "", "[::1", "a" * 300)),
)
NAMES = ("-0", "[]", "-99999999999", "-x", " ", "\x00", "_id", "-1-2-3", ".0")
"""What is put behind the name of a field."""

BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b"{"),
    ("application/json", b'{"a": "\\u0000"}'),
    ("application/json", b'["\\ud800"]'),
    ("application/json", b"null"),
    ("application/json", b"[1, 2]"),
    ("application/json", b'"text"'),
    ("application/json", b"9" * 5_000),
    ("application/json", b"[" * 20_000),
    ("application/json", b'{"response": {}, "id": 1, "rawId": null, "type": []}'),
    ("application/json; charset=utf-16", b"{}"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--"),
    ("text/xml", b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>"),
    ("", b"\x00\xff"),
)
"""What no form of ours would send."""

_PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">%s</svg>'
FILES: tuple[tuple[str, bytes], ...] = (
    ("", b""),
    ("logo.png", b""),
    ("logo.png", _PNG),
    ("logo.png", _PNG + b"\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\x00\x00\x00"),
    ("logo.png", _PNG + b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00" * 30),
    ("../../x.svg", _SVG % b"<path d='M0 0L9e999 NaN'/>"),
    ("logo.svg", _SVG % b"<rect width='-1' height='1e400' x='%%' fill='url(#a)'/>"),
    ("logo.svg", _SVG % (b"<g>" * 3_000)),
    ("logo.svg", _SVG % b"<use href='#a' id='a'/>"),
    ("logo.svg", b"<!DOCTYPE x [<!ENTITY a '&b;&b;'><!ENTITY b 'c'>]>" + _SVG % b"&a;"),
    ("logo.svg", b"\xff\xfe<\x00s\x00v\x00g\x00"),
    ("x.toml", b"id = 'x'\n[[questions]]\n"),
    ("x.toml", b"a = [" * 3_000),
    ("x.toml", b"a = 1e999\nb = 9999-99-99\n"),
    ("x.toml", b"title = '\x00'"),
    ("x.toml", b"\xff\xfe"),
    ("x.toml", b"id = 1\ntitle = []\nquestions = 'x'\nsteps = {}\nlevel = true\n"),
    ("x.toml", b"[title]\nen = 1979-05-27T07:32:00Z\n[[steps]]\nweeks = -1\n"),
    ("\u202e.exe", b"MZ"),
)
"""Files that are not what their name says, or not what they begin as."""
