"""Reading the register: who sees what (`sight`), the dictionary of labels (`dictionary`)."""

from linli.register.queries.dictionary import forget_labels, kinds
from linli.register.queries.looks import reveals
from linli.register.queries.purposes import purposes
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
    "forget_labels",
    "kinds",
    "purposes",
    "reveals",
    "visible_buildings",
    "visible_dwellings",
    "visible_estates",
    "visible_households",
    "visible_labels",
    "visible_organisations",
    "visible_residents",
]
