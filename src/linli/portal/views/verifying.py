"""核验: what stands behind the code on a contact card or a notice, for whoever has somebody at the door."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.portal import limits, queries, rules, wording
from linli.portal.views.shown import page, show


@never_cache
@require_safe
@page
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Whether somebody may be let in: his face, his post, and whether he is in it today; of a notice when, where, why
    and who. A code nothing is known of is answered with a warning."""
    if not limits.allows(request, "verify", rules.VERIFIES_AN_HOUR):
        return show(request, "verify_none", status=429, many=True)
    found = queries.verified(code)
    if found is None:
        return show(request, "verify_none", status=404, many=False)
    told = found.told
    place = queries.place_of(told["area"])
    context: dict[str, Any] = {"place": place, "told": told, "host": request.get_host(), "desk": told["desk"]}
    if found.what == "card":
        return show(request, "verify_card", verdict=wording.VERDICTS[told["state"]], **context)
    days = wording.days(told["from_on"], told["until_on"])
    return show(request, "verify_notice", verdict=wording.NOTICED[told["state"]], days=days, **context)
