"""The tests, which mirror the packages, and what they stand on."""
