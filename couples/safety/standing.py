"""How a gate stands after each time that it was set: no question to the database in here."""

from __future__ import annotations

from dataclasses import replace

from couples.safety.holding import Hold
from couples.safety.models import GateSetting


def hold_after(setting: GateSetting, before: Hold | None) -> Hold | None:
    """
    The hold of a gate once it was set, or None where it is open; `before` is the one until then.

    A counselor who adds a word to what is held already closes nothing anew. An answer
    does: it says something that nobody had thought of before. So does a word of fear, and
    where it asks that nothing changes, what rests already goes on resting as it did. Only
    the counselor lets homework go on while the seals stay closed.
    """
    if not setting.is_held:
        return None
    is_automatic = setting.set_by is None
    if before is not None and not before.is_quiet and setting.is_quiet and is_automatic:
        return replace(before, on_top=setting.id)
    is_word_on_it = before is not None and not is_automatic and before.is_quiet == setting.is_quiet
    goes_on = before if is_word_on_it else None
    return Hold(
        gate=setting.gate,
        began=goes_on.began if goes_on else setting.id,
        since=(goes_on.since if goes_on else None) or setting.created_at,
        set_by=(setting.set_by.name or "") if setting.set_by else "",
        is_automatic=is_automatic,
        note=setting.note,
        is_quiet=setting.is_quiet,
        on_top=goes_on.on_top if goes_on else None,
    )
