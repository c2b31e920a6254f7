"""Walls between practices, which PostgreSQL itself keeps up: no practice meets another's rows."""
