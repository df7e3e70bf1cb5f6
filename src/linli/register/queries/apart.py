"""Pairs of records that somebody said to be two persons, so that they are no likely doubles any more. Kept among the
changes of both, where whoever opens one of them reads it too."""

from collections.abc import Collection
from uuid import UUID

from linli.kit.actor import Actor
from linli.register.models import Change
from linli.register.queries.sight import within

APART = "apart"
"""The field of a change that names whom a record was told apart from."""


def told_apart(by: Actor, records: Collection[UUID]) -> set[frozenset[UUID]]:
    """Of some records the pairs that were said to be two persons."""
    rows = within(by, Change.objects.filter(subject__in=list(records), field=APART))
    return {frozenset({one, UUID(other)}) for one, other in rows.values_list("subject", "after")}
