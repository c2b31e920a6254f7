"""
Printing in a process of its own: what is printed cannot slow down, fill or leave the server.

`press` is what everybody calls. It keeps one prewarmed process, the `workshop`, which has
read fonts and stylesheet, and forks itself for each document; `confinement` is what such a
child gives up before it sees the first word.
"""

from reports.rendering.press import AT_A_TIME, Print, print_pdf, warm_up

__all__ = ["AT_A_TIME", "Print", "print_pdf", "warm_up"]
