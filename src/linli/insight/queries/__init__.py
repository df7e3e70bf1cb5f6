"""Counting: what the register tells of an area (`register`), put together with its ground and its posts (`figures`),
and the records behind a figure (`records`); what an area is not clear about (`completeness`), as conditions
(`wants`); who reaches whom (`network`), as pictures (`pictures`)."""

from linli.insight.queries.completeness import completeness, incomplete
from linli.insight.queries.figures import figures, profile
from linli.insight.queries.network import Net, network, unreached
from linli.insight.queries.pictures import household_network, picture
from linli.insight.queries.records import records
from linli.insight.queries.register import behind

__all__ = [
    "Net",
    "behind",
    "completeness",
    "figures",
    "household_network",
    "incomplete",
    "network",
    "picture",
    "profile",
    "records",
    "unreached",
]
