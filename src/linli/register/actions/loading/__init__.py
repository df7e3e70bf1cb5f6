"""Writing many at a time, for ledgers: homes (`homes`), newcomers (`entering`), corrections (`correcting`), labels
(`labels`). Rows go through COPY into a table of the session and from there, under the policies, where they belong."""

from linli.register.actions.loading.correcting import Correction, correct_many
from linli.register.actions.loading.entering import Newcomer, NewHousehold, enter_many
from linli.register.actions.loading.homes import HomeData, Homes, lock_register, make_homes
from linli.register.actions.loading.labels import LabelData, label_many

__all__ = [
    "Correction",
    "HomeData",
    "Homes",
    "LabelData",
    "NewHousehold",
    "Newcomer",
    "correct_many",
    "enter_many",
    "label_many",
    "lock_register",
    "make_homes",
]
