"""Reading the register: who sees what (`sight`), the dictionary of labels (`dictionary`), whom and what a ledger names
(`matching`), the register as a ledger to take along (`ledgers`)."""

from linli.register.queries.dictionary import forget_labels, kinds
from linli.register.queries.ledgers import Ledger, exporting, ledger
from linli.register.queries.matching import (
    PEOPLE,
    Found,
    Ground,
    ground,
    homes_differing,
    labels_for,
    labels_standing,
    people_at,
    people_by_number,
)
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
    "PEOPLE",
    "Found",
    "Ground",
    "Ledger",
    "exporting",
    "forget_labels",
    "ground",
    "homes_differing",
    "kinds",
    "labels_for",
    "labels_standing",
    "ledger",
    "people_at",
    "people_by_number",
    "visible_buildings",
    "visible_dwellings",
    "visible_estates",
    "visible_households",
    "visible_labels",
    "visible_organisations",
    "visible_residents",
]
