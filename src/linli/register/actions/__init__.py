"""Writing the register: places (`places`), households and residents (`people`, `moving`, `merging`), organisations,
labels and skills (`labels`), what all is found by (`finding`), looks behind a mask (`reveals`), looking for somebody
from fragments (`fragments`), the dictionary of labels (`dictionary`), what people call places (`nicknames`),
buildings laid into other grids (`laying`), a whole made-up community (`bulk`), whole ledgers (`loading`), whom
households are in touch with (`ties`), informants (`informants`)."""

from linli.register.actions.bulk import load_made_up
from linli.register.actions.dictionary import load_label_kinds
from linli.register.actions.exporting import check_clear, log_export
from linli.register.actions.finding import rebuild, renew_tails
from linli.register.actions.fragments import look_for
from linli.register.actions.informants import appoint_informant, end_informant
from linli.register.actions.labels import change_label_kind, end_label, give_label, review_label
from linli.register.actions.laying import lay_in_grids
from linli.register.actions.loading import (
    Correction,
    HomeData,
    Homes,
    LabelData,
    Newcomer,
    NewHousehold,
    correct_many,
    enter_many,
    label_many,
    lock_register,
    make_homes,
)
from linli.register.actions.merging import merge_residents, part_residents, tell_apart
from linli.register.actions.moving import change_tenant, come_back, leave, move
from linli.register.actions.nicknames import NamedPlace, add_nickname, end_nickname
from linli.register.actions.organisations import (
    ContactData,
    close_organisation,
    put_organisation,
    reopen_organisation,
)
from linli.register.actions.people import (
    Member,
    add_resident,
    change_household,
    change_resident,
    found_household,
)
from linli.register.actions.places import (
    close_building,
    close_dwelling,
    confirm_dwelling,
    put_building,
    put_dwelling,
    put_estate,
)
from linli.register.actions.retention import remove_of_closed, remove_of_residents
from linli.register.actions.reveals import reveal_contacts, reveal_landlord, reveal_resident, reveal_tie
from linli.register.actions.ties import TieData, add_tie, change_tie, end_tie

__all__ = [
    "ContactData",
    "Correction",
    "HomeData",
    "Homes",
    "LabelData",
    "Member",
    "NamedPlace",
    "NewHousehold",
    "Newcomer",
    "TieData",
    "add_nickname",
    "add_resident",
    "add_tie",
    "appoint_informant",
    "change_household",
    "change_label_kind",
    "change_resident",
    "change_tenant",
    "change_tie",
    "check_clear",
    "close_building",
    "close_dwelling",
    "close_organisation",
    "come_back",
    "confirm_dwelling",
    "correct_many",
    "end_informant",
    "end_label",
    "end_nickname",
    "end_tie",
    "enter_many",
    "found_household",
    "give_label",
    "label_many",
    "lay_in_grids",
    "leave",
    "load_label_kinds",
    "load_made_up",
    "lock_register",
    "log_export",
    "look_for",
    "make_homes",
    "merge_residents",
    "move",
    "part_residents",
    "put_building",
    "put_dwelling",
    "put_estate",
    "put_organisation",
    "rebuild",
    "remove_of_closed",
    "remove_of_residents",
    "renew_tails",
    "reopen_organisation",
    "reveal_contacts",
    "reveal_landlord",
    "reveal_resident",
    "reveal_tie",
    "review_label",
    "tell_apart",
]
