"""Reading the register: who sees what (`sight`), finding (`finding`), the dictionary of labels (`dictionary`)."""

from linli.register.queries.dictionary import forget_labels, kinds
from linli.register.queries.finding import Sought, found
from linli.register.queries.sight import (
    visible_buildings,
    visible_dwellings,
    visible_estates,
    visible_households,
    visible_labels,
    visible_organisations,
    visible_residents,
)

__all__ = [
    "Sought",
    "forget_labels",
    "found",
    "kinds",
    "visible_buildings",
    "visible_dwellings",
    "visible_estates",
    "visible_households",
    "visible_labels",
    "visible_organisations",
    "visible_residents",
]
