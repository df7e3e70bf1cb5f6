"""Hot issues: reports of one thing by several people, found in time by their words, weighed by how many report it, how
often, how lately and how alike they speak. Pure: texts in, groups and figures out."""

from linli.language.rules.hot.grouping import Group, Groups, Moved
from linli.language.rules.hot.heat import HALF_LIFE, Heard, Heat, course, heat
from linli.language.rules.hot.issues import LEAST_REPORTERS, LEAST_REPORTS, Issue, issues
from linli.language.rules.hot.naming import Named, named
from linli.language.rules.hot.texts import Commonness, Report, Vector, features

__all__ = [
    "HALF_LIFE",
    "LEAST_REPORTERS",
    "LEAST_REPORTS",
    "Commonness",
    "Group",
    "Groups",
    "Heard",
    "Heat",
    "Issue",
    "Moved",
    "Named",
    "Report",
    "Vector",
    "course",
    "features",
    "heat",
    "issues",
    "named",
]
