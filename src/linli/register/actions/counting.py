"""How many live in a household, put down beside it."""

from collections.abc import Sequence
from uuid import UUID

from linli.register.models import Household, Resident


def recount(households: Sequence[UUID]) -> None:
    """Put down how many active members some households have."""
    for household in households:
        size = Resident.objects.filter(household=household, state="active").count()
        Household.objects.filter(id=household).update(size=size)
