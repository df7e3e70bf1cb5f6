"""Reading the register: who sees what (`sight`), the dictionary of labels (`dictionary`)."""

from linli.register.queries.dictionary import forget_labels, kinds
from linli.register.queries.holdings import Holding, holdings
from linli.register.queries.sight import (
    skilled,
    standing_labels,
    visible_buildings,
    visible_dwellings,
    visible_estates,
    visible_households,
    visible_labels,
    visible_organisations,
    visible_residents,
)

__all__ = [
    "Holding",
    "forget_labels",
    "holdings",
    "kinds",
    "skilled",
    "standing_labels",
    "visible_buildings",
    "visible_dwellings",
    "visible_estates",
    "visible_households",
    "visible_labels",
    "visible_organisations",
    "visible_residents",
]
