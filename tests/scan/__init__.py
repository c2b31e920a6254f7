"""Two scanners that know nothing of us, let loose on a practice of their own: `make scan`."""
