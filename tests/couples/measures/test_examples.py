"""The worked examples, three to a measure, and the same through the terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from couples.measures.cases import result
from couples.measures.keys import instruments
from tests.source import ROOT

FILE = Path(__file__).parent / "examples.json"
EXAMPLES: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "couples.measures", *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )


@pytest.mark.parametrize("case", EXAMPLES, ids=[case["id"] for case in EXAMPLES])
def test_an_example_comes_out_as_it_was_worked_by_hand(case: dict[str, Any]) -> None:
    assert result(case) == case["expected"]


def test_every_instrument_has_an_example() -> None:
    assert {case["measure"] for case in EXAMPLES} == {each.id for each in instruments()}


def test_a_terminal_prints_the_id_and_the_result_of_each_case() -> None:
    done = _run(str(FILE))

    assert done.returncode == 0
    assert json.loads(done.stdout) == [
        {"id": case["id"], "result": case["expected"]} for case in EXAMPLES
    ]


def test_a_bad_case_leaves_the_others_standing(tmp_path: Path) -> None:
    cases = tmp_path / "cases.json"
    good = {"id": "good", "measure": "phq2", "answers": [0, 3]}
    bad = [7, None, {"id": "\ud800"}, {"id": "no", "measure": ["phq2"], "answer_form": []}]
    cases.write_text(json.dumps([*bad, good]), encoding="utf-8")

    done = _run(str(cases))

    told = json.loads(done.stdout)
    assert [each["result"]["status"] for each in told] == ["invalid"] * 4 + ["complete"]
    assert told[-1]["result"]["total"] == 3


@pytest.mark.parametrize("content", ["", "{}", "[", "[" * 100_000])
def test_a_file_that_holds_no_cases_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    cases = tmp_path / "cases.json"
    cases.write_text(content, encoding="utf-8")

    done = _run(str(cases))

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("arguments", [[], ["missing.json"], ["a.json", "b.json"]])
def test_without_one_file_there_is_nothing_to_score(arguments: list[str]) -> None:
    done = _run(*arguments)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
