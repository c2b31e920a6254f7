"""Forgetting a couple: every table is named, with what becomes of its rows."""
