"""What a definition and a programme share: a stored form, and a fingerprint of it."""

import hashlib
import json
from typing import Self

from pydantic import BaseModel


class Stored(BaseModel):
    """Data that is kept as text in a version, and reads back as exactly the same."""

    def to_json(self) -> str:
        """The stored form: canonical, so that equal data are equal texts."""
        return json.dumps(
            self.model_dump(mode="json", exclude_none=True),
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Exactly what `to_json` stored."""
        return cls.model_validate_json(text)

    @property
    def digest(self) -> str:
        """A fingerprint of everything in it, for telling whether an edition is new."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()
