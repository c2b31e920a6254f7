"""What the homework shows, as the brief holds it: counted, in words, one line each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One line of what an exercise shows; `partners` in the order of `Brief.couple`.

    `both` stands instead of them where it is written or counted once for both. `of` is the
    title of the exercise, where the line stands apart from its others.
    """

    label: str
    partners: tuple[str, str] = ("", "")
    both: str = ""
    is_for_both: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the answers to one exercise show."""

    title: str
    findings: tuple[Finding, ...]

    @property
    def is_for_both(self) -> bool:
        """Whether every line of it may stand in the copy for both."""
        return all(finding.is_for_both for finding in self.findings)
