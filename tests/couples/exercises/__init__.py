"""The tests of definitions and of answers to them."""
