"""A draft of other grids on either side of the matrix, and what the matrix says to its routes."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from linli.kit import ids
from linli.kit.actor import system
from linli.kit.areas import community_of
from linli.kit.scope import scope
from linli.regrouping import actions
from linli.tests import community as c

if TYPE_CHECKING:
    from linli.tests.sides import Side


def draft(area: str, words: str) -> UUID:
    """A draft for the community of an area."""
    with scope(system()):
        return actions.start(
            by=system(), regrouping_id=ids.new(), community=community_of(area), name=f"{words[:2]}调整"
        )


def body(side: "Side") -> dict[str, Any]:
    """All that any of the routes may want; the caller takes what the route knows. Grids are said as they are."""
    home = side.area.startswith(c.HOME)
    numbers = (0, 1, 2) if home else (91,)
    codes = c.GRIDS if home else (side.area,)
    shapes = {code: c.square(number) for code, number in zip(codes, numbers, strict=True)}
    return {
        "community": side.area[:12],
        "name": "新来的方案",
        "version": 1,
        "reason": "户数太多",
        "grids": [
            {"code": code, "name": "新画的", "kind": "general", "polygon": shape}
            for code, shape in shapes.items()
        ],
        "moves": {},
        "shapes": shapes,
        "out": c.square(numbers[0]),
    }
