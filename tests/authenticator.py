"""A device with a passkey, in software: it signs what a browser would hand to a real one."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One device of one person; it looks at faces unless a test says otherwise."""

    origin: str = "http://localhost"
    verifies: bool = True
    count: int = 0
    leaves_out: frozenset[int] = frozenset()
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: bytes = b""
    _key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: str) -> str:
        """The answer to a question for a new passkey."""
        asked = json.loads(options)
        self.handle = base64url_to_bytes(asked["user"]["id"])
        numbers = self._key.public_key().public_numbers()
        key = {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
        attested = (
            bytes(16)
            + len(self.id).to_bytes(2, "big")
            + self.id
            + encode_cbor(
                {part: value for part, value in key.items() if part not in self.leaves_out}
            )
        )
        about = self._about(asked["rp"]["id"], NEW) + attested
        whole = encode_cbor({"fmt": "none", "attStmt": {}, "authData": about})
        told = {
            "clientDataJSON": self._client("webauthn.create", asked),
            "attestationObject": whole,
        }
        return self._sent(told)

    def answer(self, options: str) -> str:
        """The answer to a question for a passkey that there is."""
        asked = json.loads(options)
        client = self._client("webauthn.get", asked)
        about = self._about(asked["rpId"], 0)
        signature = self._key.sign(about + sha256(client).digest(), ec.ECDSA(SHA256()))
        told = {"clientDataJSON": client, "authenticatorData": about, "signature": signature}
        return self._sent({**told, "userHandle": self.handle})

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _about(self, host: str, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _sent(self, told: dict[str, bytes]) -> str:
        id_ = bytes_to_base64url(self.id)
        response = {name: bytes_to_base64url(value) for name, value in told.items()}
        return json.dumps({"id": id_, "rawId": id_, "type": "public-key", "response": response})
