"""What a definition must be as a whole: every promise kept, and nobody left waiting for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from couples.audiences import Audience
from couples.exercises.texts import fault
from couples.exercises.vocabulary import Cadence, Doer, Kind, Part, Variant

if TYPE_CHECKING:
    from couples.exercises.definition import Definition

KEEPS_A_LOG = frozenset({Kind.RITUAL, Kind.TRACKER, Kind.CHECK_IN})
NEEDS_A_LOG = frozenset({Kind.RITUAL, Kind.TRACKER})
FOLLOWS_UP = frozenset({Kind.EXERCISE, Kind.AGREEMENT})
FOLLOW_UPS = frozenset({Cadence.ANY_TIME, Cadence.EVERY_FEW_WEEKS, Cadence.AFTER_DAYS})
READABLE_BY_THE_OTHER = frozenset({Audience.COUPLE, Audience.SESSION})
MOST_WEEKS = 52
MOST_DAYS = 400
MOST_RETURNS = 12


def check_parts(definition: Definition) -> None:
    """Refuse two fields of one name, and moments that the kind of definition does not have."""
    keys = [field.key for field in definition.fields]
    for key in keys:
        if keys.count(key) > 1:
            raise fault("same_key", "two fields have the key ‘{name}’", key)
    logs = bool(definition.fields_of(Part.LOG))
    if logs and definition.kind in FOLLOWS_UP:
        if definition.follow_up is None:
            raise fault(
                "no_follow_up", "log fields of an exercise or an agreement need ‘follow_up’"
            )
    elif logs and definition.kind not in KEEPS_A_LOG:
        raise fault("log", "log fields belong to a ritual, a tracker or a check-in")
    if not logs and definition.kind in NEEDS_A_LOG:
        raise fault("no_log", "a {type} needs at least one log field", kind=definition.kind.value)
    if definition.follow_up is not None:
        _check_follow_up(definition)
    if not logs and not definition.fields_of(Part.MAIN):
        _check_received(definition)
        raise fault("no_work", "at least one field must be of the part ‘main’ or ‘log’")


def _check_follow_up(definition: Definition) -> None:
    if definition.kind not in FOLLOWS_UP or not definition.fields_of(Part.LOG):
        raise fault("follow_up", "‘follow_up’ goes with log fields of an exercise or an agreement")
    if not definition.fields_of(Part.MAIN):
        raise fault("follow_up_main", "‘follow_up’ needs a main field that it can follow")
    if definition.follow_up not in FOLLOW_UPS:
        known = ", ".join(f"‘{cadence}’" for cadence in sorted(FOLLOW_UPS))
        raise fault("follow_up_cadence", "‘follow_up’ must be one of {name}", known)


def check_cadences(definition: Definition) -> None:
    """Hold each cadence to the numbers that it needs, and refuse numbers that nothing needs."""
    used = {*definition.cadences, definition.follow_up}
    if (Cadence.EVERY_FEW_WEEKS in used) != bool(definition.every_weeks):
        raise fault("every_weeks", "‘every_weeks’ goes with the cadence ‘every-few-weeks’")
    if (Cadence.AFTER_DAYS in used) != bool(definition.after_days):
        raise fault("after_days", "‘after_days’ goes with the cadence ‘after-days’")
    if definition.every_weeks:
        low, high = definition.every_weeks
        if not 1 <= low <= high <= MOST_WEEKS:
            raise fault(
                "weeks",
                "‘every_weeks’ must be two numbers from 1 to {limit}, the smaller one first",
                limit=MOST_WEEKS,
            )
    days = definition.after_days
    if list(days) != sorted(set(days)) or not all(1 <= day <= MOST_DAYS for day in days):
        raise fault(
            "days",
            "‘after_days’ must be numbers from 1 to {limit}, each larger than the one before",
            limit=MOST_DAYS,
        )
    if len(days) > MOST_RETURNS:
        raise fault("returns", "‘after_days’ may hold {limit} at most", limit=MOST_RETURNS)


def check_between_the_partners(definition: Definition) -> None:
    """Refuse what would wait for a partner who never comes."""
    _check_received(definition)
    for field in definition.fields:
        if field.together and Doer.TOGETHER not in definition.doers:
            raise fault("together", "‘{name}’ is written together, but nobody does", field.key)
        if Audience.SEALED in field.audiences and Doer.ONE in definition.doers:
            raise fault(
                "sealed_one", "‘{name}’ is sealed until both, but one may do it alone", field.key
            )


def _check_received(definition: Definition) -> None:
    if definition.fields_of(Part.RECEIVED) and not any(
        Audience.COUPLE in field.audiences or Audience.SEALED in field.audiences
        for field in definition.fields_of(Part.LOG)
    ):
        raise fault("received", "received fields need a log field that the partner can read")


def check_the_seal(definition: Definition) -> None:
    """Refuse a field that would tell of sealed work while the other still writes apart."""
    for part in Part:
        fields = definition.fields_of(part)
        apart = not {Doer.EACH, Doer.VARIANTS}.isdisjoint(definition.doers)
        if not apart or not any(field.audience is Audience.SEALED for field in fields):
            continue
        for field in fields:
            if field.audience is Audience.COUPLE:
                raise fault(
                    "seal",
                    "‘{name}’ would tell the partner that sealed work was handed in",
                    field.key,
                )


def check_variants(definition: Definition) -> None:
    """Hold two variants to two labels, something to do for each, and a way to follow."""
    if (Doer.VARIANTS in definition.doers) != bool(definition.variants):
        raise fault("variants", "‘variants’ must be two labels, and goes with the doer ‘variants’")
    if definition.variants and len(definition.doers) > 1:
        raise fault("variants_alone", "‘variants’ must be the only one of the ‘doers’")
    for field in definition.fields:
        if field.variant is not None and not definition.variants:
            raise fault("variant", "‘{name}’ has a ‘variant’, but there are none", field.key)
    for variant in Variant if definition.variants else ():
        if not definition.fields_of(definition.repeated_part, variant):
            raise fault("idle", "the variant ‘{name}’ is asked nothing", variant.value)
    if definition.follows is not None:
        _check_following(definition, definition.follows)


def _check_following(definition: Definition, follower: Variant) -> None:
    if not definition.variants:
        raise fault("follows", "‘follows’ goes with the doer ‘variants’")
    part = definition.repeated_part
    leading = [f for f in definition.fields_of(part, follower.other) if f.variant is not None]
    if not any(READABLE_BY_THE_OTHER.intersection(field.audiences) for field in leading):
        raise fault(
            "follows_nothing", "the variant ‘{name}’ follows, but could read nothing", follower
        )
    for field in definition.fields:
        if field.part is part and Audience.SEALED in field.audiences:
            raise fault(
                "follows_sealed", "‘{name}’ is sealed until both, but one follows", field.key
            )
