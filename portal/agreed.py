"""How both sides say how an agreement stands, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from couples.agreements.models import AgreementStep, StepKind
from couples.agreements.queries import AgreementView
from couples.agreements.standing import AgreementState
from couples.wording import gettext as _
from portal.forms.base import lazy
from portal.moments import day, short_day

FOUND: Mapping[StepKind, str] = {
    StepKind.HELD: lazy("It holds, and goes on"),
    StepKind.BROKEN: lazy("It did not hold this time"),
    StepKind.CHANGING: lazy("We want other words for it"),
    StepKind.KEPT: lazy("It was kept, and is done"),
    StepKind.RETIRED: lazy("We no longer need it"),
}
"""What two can find on looking again, in the order in which they are offered."""

TONES = {AgreementState.IN_FORCE: "done", AgreementState.KEPT: "done"}


@dataclass(frozen=True, slots=True)
class Stand:
    """How it stands, in a few words, with the tone of its badge."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Told:
    """An agreement with how it stands, and what was found on looking at it last."""

    agreement: AgreementView
    stand: Stand
    looked_at: str | None


def told(agreements: Iterable[AgreementView]) -> list[Told]:
    """Agreements as their counselor reads of them."""
    return [Told(each, stand_of(each), looked_at(each)) for each in agreements]


def stand_of(agreement: AgreementView) -> Stand:
    """How it stands. A wording in force stays the one that counts while another is proposed."""
    on = short_day(agreement.since) if agreement.since else ""
    if agreement.may_sign:
        return Stand(_("Not agreed yet"), "waiting")
    words = {
        AgreementState.PROPOSED: _("Not agreed yet"),
        AgreementState.IN_FORCE: _("In force since %(day)s", day=on),
        AgreementState.PAUSED: _("Resting since %(day)s", day=on),
        AgreementState.KEPT: _("Kept, and done on %(day)s", day=on),
        AgreementState.RETIRED: _("No longer needed since %(day)s", day=on),
        AgreementState.WITHDRAWN: _("Ended on %(day)s", day=on),
    }
    return Stand(words[agreement.state], TONES.get(agreement.state, "quiet"))


def became_of(step: AgreementStep, names: Mapping[int, str]) -> str:
    """
    One step in words.

    Whose pause and whose ending it was, both know; what was found on looking again is
    nobody's in particular.
    """
    on, name = day(step.created_at), names.get(step.person_id, "")
    match step.kind:
        case StepKind.PAUSED:
            return _("%(name)s let it rest on %(day)s", name=name, day=on)
        case StepKind.RESUMED:
            return _("It goes on again from %(day)s", day=on)
        case StepKind.WITHDRAWN:
            return _("%(name)s ended it on %(day)s", name=name, day=on)
        case StepKind.ERASED:
            return _("It ended on %(day)s, when one of the two was erased", day=on)
        case StepKind.BROKEN if step.broken_on:
            return _(
                "Looked at on %(day)s: it did not hold on %(then)s",
                day=on,
                then=day(step.broken_on),
            )
        case _:
            return _("Looked at on %(day)s: %(found)s", day=on, found=found_words(step.kind))


def looked_at(agreement: AgreementView) -> str | None:
    """What was found when they looked at it last, as one sentence."""
    found = agreement.reviewed
    if found is None or agreement.has_ended:
        return None
    said = found_words(found.kind)
    return _("Last looked at on %(day)s: %(found)s.", day=day(found.on), found=said)


def found_words(kind: StepKind) -> str:
    """What was found, within a sentence."""
    match kind:
        case StepKind.HELD:
            return _("it holds, and goes on")
        case StepKind.BROKEN:
            return _("it did not hold this time")
        case StepKind.CHANGING:
            return _("other words are wanted")
        case StepKind.KEPT:
            return _("it was kept, and is done")
        case _:
            return _("it is no longer needed")
