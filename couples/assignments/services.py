"""
Every verb of assignments in one place; what each does stands where it is written.

`rehearsal` says who would get something, `giving` gives it and takes it back,
`changing` is for what runs already.
"""

from couples.assignments.changing import close, finish, let_be_given_again
from couples.assignments.giving import assign, undo
from couples.assignments.rehearsal import Order, Rehearsal, rehearse

__all__ = [
    "Order",
    "Rehearsal",
    "assign",
    "close",
    "finish",
    "let_be_given_again",
    "rehearse",
    "undo",
]
