"""What an operator learns of the history at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.cast import Cast
from tests.couples.history.tampering import tamper

pytestmark = pytest.mark.on_both("each database keeps a chain in its own way")


def run(app: Flask, *words: str, ends: int = 0) -> Result:
    result = app.test_cli_runner().invoke(args=["history", *words])
    assert result.exit_code == ends, result.output
    return result


def test_a_whole_history_is_called_whole(app: Flask, cast: Cast, tmp_path: Path) -> None:
    heads = tmp_path / "heads"
    heads.write_text(run(app, "head").output)

    assert "The history is whole:" in run(app, "verify").output
    assert "Whether its end is missing" not in run(app, "verify", "--heads", str(heads)).output


def test_a_changed_line_and_a_missing_end_are_named(app: Flask, cast: Cast, tmp_path: Path) -> None:
    heads = tmp_path / "heads"
    heads.write_text(run(app, "head").output)
    last = int(heads.read_text().split()[1])

    tamper(
        app.extensions["database"],
        "DELETE FROM history_entry WHERE position = (SELECT max(position) FROM history_entry)",
    )
    assert f"Line {last} is missing" in run(app, "verify", "--heads", str(heads), ends=1).output

    tamper(
        app.extensions["database"],
        "UPDATE history_entry SET subject_id = 'other' WHERE position = 2",
    )
    assert "Line 2 (row " in run(app, "verify", ends=1).output


def test_heads_that_are_none_are_refused(app: Flask, cast: Cast, tmp_path: Path) -> None:
    heads = tmp_path / "heads"
    heads.write_text("not a head")

    assert "is not what" in run(app, "verify", "--heads", str(heads), ends=1).output
