"""Faults planted in the running program, to see that the tests would notice."""
