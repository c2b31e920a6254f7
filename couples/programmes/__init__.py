"""A programme: exercises in an order of weeks, and a couple's way through it."""
