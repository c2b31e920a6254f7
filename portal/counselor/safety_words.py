"""How the counselor's pages say what a gate means and what there is to look at."""

from __future__ import annotations

from typing import Any

from couples.exercises.vocabulary import FlagKind, Gate
from couples.safety.holding import gate_name
from couples.safety.models import SafetyFlag
from couples.wording import gettext as _
from portal import moments
from portal.counselor import blueprint


@blueprint.context_processor
def _words() -> dict[str, Any]:
    """What every page of this side may call."""
    return {
        "gate_name": gate_name,
        "gate_title": gate_title,
        "gate_meaning": gate_meaning,
        "raised": raised,
        "known_to": known_to,
    }


def gate_title(gate: Gate) -> str:
    """A gate as a headline."""
    match gate:
        case Gate.G1:
            title = _("Violence, coercion or fear")
        case Gate.G2:
            title = _("Another relationship")
        case Gate.G3:
            title = _("An active addiction")
        case Gate.G4:
            title = _("A risk of suicide")
        case Gate.G5:
            title = _("Not before you open it")
        case Gate.G6:
            title = _("A legal dispute")
    return title


def gate_meaning(gate: Gate) -> str:
    """When to hold a gate, and what happens then."""
    match gate:
        case Gate.G1:
            meaning = _(
                "Hold this if one of them may be hurt, controlled or afraid. What they do together "
                "rests, and so do closeness, apologies and telling hard things. What steadies one "
                "person alone goes on. What each writes apart and sealed stays sealed until you "
                "open this, as if the other had not handed in. Held quietly, it does this last "
                "thing alone: homework goes on, what they do together opens as ever, and neither "
                "of them can tell."
            )
        case Gate.G2:
            meaning = _(
                "Hold this while another relationship goes on, or while nobody has said how it "
                "stands. Forgiveness, touch and work on the bond rest."
            )
        case Gate.G3:
            meaning = _(
                "Hold this during an active addiction. Forgiveness, touch and work on the bond "
                "rest; think of a referral."
            )
        case Gate.G4:
            meaning = _(
                "Hold this while either of them may be at risk of suicide. An answer that speaks "
                "of it holds this by itself, and it goes on when you decide."
            )
        case Gate.G5:
            meaning = _(
                "The deepest exercises are locked for every couple until you open them. They need "
                "a couple that is steady."
            )
        case Gate.G6:
            meaning = _(
                "Hold this while they face each other in court. No homework rests, but before a "
                "brief or a report leaves you are asked once more: what is on paper may be asked "
                "for."
            )
    return meaning


def raised(flag: SafetyFlag) -> str:
    """What somebody has to look at, in one sentence."""
    name = {"name": (flag.about.name or "") if flag.about else _("One of them")}
    match flag.kind:
        case FlagKind.NOT_SAFE:
            sentence = _("%(name)s does not feel safe at home.", **name)
        case FlagKind.UNSURE:
            sentence = _("%(name)s is not sure about being safe at home.", **name)
        case FlagKind.PRESSURED:
            sentence = _("%(name)s feels pressed.", **name)
        case FlagKind.WANTS_CONTACT:
            sentence = _("%(name)s asks you to get in touch.", **name)
        case FlagKind.SELF_HARM:
            sentence = _("%(name)s has thoughts of dying or of self-harm.", **name)
        case FlagKind.TIME_OUT:
            sentence = _("%(name)s tells you of a time-out.", **name)
        case FlagKind.LEFT:
            sentence = _("%(name)s has left. Their work here as a couple has ended.", **name)
        case FlagKind.STOOD_IN:
            colleague = (flag.raised_by.name if flag.raised_by else None) or _("A colleague")
            sentence = _("%(name)s stood in for you in an emergency.", name=colleague)
        case FlagKind.COUNSELOR:
            sentence = _("You wanted to look at something again.")
    return sentence


def known_to(flag: SafetyFlag) -> str:
    """When it was raised, and who knows of it."""
    if flag.is_of_colleague:
        return _(
            "%(moment)s, for two hours at most. Both find who it was and on which day, and each "
            "what was opened of theirs; not why.",
            moment=moments.moment(flag.created_at),
        )
    return _(
        "%(moment)s. Nothing of this reaches the other partner.",
        moment=moments.moment(flag.created_at),
    )
