"""What is promised, with its bar, and what was measured: `make prove`."""
