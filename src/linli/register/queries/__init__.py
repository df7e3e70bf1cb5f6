"""Reading the register: who sees what (`sight`), places (`places`), households and residents (`people`), likely
doubles (`doubles`), organisations (`organisations`), labels and their dictionary (`labelled`, `dictionary`), masks
(`masks`), what may be done (`able`), finding (`finding`), which place a text speaks of (`locating`), what is not
found yet (`unfound`), whom and what a ledger names (`matching`), what a phone takes along (`packing`), the register
as a ledger to take along (`ledgers`), whom households are in touch with (`ties`), informants (`informants`)."""

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
from linli.register.queries.informants import informant, informants, told_informants
from linli.register.queries.informants import of_household as informants_of
from linli.register.queries.informants import standing as standing_informants
from linli.register.queries.labelled import bearing, label, skill_kinds, told_kinds
from linli.register.queries.labelled import due as labels_due
from linli.register.queries.labelled import of_homes as labels_of_households
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
    visible_informants,
    visible_labels,
    visible_organisations,
    visible_residents,
    visible_ties,
)
from linli.register.queries.ties import household_ties, of_households, resident_ties, tie
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
    "bearing",
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
    "household_ties",
    "households_in",
    "informant",
    "informants",
    "informants_of",
    "kinds",
    "label",
    "labels_due",
    "labels_for",
    "labels_of_households",
    "labels_standing",
    "leases",
    "ledger",
    "likely_doubles",
    "located",
    "may_know",
    "names_of",
    "nicknames",
    "of_households",
    "organisation",
    "organisations",
    "packed_homes",
    "packed_organisations",
    "people_at",
    "people_by_number",
    "places_of",
    "purposes",
    "resident",
    "resident_ties",
    "residents",
    "reveals",
    "skill_kinds",
    "skilled",
    "standing_informants",
    "standing_labels",
    "steps_of",
    "tie",
    "told_informants",
    "told_kinds",
    "unfound",
    "visible_buildings",
    "visible_dwellings",
    "visible_estates",
    "visible_households",
    "visible_informants",
    "visible_labels",
    "visible_organisations",
    "visible_residents",
    "visible_ties",
    "who_is_there",
]
