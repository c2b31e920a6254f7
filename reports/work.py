"""The homework on paper: how far each partner is, as frozen plain values."""

from dataclasses import dataclass
from datetime import date

from reports.states import WorkState


@dataclass(frozen=True, slots=True)
class PartnerStatus:
    """
    One line about one partner: handed in `handed_in` of `due`, noted `noted` of `noted_due`.

    `last_sign` is the last day on which they handed something in, `waiting` names what
    waits for somebody, and `minutes` is the time that they wrote down, with how often. The
    couple's copy leaves all three empty and counts nothing that is sealed. Of who `is_erased`
    there is nothing to say.
    """

    name: str
    handed_in: int
    due: int
    last_sign: date | None = None
    waiting: tuple[str, ...] = ()
    noted: int = 0
    noted_due: int = 0
    minutes: str = ""
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """
    One cell of the homework table. Work that recurs counts `handed_in` of `due`.

    `how_well` it went from 0 to 10 and what got `in_the_way` are the counselor's own words,
    and stand in no copy but theirs.
    """

    state: WorkState
    on: date | None = None
    handed_in: int = 0
    due: int = 1
    how_well: int | None = None
    in_the_way: str = ""


@dataclass(frozen=True, slots=True)
class Homework:
    """
    One row of the homework table; `partners` in the order of `Paper.couple`.

    What `recurs` is due again and again, and on no one day. What `is_noted` is a ritual or
    a tracker, and noted rather than handed in.
    """

    title: str
    doer: str
    due_on: date | None
    partners: tuple[Progress, Progress]
    recurs: bool = False
    is_noted: bool = False

    @property
    def is_short(self) -> bool:
        """Whether something that was due is not there, so that it comes first."""
        return any(
            cell.state is WorkState.OVERDUE or (self.recurs and cell.handed_in < cell.due)
            for cell in self.partners
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """
    Work that was due and is not there: `handed_in` of `due`.

    A ritual `is_noted` rather than handed in, and like whatever `recurs` due on no one day.
    `in_the_way` is what hindered them, as the counselor heard it, and for them alone.
    """

    title: str
    who: str
    handed_in: int
    due: int
    due_on: date | None = None
    recurs: bool = False
    is_noted: bool = False
    in_the_way: str = ""


@dataclass(frozen=True, slots=True)
class SealedWork:
    """
    Work that waits for the other partner, without a word of it.

    Only the counselor's copy may say that it exists. `times` counts work that comes round.
    """

    title: str
    handed_in_by: str
    waits_for: str
    on: date | None = None
    times: int = 1


def shows_one_side_of_sealed_work(row: Homework) -> bool:
    """Whether a row would tell one partner how far the other is with what is sealed."""
    states = {cell.state for cell in row.partners}
    quiet = states & {WorkState.SEALED, WorkState.NOT_SHOWN}
    is_told = quiet and states - quiet - {WorkState.NOT_ASKED}
    told_to_one = {WorkState.WAITING, WorkState.HELD, WorkState.GIVEN_BACK}
    return bool(is_told or states & told_to_one)
