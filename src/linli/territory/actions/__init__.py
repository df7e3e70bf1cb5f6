"""Writing the map: divisions by list (`divisions`), grids one by one (`grids`), grids by file (`loading`)."""

from linli.territory.actions.divisions import DivisionRow, load_divisions
from linli.territory.actions.grids import change_grid, close_grid, draw_grid, open_grid
from linli.territory.actions.loading import load_grids

__all__ = [
    "DivisionRow",
    "change_grid",
    "close_grid",
    "draw_grid",
    "load_divisions",
    "load_grids",
    "open_grid",
]
