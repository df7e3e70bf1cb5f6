"""Reading the register: who sees what (`sight`), places (`places`), households and residents (`people`), likely
doubles (`doubles`), organisations (`organisations`), labels and their dictionary (`labelled`, `dictionary`), masks
(`masks`), what may be done (`able`), finding (`finding`), which place a text speaks of (`locating`), what is not
found yet (`unfound`), whom and what a ledger names (`matching`), what a phone takes along (`packing`), the register
as a ledger to take along (`ledgers`)."""

from linli.register.queries.dictionary import forget_labels, kinds
from linli.register.queries.doors import (
    door_names,
    may_know,
    names_of,
    places_of,
    steps_of,
    who_is_there,
)
from linli.register.queries.doorsteps import Doorstep, Which, doorsteps
from linli.register.queries.doubles import likely_doubles
from linli.register.queries.finding import Sought, found
from linli.register.queries.holdings import Holding, holdings
from linli.register.queries.labelled import due as labels_due
from linli.register.queries.labelled import label, skill_kinds, told_kinds
from linli.register.queries.ledgers import Ledger, exporting, ledger
from linli.register.queries.locating import forget_places, located, nicknames
from linli.register.queries.looks import Looked, reveals
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
from linli.register.queries.organisations import organisation, organisations
from linli.register.queries.packing import Packed, households_in, packed_homes, packed_organisations
from linli.register.queries.people import Narrowed, household, resident, residents
from linli.register.queries.places import building, buildings, dwelling, estate, estates, leases
from linli.register.queries.purposes import purposes
from linli.register.queries.sight import (
    began,
    contacts,
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
from linli.register.queries.unfound import communities, unfound

__all__ = [
    "PEOPLE",
    "Doorstep",
    "Found",
    "Ground",
    "Holding",
    "Ledger",
    "Looked",
    "Narrowed",
    "Packed",
    "Sought",
    "Which",
    "began",
    "building",
    "buildings",
    "communities",
    "contacts",
    "door_names",
    "doorsteps",
    "dwelling",
    "estate",
    "estates",
    "exporting",
    "forget_labels",
    "forget_places",
    "found",
    "ground",
    "holdings",
    "homes_differing",
    "household",
    "households_in",
    "kinds",
    "label",
    "labels_due",
    "labels_for",
    "labels_standing",
    "leases",
    "ledger",
    "likely_doubles",
    "located",
    "may_know",
    "names_of",
    "nicknames",
    "organisation",
    "organisations",
    "packed_homes",
    "packed_organisations",
    "people_at",
    "people_by_number",
    "places_of",
    "purposes",
    "resident",
    "residents",
    "reveals",
    "skill_kinds",
    "skilled",
    "standing_labels",
    "steps_of",
    "told_kinds",
    "unfound",
    "visible_buildings",
    "visible_dwellings",
    "visible_estates",
    "visible_households",
    "visible_labels",
    "visible_organisations",
    "visible_residents",
    "who_is_there",
]
