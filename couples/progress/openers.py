"""
The three things to open a session with, each with the reason why it stands there.

The counselor's copy may speak of gaps and of what waits, in words that take no side. The
couple's copy speaks of what both know: what went well, what has opened, what is to sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from couples.progress import differences, held, strengths, waiting
from couples.progress.material import Material, Opener

MOST = 3

Rule = Callable[[Material], Iterable[Opener]]

FOR_BOTH: tuple[Rule, ...] = (
    strengths.kept_rituals,
    strengths.mattered_most,
    strengths.good_moments,
    strengths.opened,
    waiting.agreements,
)
FOR_COUNSELOR: tuple[Rule, ...] = (
    waiting.not_joined,
    held.for_you_alone,
    held.held_for_session,
    held.sealed,
    waiting.given_back,
    differences.between_partners,
    differences.since_before,
    differences.in_what_came_in,
    differences.gone_quiet,
    differences.rituals_that_stopped,
    waiting.the_other_part,
    waiting.unread,
)


def choose_openers(material: Material) -> list[Opener]:
    """At most three, the most pressing first, and never two of a kind."""
    rules = FOR_BOTH + FOR_COUNSELOR if material.is_for_counselor else FOR_BOTH
    found = [opener for rule in rules for opener in rule(material)]
    chosen: list[Opener] = []
    for opener in sorted(found, key=lambda opener: -opener.weight):
        if opener.kind not in {other.kind for other in chosen}:
            chosen.append(opener)
    strengths_left = [opener for opener in chosen[MOST:] if opener.is_strength]
    if strengths_left and not any(opener.is_strength for opener in chosen[:MOST]):
        return [*chosen[: MOST - 1], strengths_left[0]]
    return chosen[:MOST]
