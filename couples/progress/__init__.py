"""Queries only: the numbers that a dashboard or a report shows, as plain values."""
