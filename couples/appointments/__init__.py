"""Sessions with the counselor: the clock that homework is dated from."""
