"""Reminders: that something waits, to those who want to be told, and never what or from whom."""
