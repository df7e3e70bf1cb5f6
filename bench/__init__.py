"""Benchmarks (`python3 dev.py bench NAME`) and fault trials (`python3 dev.py trial NAME`). Each prints what it does on
standard error and one JSON line with its figure at the end of standard output. Figures are ratios inside one run or
counts, because machines differ and are noisy; absolute times are for orientation. Files that begin with `_` are parts."""
