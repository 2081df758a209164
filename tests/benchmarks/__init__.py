"""Measurements, apart from the tests: `make bench`, or `PYTHONPATH=tests python -m benchmarks.NAME`."""
