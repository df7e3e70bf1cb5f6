"""The first wall: the regroupings of the communities where the actor may see them."""

from django.db.models import Q, QuerySet

from linli.kit.actor import Actor
from linli.kit.areas import bounds, community_of
from linli.kit.errors import NotFound
from linli.regrouping.models import Regrouping
from linli.regrouping.rules import Permission


def visible_regroupings(by: Actor) -> QuerySet[Regrouping]:
    """Regroupings below the actor's areas, or of the community one of his areas lies in."""
    rows = Regrouping.objects.all()
    if by.everywhere:
        return rows
    seen = Q()
    for seat in by.seats:
        if seat.grants(Permission.SEE) and by.sees(seat.area):
            lo, hi = bounds(seat.area)
            seen |= Q(area__gte=lo, area__lt=hi) | Q(area=community_of(seat.area))
    return rows.filter(seen) if seen else rows.none()


def missing() -> NotFound:
    """Not there, or not the actor's to see."""
    return NotFound(
        "regrouping/not-found",
        zh="没有这个调整方案，或不在您的范围内",
        en="There is no such regrouping, or it is outside your area",
    )
