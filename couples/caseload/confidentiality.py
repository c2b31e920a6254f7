"""
The confidentiality policies, word for word, each with its versions.

A partner consents to exactly this text. Changing a word means a new version; the older ones
stay here, since they are what holds for whoever consented to them (`couples.consents`).
"""

from __future__ import annotations

from dataclasses import dataclass

from couples.caseload.models import ConfidentialityPolicy
from couples.wording import gettext as _

NEWEST = 2
"""What is agreed to from now on."""
SAYS_WHO_MAY_BE_LET_IN = 2
"""From this version on the words say that a colleague may come to read along."""


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy as a partner reads it."""

    policy: ConfidentialityPolicy
    version: int
    title: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> str:
        """All of it as one text, for the record of a consent."""
        return "\n\n".join((self.title, *self.paragraphs))

    @property
    def key(self) -> str:
        """Which policy and version it is, as a form sends it back."""
        return f"{self.policy}:{self.version}"


def subject_of(policy: ConfidentialityPolicy) -> str:
    """What a consent to this policy is about."""
    return f"confidentiality:{policy}"


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


def who_reads_besides() -> tuple[str, ...]:
    """Who can come to read what a counselor reads, which version 2 says for the first time."""
    return (
        _(
            "Your counselor may let a named colleague of the practice read along until a day, to "
            "get advice on their work. Both of you are told who it is and until when, and either "
            "of you can end it at any time without a reason. Whoever reads along changes nothing. "
            "They can read your homework as your counselor does, also what it says about safety, "
            "with your agreements, your sessions and the replies to you. What you tell your "
            "counselor outside of homework, of fear, of a time-out or of leaving, they do not read."
        ),
        _(
            "In an emergency, a colleague may open what your counselor can read, for two hours, "
            "and has to write down why. It is meant for when your counselor cannot be reached. "
            "Neither of you is asked first, or can end it. Both of you can see afterwards who it "
            "was and on which day."
        ),
        _(
            "If another counselor of the practice takes over, that one reads what your counselor "
            "could read, and both of you are told."
        ),
    )


def _who_reads(version: int) -> tuple[str, ...]:
    if version < SAYS_WHO_MAY_BE_LET_IN:
        return (
            _(
                "Above every question you will see who can read your answer, before you type. "
                "What you keep to yourself, nobody else reads here. Only you can let more people "
                "read an answer later."
            ),
        )
    return (
        _(
            "Above every question you will see who can read your answer, before you type. "
            "What you keep to yourself, nobody else reads here. Your partner reads an answer here "
            "only in the way that the line above it says, unless you show it to them yourself."
        ),
        *who_reads_besides(),
    )


def policy_text(policy: ConfidentialityPolicy, version: int = NEWEST) -> PolicyText:
    """What a couple under `policy` is told before they begin, or was told in an older version."""
    title, rule = _rule(policy)
    return PolicyText(
        policy=policy,
        version=version,
        title=title,
        paragraphs=(
            rule,
            *_who_reads(version),
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
