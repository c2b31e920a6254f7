"""
The visibility table: who reads an answer that Alex wrote, in every case there is.

`docs/privacy.md` prints the same table in words, and a test holds the two together.
"""

from __future__ import annotations

import enum
from itertools import product

from couples.audiences import Audience


class Stage(enum.Enum):
    """How far the exchange between the partners is."""

    ALEX_HANDED_IN = "Alex handed in, Sam did not"
    BOTH_HANDED_IN = "both handed in"
    RELEASED = "Alex handed in, and the counselor opened it in session"
    QUARANTINED = "both handed in, then Alex’s was put aside"
    OFFERED = "Alex’s was put aside, and Sam is asked whether it was theirs"
    CLAIMED = "Alex said it was not theirs, and Sam that it was"
    VOID = "both handed in, then Alex’s was made void"
    LEFT_AFTER = "both handed in, then one of the two left"
    LEFT_BETWEEN = (
        "Alex handed in and one of the two left, then Sam handed in and the counselor opened it"
    )
    LEFT_BEFORE = "one of the two left, then both handed in"
    LEFT_ASIDE = (
        "Alex’s was put aside, Sam handed in and one of the two left, then Alex’s was put back"
    )
    LEFT_CLAIMED = (
        "Alex handed in and one of the two left,"
        " then Alex said it was not theirs, and Sam that it was"
    )
    LEFT_SHOWN = "Alex handed in and one of the two left, then Alex showed it to both"
    KEPT_OFF = "Alex handed in and keeps it off their own pages, Sam did not"
    KEPT_OFF_BOTH = "both handed in, and Alex keeps theirs off their own pages"


ALEX, SAM, MORGAN, COPY = "Alex", "Sam", "Dr. Morgan", "the couple’s copy"
KIM, LEE, OTHER_COPY, LEES_COPY = "Kim", "Lee", "another couple’s copy", "a copy by Lee"
GUEST, GUEST_BEFORE = "a colleague who reads along", "a colleague who read along before"
OTHER_GUEST = "a colleague who reads another couple along"
EVERYBODY = (
    *(ALEX, SAM, MORGAN, GUEST, COPY, KIM, LEE, OTHER_COPY, LEES_COPY),
    *(GUEST_BEFORE, OTHER_GUEST),
)

NOBODY: frozenset[str] = frozenset()
ONLY_ALEX = frozenset({ALEX})
ONLY_SAM = frozenset({SAM})
ONLY_COUNSELOR = frozenset({MORGAN})
SAM_AND_COUNSELOR = frozenset({SAM, MORGAN, GUEST})
COUNSELORS = frozenset({MORGAN, GUEST})
WITH_COUNSELOR = frozenset({ALEX, MORGAN, GUEST})
ALL_OF_THEM = frozenset({ALEX, SAM, MORGAN, GUEST, COPY})

READERS: dict[tuple[Audience, Stage], frozenset[str]] = {
    (Audience.ME, Stage.ALEX_HANDED_IN): ONLY_ALEX,
    (Audience.ME, Stage.BOTH_HANDED_IN): ONLY_ALEX,
    (Audience.ME, Stage.RELEASED): ONLY_ALEX,
    (Audience.ME, Stage.QUARANTINED): NOBODY,
    (Audience.ME, Stage.OFFERED): NOBODY,
    (Audience.ME, Stage.CLAIMED): ONLY_SAM,
    (Audience.ME, Stage.VOID): NOBODY,
    (Audience.ME, Stage.LEFT_AFTER): ONLY_ALEX,
    (Audience.ME, Stage.LEFT_BETWEEN): ONLY_ALEX,
    (Audience.ME, Stage.LEFT_BEFORE): ONLY_ALEX,
    (Audience.ME, Stage.LEFT_ASIDE): ONLY_ALEX,
    (Audience.ME, Stage.LEFT_CLAIMED): ONLY_SAM,
    (Audience.ME, Stage.LEFT_SHOWN): WITH_COUNSELOR,
    (Audience.ME, Stage.KEPT_OFF): NOBODY,
    (Audience.ME, Stage.KEPT_OFF_BOTH): NOBODY,
    (Audience.COUNSELOR, Stage.ALEX_HANDED_IN): WITH_COUNSELOR,
    (Audience.COUNSELOR, Stage.BOTH_HANDED_IN): WITH_COUNSELOR,
    (Audience.COUNSELOR, Stage.RELEASED): WITH_COUNSELOR,
    (Audience.COUNSELOR, Stage.QUARANTINED): ONLY_COUNSELOR,
    (Audience.COUNSELOR, Stage.OFFERED): ONLY_COUNSELOR,
    (Audience.COUNSELOR, Stage.CLAIMED): SAM_AND_COUNSELOR,
    (Audience.COUNSELOR, Stage.VOID): NOBODY,
    (Audience.COUNSELOR, Stage.LEFT_AFTER): WITH_COUNSELOR,
    (Audience.COUNSELOR, Stage.LEFT_BETWEEN): WITH_COUNSELOR,
    (Audience.COUNSELOR, Stage.LEFT_BEFORE): WITH_COUNSELOR,
    (Audience.COUNSELOR, Stage.LEFT_ASIDE): WITH_COUNSELOR,
    (Audience.COUNSELOR, Stage.LEFT_CLAIMED): SAM_AND_COUNSELOR,
    (Audience.COUNSELOR, Stage.LEFT_SHOWN): WITH_COUNSELOR,
    (Audience.COUNSELOR, Stage.KEPT_OFF): COUNSELORS,
    (Audience.COUNSELOR, Stage.KEPT_OFF_BOTH): COUNSELORS,
    (Audience.SEALED, Stage.ALEX_HANDED_IN): WITH_COUNSELOR,
    (Audience.SEALED, Stage.BOTH_HANDED_IN): ALL_OF_THEM,
    (Audience.SEALED, Stage.RELEASED): WITH_COUNSELOR,
    (Audience.SEALED, Stage.QUARANTINED): ONLY_COUNSELOR,
    (Audience.SEALED, Stage.OFFERED): ONLY_COUNSELOR,
    (Audience.SEALED, Stage.CLAIMED): SAM_AND_COUNSELOR,
    (Audience.SEALED, Stage.VOID): NOBODY,
    (Audience.SEALED, Stage.LEFT_AFTER): ALL_OF_THEM,
    (Audience.SEALED, Stage.LEFT_BETWEEN): WITH_COUNSELOR,
    (Audience.SEALED, Stage.LEFT_BEFORE): WITH_COUNSELOR,
    (Audience.SEALED, Stage.LEFT_ASIDE): WITH_COUNSELOR,
    (Audience.SEALED, Stage.LEFT_CLAIMED): SAM_AND_COUNSELOR,
    (Audience.SEALED, Stage.LEFT_SHOWN): WITH_COUNSELOR,
    (Audience.SEALED, Stage.KEPT_OFF): COUNSELORS,
    (Audience.SEALED, Stage.KEPT_OFF_BOTH): ALL_OF_THEM,
    (Audience.COUPLE, Stage.ALEX_HANDED_IN): ALL_OF_THEM,
    (Audience.COUPLE, Stage.BOTH_HANDED_IN): ALL_OF_THEM,
    (Audience.COUPLE, Stage.RELEASED): ALL_OF_THEM,
    (Audience.COUPLE, Stage.QUARANTINED): ONLY_COUNSELOR,
    (Audience.COUPLE, Stage.OFFERED): ONLY_COUNSELOR,
    (Audience.COUPLE, Stage.CLAIMED): ALL_OF_THEM,
    (Audience.COUPLE, Stage.VOID): NOBODY,
    (Audience.COUPLE, Stage.LEFT_AFTER): ALL_OF_THEM,
    (Audience.COUPLE, Stage.LEFT_BETWEEN): ALL_OF_THEM,
    (Audience.COUPLE, Stage.LEFT_BEFORE): WITH_COUNSELOR,
    (Audience.COUPLE, Stage.LEFT_ASIDE): WITH_COUNSELOR,
    (Audience.COUPLE, Stage.LEFT_CLAIMED): SAM_AND_COUNSELOR,
    (Audience.COUPLE, Stage.LEFT_SHOWN): ALL_OF_THEM,
    (Audience.COUPLE, Stage.KEPT_OFF): ALL_OF_THEM,
    (Audience.COUPLE, Stage.KEPT_OFF_BOTH): ALL_OF_THEM,
    (Audience.SESSION, Stage.ALEX_HANDED_IN): WITH_COUNSELOR,
    (Audience.SESSION, Stage.BOTH_HANDED_IN): WITH_COUNSELOR,
    (Audience.SESSION, Stage.RELEASED): ALL_OF_THEM,
    (Audience.SESSION, Stage.QUARANTINED): ONLY_COUNSELOR,
    (Audience.SESSION, Stage.OFFERED): ONLY_COUNSELOR,
    (Audience.SESSION, Stage.CLAIMED): SAM_AND_COUNSELOR,
    (Audience.SESSION, Stage.VOID): NOBODY,
    (Audience.SESSION, Stage.LEFT_AFTER): WITH_COUNSELOR,
    (Audience.SESSION, Stage.LEFT_BETWEEN): WITH_COUNSELOR,
    (Audience.SESSION, Stage.LEFT_BEFORE): WITH_COUNSELOR,
    (Audience.SESSION, Stage.LEFT_ASIDE): WITH_COUNSELOR,
    (Audience.SESSION, Stage.LEFT_CLAIMED): SAM_AND_COUNSELOR,
    (Audience.SESSION, Stage.LEFT_SHOWN): WITH_COUNSELOR,
    (Audience.SESSION, Stage.KEPT_OFF): COUNSELORS,
    (Audience.SESSION, Stage.KEPT_OFF_BOTH): COUNSELORS,
}

CASES = tuple(product(Audience, Stage))

PROMISES = {
    Audience.ME: "only me",
    Audience.COUNSELOR: "my counselor",
    Audience.SEALED: "both of us, once both have handed in",
    Audience.COUPLE: "both of us",
    Audience.SESSION: "my partner when my counselor opens it in session",
}


def in_words() -> str:
    """The table as `docs/privacy.md` prints it."""
    shown = (ALEX, SAM, MORGAN, GUEST, COPY)
    rows = [
        "| Alex’s answer is for | When | " + " | ".join(shown) + " | Anybody else |",
        "|---|---|" + "---|" * (len(shown) + 1),
    ]
    for audience, stage in CASES:
        readers = READERS[audience, stage]
        cells = ["reads" if reader in readers else "–" for reader in shown]
        rows.append(f"| {PROMISES[audience]} | {stage.value} | {' | '.join(cells)} | – |")
    return "\n".join(rows)
