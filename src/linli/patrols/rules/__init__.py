"""The rules of patrols: who may do what (`grants`), what columns say (`kinds`), which rounds are asked on which days
(`slots`), how a route and a round must be said (`routes`, `rounds`), what is printed (`papers`)."""

from linli.patrols.rules.grants import GRANTS, Permission
from linli.patrols.rules.rounds import refused

__all__ = ["GRANTS", "Permission", "refused"]
