"""Keeping what the register is found by true to the register, in the transaction of each change; and anew for a whole
community after a load."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app

from linli.kit import ids, sealing
from linli.kit.actor import Actor, require_system
from linli.ledger import actions as ledger
from linli.register.models import Contact, Dwelling, Estate, Secret
from linli.register.queries.finding import tail_key
from linli.register.rules.finding import TAIL, numbers_in

_BATCH = 5000
AT_ONCE = 300
"""Dwellings of an estate that are marked while somebody waits."""


def mark(
    *,
    residents: Sequence[UUID] = (),
    dwellings: Sequence[UUID] = (),
    organisations: Sequence[UUID] = (),
    buildings: Sequence[UUID] = (),
    estates: Sequence[UUID] = (),
    quietly: bool = False,
) -> None:
    """Let these be found as they are now: an estate with its buildings, a building with all in it, a dwelling with who
    lives there. Merged, anonymised and closed ones are found no more. Called by whatever changes them; `quietly` where
    nothing but what they are found by did."""
    given = [list(each) for each in (residents, dwellings, organisations, buildings, estates)]
    if any(given[:4]) and not quietly:
        let_know(residents=residents, dwellings=dwellings, organisations=organisations, buildings=buildings)
    if any(given):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT register_mark(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])", given
            )


def let_know(*, community: str = "", **which: Sequence[UUID]) -> None:
    """Let whoever goes from door to door know, once this is committed, that some of the register changed: who lives
    there, which labels they have, where it lies. Residents, dwellings, organisations, buildings or households by their
    ids, or a whole community."""
    told: dict[str, Any] = {noun: [str(id) for id in ids] for noun, ids in which.items() if ids}
    app.configure_task("visits.follow_register").defer(community=community, **told)


def mark_estate(estate: Estate) -> None:
    """Let all of an estate that is called otherwise now be found so: at once, or a large one by a job that follows."""
    if Dwelling.objects.filter(building__estate=estate)[: AT_ONCE + 1].count() > AT_ONCE:
        app.configure_task("sheets.index").defer(community=estate.community)
    else:
        mark(estates=[estate.id])


def tails(*numbers: str) -> list[int]:
    """The keyed hashes that numbers in clear are found by: each whole, and its last four signs."""
    return tailer()(*numbers)


def tailer() -> Callable[..., list[int]]:
    """`tails`, for the numbers of many, under the key of this moment. Of last four signs there are few: each is hashed
    once."""
    key = tail_key()
    short = cache(key)

    def of(*numbers: str) -> list[int]:
        return list(
            dict.fromkeys(
                [
                    short(one) if len(one) == TAIL else key(one)
                    for number in numbers
                    for one in numbers_in(number)
                ]
            )
        )

    return of


def rebuild(*, by: Actor, community: str) -> int:
    """Let all of a community be found as it is now, and return how many things those are; for loads that write rows
    themselves, and after a new key. Forbidden to all but the system, at the login of the jobs."""
    require_system(by)
    reckon(community)
    made = mark_all(community)
    let_know(community=community)
    ledger.record(
        "register.indexed", by=by, area=community, subject=ids.of("register-find", community), count=made
    )
    return made


def mark_all(community: str) -> int:
    """Mark whatever a community has, and return how many things those are; at the login of the jobs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT register_mark_all(%s)", [community])
        return int(cursor.fetchall()[0][0])


def renew_tails(*, by: Actor, residents: Sequence[UUID] = (), contacts: Sequence[UUID] = ()) -> int:
    """Reckon anew, under the current key, what the sealed numbers of some residents and contacts are found by, and
    return of how many. Forbidden to all but the system."""
    require_system(by)
    secrets = list(Secret.objects.select_for_update().filter(pk__in=list(residents)).order_by("pk"))
    for row in secrets:
        row.tails = _tails_of(row)
    Secret.objects.bulk_update(secrets, ["tails"], batch_size=1000)
    people = list(Contact.objects.select_for_update().filter(id__in=list(contacts)).order_by("id"))
    for row in people:
        row.tails = tails(sealing.unseal(row.phone, of=row.pk, field="contact.phone"))
    Contact.objects.bulk_update(people, ["tails"], batch_size=1000)
    mark(
        quietly=True,
        residents=[row.pk for row in secrets],
        organisations=list({row.organisation_id for row in people}),  # type: ignore[attr-defined]
    )
    return len(secrets) + len(people)


def _tails_of(row: Secret) -> list[int]:
    return tails(
        *(
            sealing.unseal(getattr(row, name), of=row.pk, field=f"resident.{name}")
            for name in ("id_number", "phone", "other_phone")
        )
    )


def reckon(community: str) -> None:
    """Put beside sealed numbers that were written without them the hashes they are found by."""
    _reckon_residents(community)
    _reckon_contacts(community)


def _reckon_residents(community: str) -> None:
    """Unseal what was written without the hashes of its numbers, and put them beside it."""
    while True:
        waiting = Secret.objects.select_for_update().filter(community=community, tails=None)
        rows = list(waiting.order_by("pk")[:_BATCH])
        for row in rows:
            row.tails = _tails_of(row)
        Secret.objects.bulk_update(rows, ["tails"], batch_size=1000)
        if len(rows) < _BATCH:
            return


def _reckon_contacts(community: str) -> None:
    rows = list(Contact.objects.select_for_update().filter(community=community, tails=None).order_by("id"))
    for row in rows:
        row.tails = tails(sealing.unseal(row.phone, of=row.pk, field="contact.phone"))
    Contact.objects.bulk_update(rows, ["tails"], batch_size=1000)
