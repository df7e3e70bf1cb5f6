"""Benchmarks (`python3 dev.py bench NAME`) and fault trials (`python3 dev.py trial NAME`). Each tells what it does on
standard error and ends standard output with one JSON line. Figures are ratios inside one run or counts, because
machines differ and are noisy; absolute times are for orientation. Files that begin with `_` are parts of others."""
