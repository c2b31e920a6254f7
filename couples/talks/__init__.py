"""Guided talks: two people led through an exercise turn by turn, on one phone or on two."""
