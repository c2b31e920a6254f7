"""The briefs of a day, written to a folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.caseload.models import Couple
from couples.exercises.definition import Gate
from tests.cast import Cast, Member, Pair
from tests.couples.safety.scene import hold
from tests.homework import give_feelings
from tests.reports.paper import printed

# The cast begins when the test runs, so that its sessions are long after that.
NOW = datetime(2096, 11, 23, 17, tzinfo=UTC)
TOMORROW = datetime(2096, 11, 24, 19, 30, tzinfo=UTC)
"""Half past two in New York."""

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Run:
    """Run the command at noon on Monday; `out` is the folder that it writes to."""

    def run(*words: str, ends: int = 0, now: datetime = NOW) -> Result:
        options = () if "--out" in words else ("--out", str(tmp_path / "out"))
        with clock.at(now):
            result = app.test_cli_runner().invoke(args=["brief", *words, *options])
        assert result.exit_code == ends, f"{result.output}\n{result.exc_info}"
        return result

    return run


@pytest.fixture
def meet(writing: Callable[[], Session], cast: Cast) -> Callable[..., None]:
    """Let couples of the cast have a session at a moment."""

    def meet(at: datetime, *pairs: Pair) -> None:
        with writing() as session, session.begin():
            for pair in pairs or (cast.alex_and_sam,):
                who: Member = pair.counselor
                appointments.schedule(session, who.identity, pair.public_id, starts_at=at)

    return meet


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_writes_a_brief_for_each_session_of_the_next_day_that_has_any(
    run: Run, meet: Callable[..., None], cast: Cast, tmp_path: Path
) -> None:
    meet(TOMORROW, cast.alex_and_sam, cast.noor_and_jo)
    meet(TOMORROW + timedelta(hours=2), cast.kim_and_robin)
    meet(TOMORROW + timedelta(days=1))

    said = run().output

    assert names(tmp_path / "out") == [
        "brief-2096-11-24-1430-1.pdf",
        "brief-2096-11-24-1430-2.pdf",
        "brief-2096-11-24-1630-3.pdf",
    ]
    assert said == f"Wrote 3 briefs for 2096-11-24 to {tmp_path / 'out'}.\n"


def test_each_holds_the_words_of_its_own_couple(
    run: Run, meet: Callable[..., None], cast: Cast, tmp_path: Path
) -> None:
    meet(TOMORROW, cast.alex_and_sam)
    meet(TOMORROW + timedelta(hours=1), cast.kim_and_robin)

    run()

    first, second = (printed(path.read_bytes()) for path in sorted((tmp_path / "out").iterdir()))
    assert "Alex and Sam" in first
    assert "Kim" not in first
    assert "Kim and Robin" in second
    assert "Alex" not in second


def test_the_couples_copies_are_written_when_asked_for(
    run: Run, meet: Callable[..., None], tmp_path: Path
) -> None:
    meet(TOMORROW)

    run("--couple", "--date", "2096-11-24")

    assert names(tmp_path / "out") == [
        "brief-2096-11-24-1430-1-couple.pdf",
        "brief-2096-11-24-1430-1.pdf",
    ]


def test_only_whoever_asked_can_read_the_files(
    run: Run, meet: Callable[..., None], tmp_path: Path
) -> None:
    meet(TOMORROW)
    run()
    (path,) = (tmp_path / "out").iterdir()
    path.chmod(0o644)

    run()

    assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


def test_a_day_is_a_day_of_the_practice(
    run: Run, meet: Callable[..., None], tmp_path: Path
) -> None:
    late_in_new_york = datetime(2096, 11, 25, 3, 30, tzinfo=UTC)
    meet(late_in_new_york)

    run("--date", "2096-11-24")

    assert names(tmp_path / "out") == ["brief-2096-11-24-2230-1.pdf"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--date", "2096-11-25"), "There are no sessions on that day.\n"),
        ((), "No session is ahead.\n"),
    ],
)
def test_without_a_session_nothing_is_written(
    run: Run, cast: Cast, tmp_path: Path, words: tuple[str, ...], answer: str
) -> None:
    assert run(*words).output == answer
    assert not (tmp_path / "out").exists()


def test_a_couple_that_has_left_is_not_printed(
    run: Run, meet: Callable[..., None], writing: Callable[[], Session], cast: Cast
) -> None:
    meet(TOMORROW)
    with writing() as session, session.begin():
        session.get_one(Couple, cast.alex_and_sam.id).archived_at = NOW

    assert run().output == "No session is ahead.\n"


@pytest.mark.parametrize(
    "day", ["tomorrow", "2026-13-01", "24.11.2096", "9999-12-31", "0001-01-01"]
)
def test_what_is_no_day_is_refused_in_one_sentence(run: Run, cast: Cast, day: str) -> None:
    said = run("--date", day, ends=1).output

    assert said == "Error: --date must be a day such as 2026-11-24.\n"


def test_a_folder_that_cannot_be_written_is_refused_in_one_sentence(
    run: Run, meet: Callable[..., None], tmp_path: Path
) -> None:
    meet(TOMORROW)
    (tmp_path / "file").write_text("in the way")

    said = run("--out", str(tmp_path / "file" / "out"), ends=1).output

    assert said == f"Error: Cannot write to {tmp_path / 'file' / 'out'}.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_so_is_one_that_belongs_to_somebody_else(
    run: Run, meet: Callable[..., None], tmp_path: Path
) -> None:
    meet(TOMORROW)
    (tmp_path / "locked").mkdir(mode=0o500)

    run("--out", str(tmp_path / "locked"), ends=1)


def test_what_is_said_and_how_files_are_called_names_nobody(
    run: Run,
    meet: Callable[..., None],
    writing: Callable[[], Session],
    cast: Cast,
    tmp_path: Path,
) -> None:
    meet(TOMORROW)
    with writing() as session, session.begin():
        give_feelings(session, cast.alex_and_sam)

    said = run("--couple").output + " ".join(names(tmp_path / "out"))

    for member in cast.everybody:
        assert member.name not in said
        assert member.email not in said


def test_a_couple_in_a_legal_dispute_is_left_for_the_browser(
    run: Run,
    meet: Callable[..., None],
    writing: Callable[[], Session],
    cast: Cast,
    tmp_path: Path,
) -> None:
    meet(TOMORROW, cast.alex_and_sam, cast.kim_and_robin)
    with writing() as session, session.begin():
        hold(session, cast.alex_and_sam, Gate.G6)

    told = run("--couple").output

    assert "Left out 1 session: its counselor opens that brief in the browser." in told
    assert "Alex" not in told
    assert len(names(tmp_path / "out")) == 2
