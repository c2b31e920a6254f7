"""
The longest answer that a paper takes whole is printed soon: a part of `make prove`.

It measures time, so that it runs alone and not beside the other tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from reports.fitting import LONGEST_ANSWER
from reports.html import render_paper
from reports.rendering import print_pdf
from tests.reports.paper import brief_with, html, printed

SECONDS = 10
SENTENCE = "You came home late and said nothing, and I lay awake until it was light. "
END = " The end."


def test_twenty_thousand_characters_are_printed_in_ten_seconds(
    record_property: Callable[[str, object], None],
) -> None:
    answer = (SENTENCE * LONGEST_ANSWER)[: LONGEST_ANSWER - len(END)] + END
    page = render_paper(brief_with(answer))

    print_pdf(html(""))  # As a server that is up, whose workshop is warm.
    began = time.perf_counter()
    pdf = print_pdf(page)
    took = time.perf_counter() - began

    record_property("long_answer", f"{LONGEST_ANSWER} characters in {took:.1f} s")
    assert END.strip() in printed(pdf)
    assert took < SECONDS
