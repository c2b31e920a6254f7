"""The tests of the practice."""
