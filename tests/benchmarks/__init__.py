"""The bars of docs/performance.md, measured as ratios in one run: `python -m tests.benchmarks`."""
