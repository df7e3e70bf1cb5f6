"""From words to a place of the local register: `shadow` makes a text even, `chains` reads numbers of buildings,
entrances and rooms, `gazetteer` knows the names of one community, `mentions` puts both together, `ranking` says which
place is meant and why, or that it is unsure. Rooms are asked for from outside, so that whoever asks sees only what he
may."""

from linli.language.rules.locating.gazetteer import Gazetteer
from linli.language.rules.locating.places import Candidate, Kind, Located, Place, Reason, Room, Rooms, Wanted
from linli.language.rules.locating.ranking import locate

__all__ = [
    "Candidate",
    "Gazetteer",
    "Kind",
    "Located",
    "Place",
    "Reason",
    "Room",
    "Rooms",
    "Wanted",
    "locate",
]
