"""Whose permissions are whose: every app's grants, joined."""

from linli.accounts import rules as accounts
from linli.blocks import rules as blocks
from linli.calendars import rules as calendars
from linli.classifying import rules as classifying
from linli.delivery import rules as delivery
from linli.feedback import rules as feedback
from linli.files import rules as files
from linli.habits import rules as habits
from linli.hotspots import rules as hotspots
from linli.kit import roles
from linli.ledger import rules as ledger
from linli.matters import rules as matters
from linli.patrols import rules as patrols
from linli.register import rules as register
from linli.regrouping import rules as regrouping
from linli.territory import rules as territory
from linli.visits import rules as visits
from linli.workforce import rules as workforce

ALL = (
    ledger,
    territory,
    accounts,
    calendars,
    files,
    delivery,
    workforce,
    feedback,
    blocks,
    classifying,
    register,
    regrouping,
    matters,
    visits,
    patrols,
    hotspots,
    habits,
)


def join_grants() -> None:
    """Join what the apps grant, and say what a stand-in is not granted."""
    roles.join(*(app.GRANTS for app in ALL))
    roles.keep(workforce.KEPT | matters.KEPT | register.KEPT | regrouping.KEPT | visits.KEPT | habits.KEPT)
