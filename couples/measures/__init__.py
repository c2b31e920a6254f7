"""Questionnaires with a score: keys as data, scoring, and what counts as a change."""
