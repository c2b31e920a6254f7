"""Time-outs: a couple stops for a while, says when they are back, and what is joint waits."""
