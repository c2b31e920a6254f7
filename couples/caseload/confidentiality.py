"""
The confidentiality policies, word for word, each with its version.

A partner consents to exactly this text. Changing a word means a new version.
"""

from __future__ import annotations

from dataclasses import dataclass

from couples.caseload.models import ConfidentialityPolicy
from couples.wording import gettext as _


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy as a partner reads it."""

    version: int
    title: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> str:
        """All of it as one text, for the record of a consent."""
        return "\n\n".join((self.title, *self.paragraphs))


def _rule(policy: ConfidentialityPolicy) -> tuple[str, str]:
    match policy:
        case ConfidentialityPolicy.NO_SECRETS:
            return _("No secrets"), _(
                "Your counselor works with the two of you as a couple. When you share something "
                "with your counselor alone, your counselor may decide to bring it into the room, "
                "and will usually talk with you about how first. If there is something your "
                "partner must not learn, think before you share it here."
            )
        case ConfidentialityPolicy.LIMITED_SECRETS:
            return _("Limited secrets"), _(
                "When you share something with your counselor alone, your counselor keeps it "
                "from your partner unless you agree to share it. If keeping it would make the "
                "work together dishonest or unsafe, your counselor will tell you so and talk "
                "with you about what to do."
            )


def policy_text(policy: ConfidentialityPolicy) -> PolicyText:
    """What a couple under `policy` is told before they begin."""
    title, rule = _rule(policy)
    return PolicyText(
        version=1,
        title=title,
        paragraphs=(
            rule,
            _(
                "Above every question you will see who can read your answer, before you type. "
                "What you keep to yourself, nobody else reads here. Only you can let more people "
                "read an answer later."
            ),
            _(
                "There are limits that the law sets: your counselor may have to act when somebody "
                "is in danger, when a child or a dependent adult is harmed, or when a court "
                "orders it."
            ),
            _(
                "Nobody reads what you write here around the clock. In an emergency, call your "
                "local emergency number."
            ),
        ),
    )


def policy_name(policy: ConfidentialityPolicy) -> str:
    """The policy in two words, for a header or a form."""
    return policy_text(policy).title
