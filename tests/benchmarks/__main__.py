"""
Measure the bars, all or those that are named, and print them as a table.

`python -m tests.benchmarks today review` measures two; `--long` takes the sizes
that the bars name; `--write` puts the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks import crowd, desk, paper, prepared
from tests.benchmarks.timing import Figure, spread
from tests.benchmarks.workshop import Workshop
from tests.source import ROOT

PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- make bench -->", "<!-- end of make bench -->"

BENCHMARKS: dict[str, Callable[[Workshop], Iterator[Figure]]] = {
    "brief": paper.beside_chromium,
    "report": paper.beside_a_grid,
    "opened": prepared.opened,
    "day-pack": prepared.day_pack,
    "growth": paper.growth,
    "memory": paper.memory,
    "today": desk.today,
    "review": desk.review,
    "page": crowd.partners_page,
    "hand-ins": crowd.hand_ins,
}
_VERDICTS = {True: "met", False: "**not met**", None: "–"}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"any of: {', '.join(BENCHMARKS)}")
    parser.add_argument("--long", action="store_true", help="the sizes that the bars name")
    parser.add_argument("--write", action="store_true", help="write the table into the docs")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - BENCHMARKS.keys():
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    figures = []
    for name in chosen.names or BENCHMARKS:
        with tempfile.TemporaryDirectory(prefix="mendwell-bench-") as folder:
            for figure in BENCHMARKS[name](Workshop(Path(folder), is_long=chosen.long)):
                print(f"{figure.what}: {figure.ratio:.2f}×", file=sys.stderr)
                figures.append(figure)
    table = table_of(figures)
    print(table)
    if chosen.write:
        write(table)


def table_of(figures: Sequence[Figure]) -> str:
    """The figures in Markdown."""
    lines = ["| What | Against | Ours | Theirs | Ratio | Bar | |", "|---|---|---|---|---|---|---|"]
    for figure in figures:
        what = f"{figure.what} ({figure.note})" if figure.note else figure.what
        cells = (
            what,
            figure.against,
            f"{spread(figure.ours)} {figure.unit}",
            f"{spread(figure.theirs)} {figure.unit}",
            f"{figure.ratio:.2f}×",
            str(figure.bar or "–"),
            _VERDICTS[figure.is_met],
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def write(table: str) -> None:
    """Put the table where the page has a place for it."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
