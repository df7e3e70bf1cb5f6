"""The register's tables: places (`places`), households and residents (`people`), shops and other organisations
(`organisations`), dated labels and skills (`labels`), what was changed (`changes`), what
people call places (`nicknames`), and what all of it is found by (`finding`)."""

from linli.register.models.changes import Change
from linli.register.models.finding import Find
from linli.register.models.labels import Label, LabelKind, Skill
from linli.register.models.nicknames import Nickname
from linli.register.models.organisations import Contact, Organisation
from linli.register.models.people import Household, Resident, Secret, Stay
from linli.register.models.places import Building, Dwelling, Entrance, Estate
from linli.register.models.ties import Informant, Tie

__all__ = [
    "Building",
    "Change",
    "Contact",
    "Dwelling",
    "Entrance",
    "Estate",
    "Find",
    "Household",
    "Informant",
    "Label",
    "LabelKind",
    "Nickname",
    "Organisation",
    "Resident",
    "Secret",
    "Skill",
    "Stay",
    "Tie",
]
