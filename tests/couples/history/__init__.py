"""Time-outs."""
