"""A community's own cadences, kept in editions."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from linli.editions import actions as editions
from linli.editions.rules import Rows, mistake
from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.kit.errors import Refused
from linli.visits.models import CadenceRow
from linli.visits.queries.cadences import CADENCES, name_of, rows
from linli.visits.rules import Permission, refused
from linli.visits.rules.cadences import CONTACT_MOST
from linli.visits.rules.kinds import Grade

_KEPT = ("grade", "contact_days", "home_days")


def change_cadences(
    *, by: Actor, community: str, said: Sequence[Mapping[str, Any]], seen: int, reason: str
) -> UUID:
    """Say how often a community reaches whom; a job then reckons anew when everybody is due. Refused: another's
    community, a kind that is none, days that are no number from 1 to 366, visits inside oftener than contacts, an
    edition that is not the last any more (409)."""
    require(by, Permission.CHANGE_CADENCE, within=community)
    if len(community) != Level.COMMUNITY:
        raise refused("community", "走访周期按社区设置", "Cadences are set for a community")
    made, after = editions.change(
        by=by,
        noun=CADENCES,
        part=community,
        seen=seen,
        reason=reason,
        stands=lambda: rows(by, community),
        becomes=lambda before: _becomes(before, said),
    )
    _put(community, after)
    app.configure_task("visits.follow_register").defer(community=community)
    return made


def _becomes(before: Rows, said: Sequence[Mapping[str, Any]]) -> Rows:
    told = {str(one["code"]): one for one in said}
    known = {row["code"] for row in before}
    bad = [mistake(code, "code", "没有这一类", "There is no such kind") for code in told if code not in known]
    after: Rows = []
    for row in before:
        one = told.get(row["code"], row)
        after.append(row | {name: one[name] for name in _KEPT})
        bad += _wrong(after[-1])
    if bad:
        raise Refused(
            "cadence/mistakes", zh="有几处要改", en="Some rows cannot be so", extra={"mistakes": bad}
        )
    return after


def _wrong(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    code, name = row["code"], name_of(row["code"]) or row["code"]
    days = [("contact_days", row["contact_days"]), ("home_days", row["home_days"])]
    bad = [
        mistake(code, field, f"“{name}”的天数应为1到366", f"{code}: days are 1 to 366")
        for field, n in days
        if n is not None and not 1 <= n <= CONTACT_MOST
    ]
    if row["grade"] not in set(Grade):
        bad.append(mistake(code, "grade", f"请为“{name}”选择等级", f"Choose the grade of {code}"))
    return bad


def _put(community: str, after: Rows) -> None:
    """Keep the whole set as the community's own."""
    CadenceRow.objects.filter(community=community).delete()
    CadenceRow.objects.bulk_create(
        CadenceRow(
            id=ids.of("cadence", f"{community}/{row['code']}"),
            community=community,
            area=community,
            code=row["code"],
            changed_at=clock.now(),
            **{name: row[name] for name in _KEPT},
        )
        for row in after
    )
