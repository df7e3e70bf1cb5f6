"""Reading the map: where a point lies and what a code is called (`lookup`), divisions and grids (`reading`), what is
wrong with boundaries (`checking`)."""

from linli.territory.queries.checking import Plan, check, planned, preview, tiles, tiling
from linli.territory.queries.lookup import (
    communities_below,
    exists,
    forget_map,
    full_name_of,
    grid_at,
    grid_named,
    grid_names,
    look_again,
    name_of,
)
from linli.territory.queries.reading import (
    abilities,
    collection,
    divisions,
    grid,
    grids,
    history,
    outline,
    served,
    was_grid,
)

__all__ = [
    "Plan",
    "abilities",
    "check",
    "collection",
    "communities_below",
    "divisions",
    "exists",
    "forget_map",
    "full_name_of",
    "grid",
    "grid_at",
    "grid_named",
    "grid_names",
    "grids",
    "history",
    "look_again",
    "name_of",
    "outline",
    "planned",
    "preview",
    "served",
    "tiles",
    "tiling",
    "was_grid",
]
