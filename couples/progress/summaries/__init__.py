"""
What the homework shows: the summaries that each definition asks for, counted.

`numbers` is arithmetic and nothing else, `entries` finds the answers in what the reader
has loaded, `counting` brings the two together, `saying` puts a figure into words. Partners
stand side by side and are never averaged.
"""

from couples.progress.summaries.counting import Line, Shown, is_for_both, summarise
from couples.progress.summaries.saying import said

__all__ = ["Line", "Shown", "is_for_both", "said", "summarise"]
