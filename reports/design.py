"""How a practice wants its papers: which sections in which order, and what stands above them."""

from dataclasses import dataclass

from reports.sections import BRIEF, PROGRESS, keys_of


@dataclass(frozen=True, slots=True)
class Design:
    """The keys of the sections of each paper, the letterhead, and a note, line by line."""

    brief: tuple[str, ...] = keys_of(BRIEF)
    progress: tuple[str, ...] = keys_of(PROGRESS)
    letterhead: tuple[str, ...] = ()
    note: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a section that there is not, and one that is asked for twice."""
        for keys, table in ((self.brief, BRIEF), (self.progress, PROGRESS)):
            if not set(keys) <= set(keys_of(table)) or len(set(keys)) < len(keys):
                raise ValueError("Each section stands in its table, and once in a design.")


AS_USUAL = Design()
