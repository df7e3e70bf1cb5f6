"""A regrouping (网格调整方案): how the grids of a community shall be drawn from a day on and which building then lies
in which, drafted at leisure with its counts before and after, and applied at once. It is no grid: those are
`territory`'s, and what was written down before keeps the grid it was in."""
