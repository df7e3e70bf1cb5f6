"""What an issue counts, from the matters that are written down in it."""

from linli.hotspots.models import HotIssue, HotReport
from linli.hotspots.rules import State, area_of, rank
from linli.kit import clock
from linli.kit.actor import Actor
from linli.language.rules.hot import Heard, heat
from linli.matters import queries as matters


def reckon(by: Actor, row: HotIssue) -> None:
    """Count an issue anew and save it; one that nothing is left in is gone. Its cohesion stays until the job comes."""
    held = list(HotReport.objects.filter(issue=row).values_list("id", flat=True))
    columns = ("received_at", "area", "reporter__phone_index")
    rows = list(matters.visible_matters(by).filter(id__in=held).values_list(*columns))
    now = clock.now()
    row.changed_at, row.version, row.reports = now, row.version + 1, len(rows)
    if not rows:
        row.state = State.GONE.value
        row.save()
        return
    heard = (Heard(at, bytes(phone).hex() if phone else "") for at, _, phone in rows)
    warmth = heat(heard, at=now, cohesion=row.cohesion)
    row.area, row.reporters = area_of(area for _, area, _ in rows), warmth.reporters
    row.rank, row.peak, row.first_at, row.last_at = (
        rank(warmth.now, now),
        warmth.peak,
        warmth.first,
        warmth.last,
    )
    row.save()
    HotReport.objects.filter(issue=row).exclude(area=row.area).update(area=row.area)
