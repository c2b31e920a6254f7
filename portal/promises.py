"""
Who will see an answer, in words exact for its audience and with the people's own names.

It is said before anybody types, read back before it is handed in, and kept on
the receipt. `docs/privacy.md` holds the same promises; `couples.visibility` keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass

from couples.audiences import Audience
from couples.exercises.definition import Definition, Field, Part, Variant
from couples.wording import gettext as _
from couples.wording import ngettext


@dataclass(frozen=True, slots=True)
class Names:
    """The three people that a partner's page speaks of; `is_alone` where the other was erased."""

    me: str
    other: str
    counselor: str
    is_alone: bool = False

    @property
    def others(self) -> dict[str, str]:
        """The two whom a promise names."""
        return {"other": self.other, "counselor": self.counselor}


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence about who sees something; `kind` draws its sign."""

    sentence: str
    kind: str


def before(audience: Audience, names: Names) -> Promise:
    """Who will see an answer, said above the question and before it is handed in."""
    known = names.others
    match audience:
        case Audience.ME:
            sentence = _("Only you see this, unless you decide otherwise later.")
        case Audience.COUNSELOR:
            sentence = _(
                "%(counselor)s sees this when you hand in. %(other)s does not see it here.",
                **known,
            )
        case Audience.SEALED:
            sentence = _(
                "%(counselor)s sees this when you hand in. "
                "For %(other)s it stays sealed until you have both handed in.",
                **known,
            )
        case Audience.COUPLE:
            sentence = _("%(other)s and %(counselor)s see this as soon as you hand in.", **known)
        case Audience.SESSION:
            sentence = _(
                "%(counselor)s sees this when you hand in. "
                "%(other)s sees it when %(counselor)s opens it in a session.",
                **known,
            )
    return Promise(sentence, audience.value)


def above(question: Field, names: Names) -> list[Promise]:
    """What stands above a question: one sentence, or one for each choice of its author."""
    return [before(audience, names) for audience in question.audiences]


def in_advance(question: Field, names: Names) -> Promise:
    """What stands above a question that comes before the rest, and is never handed in."""
    if question.audience is Audience.ME:
        sentence = _("Nobody reads this. It only helps to say whether and how it can begin.")
    else:
        sentence = _(
            "%(counselor)s can see your newest answer. %(other)s never does.", **names.others
        )
    return Promise(sentence, question.audience.value)


def after(audience: Audience, names: Names, *, is_open: bool) -> Promise:
    """Who can see what was handed in, now and later. `is_open`: the other partner can by now."""
    known = names.others
    match audience:
        case Audience.ME:
            sentence = _("Only you can read this, now and later.")
        case _ if names.is_alone:
            sentence = _("You and %(counselor)s can read this, now and later.", **known)
        case Audience.COUNSELOR:
            sentence = _(
                "You and %(counselor)s can read this, now and later. "
                "%(other)s does not see it here.",
                **known,
            )
        case _ if is_open:
            sentence = _("You, %(other)s and %(counselor)s can read this, now and later.", **known)
        case Audience.SEALED:
            sentence = _(
                "You and %(counselor)s can read this now. "
                "For %(other)s it is sealed until you have both handed in.",
                **known,
            )
        case _:
            sentence = _(
                "You and %(counselor)s can read this now. "
                "%(other)s can read it when %(counselor)s opens it in a session.",
                **known,
            )
    return Promise(sentence, audience.value)


def readers(names: Names) -> dict[Audience, str]:
    """The choices of an author who may choose."""
    known = names.others
    return {
        Audience.ME: _("Only me"),
        Audience.COUNSELOR: _("Me and %(counselor)s", **known),
        Audience.SEALED: _("%(other)s too, once we have both handed in", **known),
        Audience.COUPLE: _("%(other)s and %(counselor)s too", **known),
        Audience.SESSION: _("%(other)s too, when %(counselor)s opens it in a session", **known),
    }


def in_short(
    definition: Definition, part: Part, names: Names, variant: Variant | None = None
) -> tuple[Promise, ...]:
    """Who will see what, before the homework is even opened: one line for each audience."""
    groups: dict[str, list[Audience]] = {}
    for question in definition.fields_of(part, variant):
        said = _("You choose who sees it") if question.choose else _brief(question.audience, names)
        groups.setdefault(said, []).append(question.audience)
    if len(groups) == 1:
        return tuple(Promise(said, kinds[0].value) for said, kinds in groups.items())
    return tuple(
        Promise(
            ngettext(
                "%(who)s: %(num)s question", "%(who)s: %(num)s questions", len(kinds), who=said
            ),
            kinds[0].value,
        )
        for said, kinds in groups.items()
    )


def _brief(audience: Audience, names: Names) -> str:
    known = names.others
    match audience:
        case Audience.ME:
            return _("Only you")
        case Audience.COUNSELOR:
            return _("You and %(counselor)s", **known)
        case Audience.SEALED:
            return _("Sealed until you have both handed in")
        case Audience.COUPLE:
            return _("You, %(other)s and %(counselor)s", **known)
        case Audience.SESSION:
            return _("You and %(counselor)s, and %(other)s later in a session", **known)
