"""The ways in which what a page would send is bent."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, urlencode

from tests.portal.bad_input.forms import Form, filled_in
from tests.portal.bad_input.values import ASKED, FILES, NAMES, VALUES

URLENCODED = "application/x-www-form-urlencoded"
BOUNDARY = "mendwell-x"

Fields = list[tuple[str, str]]


@dataclass(slots=True)
class Bent:
    """What is sent in place of a filled-in form, and which fields hold what was typed."""

    body: bytes
    kind: str
    typed: set[str] = field(default_factory=set)


def bent(chance: Random, form: Form, token: str, words: str) -> Bent:
    """One to three things of a form are no longer what its page would send."""
    fields = filled_in(chance, form, words)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        _bend(chance, fields)
    fields.append(("csrf_token", token))
    written = {c.name for c in form.controls if c.kind == "textarea"}
    typed = {name for name, value in fields if value == words and name in written}
    if form.has_file:
        return Bent(_in_parts(chance, form, fields), f"multipart/form-data; boundary={BOUNDARY}")
    return Bent(encoded(fields), URLENCODED, typed)


def broken(chance: Random, form: Form, token: str) -> Bent:
    """A filled-in form whose body is not what its head says, or breaks off."""
    fields = [*filled_in(chance, form, "words"), ("csrf_token", token)]
    parts, whole = _in_parts(chance, form, fields), encoded(fields)
    kind, body = chance.choice(
        (
            ("multipart/form-data", parts),
            (f"multipart/form-data; boundary={BOUNDARY}", parts[: chance.randrange(len(parts))]),
            (f"multipart/form-data; boundary={BOUNDARY}", parts.replace(b"\r\n", b"\n")),
            (f"multipart/form-data; boundary={BOUNDARY}", parts.replace(b'name="', b"name=")),
            ("multipart/form-data; boundary=" + "y" * 3_000, parts),
            (f"multipart/mixed; boundary={BOUNDARY}", parts),
            (URLENCODED, parts),
            (URLENCODED, whole[: chance.randrange(len(whole))]),
            (URLENCODED, whole + b"&%&=%zz&%00=&&;&a=%ff%fe"),
            (URLENCODED, whole + b"&a=1" * 4_990),
            (f"{URLENCODED}; charset=utf-16", whole),
            (f"{URLENCODED}; charset=nonsense", whole),
            ("application/json", whole),
            ("text/plain", whole),
            ("", whole),
            ("\xff", whole),
        )
    )
    return Bent(body, kind)


def encoded(fields: Fields) -> bytes:
    """As a form is sent; half a character goes along as it is."""
    return urlencode(fields, errors="surrogatepass").encode()


def elsewhere(chance: Random, path: str) -> str:
    """An address that is like `path` and is not it."""
    cut = chance.randrange(1, len(path) + 1)
    return path[:cut] + quote(chance.choice(VALUES)[:500], safe="/", errors="surrogatepass")


def _bend(chance: Random, fields: Fields) -> None:
    if not fields:
        fields.append((chance.choice(ASKED), chance.choice(VALUES)))
        return
    number = chance.randrange(len(fields))
    name, value = fields[number]
    match chance.choice(("value",) * 8 + ("gone", "twice", "many", "name", "more", "swap")):
        case "value":
            fields[number] = (name, chance.choice(VALUES))
        case "gone":
            del fields[number]
        case "twice":
            fields.append((name, chance.choice(VALUES)))
        case "many":
            fields.extend([(name, chance.choice(VALUES))] * 40)
        case "name":
            fields[number] = (name + chance.choice(NAMES), value)
        case "swap":
            fields[number] = (name, chance.choice(fields)[1])
        case _:
            fields.append((chance.choice(ASKED), chance.choice(VALUES)))


def _in_parts(chance: Random, form: Form, fields: Fields) -> bytes:
    mark = f"--{BOUNDARY}".encode()
    parts = [(f'name="{name}"'.encode(errors="replace"), _bytes(value)) for name, value in fields]
    for control in form.controls:
        if control.kind == "file":
            called, body = chance.choice(FILES)
            parts.append((f'name="{control.name}"; filename="{called}"'.encode(), body))
    sent = b"".join(
        mark + b"\r\nContent-Disposition: form-data; " + head + b"\r\n\r\n" + body + b"\r\n"
        for head, body in parts
    )
    return sent + mark + b"--\r\n"


def _bytes(value: str) -> bytes:
    return value.encode(errors="surrogatepass")
