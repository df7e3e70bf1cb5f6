"""The still pages: home, choosing a community, one's grid worker, opinions about the software, switches."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.files import queries as files
from linli.kit.areas import Level, is_area
from linli.kit.errors import NotFound, Problem
from linli.portal import actions, limits, queries, rules
from linli.portal.forms import OpinionForm
from linli.portal.views.shown import AREA_COOKIE, keep_turn, page, set_cookie, show, turn


@require_safe
@page
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    place = queries.here(request.COOKIES.get(AREA_COOKIE, ""))
    cards = queries.cards(place.code) if place else []
    return show(request, "home", place=place, cards=cards[:3])


def _safe(request: HttpRequest, wanted: str) -> str:
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("home")


@require_POST
@page
def switch(request: HttpRequest) -> HttpResponse:
    """Another language, larger text, or back; then the page one came from."""
    return keep_turn(redirect(_safe(request, request.POST.get("next", ""))), turn(request))


@require_safe
@page
def choose(request: HttpRequest) -> HttpResponse:
    """Where are you: city, district, subdistrict, community, one after the other, as far as there is a choice."""
    below, to = request.GET.get("below", ""), request.GET.get("to", "raise")
    if below and not is_area(below):
        raise NotFound("portal/no-area", zh="没有这个地方", en="There is no such place")
    places, last = queries.choices(below)
    target = reverse("find" if to == "find" else "raise")
    return show(request, "choose", places=places, last=last, to=to, target=target)


@require_safe
@page
def find(request: HttpRequest) -> HttpResponse:
    """找我的网格员, first step: the grids of the community."""
    place = queries.here(request.GET.get("area", "") or request.COOKIES.get(AREA_COOKIE, ""))
    if place is None:
        return redirect(f"{reverse('choose')}?to=find")
    many = len(queries.places(level=Level.COMMUNITY)) > 1
    response = show(request, "find", place=place, grids=queries.grids_of(place.code), many=many)
    set_cookie(response, AREA_COOKIE, place.code)
    return response


@require_safe
@page
def found(request: HttpRequest, area: str) -> HttpResponse:
    """找我的网格员, second step: photo, name, phone."""
    name = queries.area_name(area) if is_area(area) and len(area) >= Level.COMMUNITY else ""
    if not name:
        raise NotFound("portal/no-area", zh="没有这个网格", en="There is no such grid")
    cards = queries.cards(area)
    own = [card for card in cards if card["own"]]
    others = [card for card in cards if not card["own"]]
    place = queries.place_of(area)
    return show(request, "found", area=area, name=name, own=own, others=others, place=place)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def feedback(request: HttpRequest) -> HttpResponse:
    """意见建议 about the software."""
    turned = turn(request) if request.method == "POST" else ""
    if request.method != "POST":
        form = OpinionForm(initial={"page": request.GET.get("page", "")[:200]})
        return show(request, "feedback", form=form, done="done" in request.GET)
    if turned:
        form = OpinionForm(initial=request.POST.dict())
        return keep_turn(show(request, "feedback", form=form), turned)
    form = OpinionForm(request.POST)
    if form.is_valid():
        if refusal := _say(request, form):
            return refusal
        return redirect(f"{reverse('feedback')}?done")
    form.renew()
    form.point()
    return show(request, "feedback", form=form)


def _say(request: HttpRequest, form: OpinionForm) -> HttpResponse | None:
    if not limits.allows(request, "opinion", rules.OPINIONS_AN_HOUR):
        form.add_error(None, _("提交得太频繁了，请过一会儿再试。"))
        return show(request, "feedback", form=form, status=429)
    place = queries.here(request.COOKIES.get(AREA_COOKIE, ""))
    data = form.cleaned_data
    if place and queries.is_blocked(area=place.code, network=limits.network(request)):
        return show(request, "blocked", status=403, place=place, words=data["words"])
    try:
        actions.say(
            by=actions.as_visitor(),
            id=data["form_id"],
            words=data["words"],
            page=data["page"],
            area=place.code if place else "",
        )
    except Problem as problem:
        form.blame(problem)
        form.renew()
        return show(request, "feedback", form=form)
    return None


@require_safe
def photo(request: HttpRequest, file_id: UUID, large: bool = False) -> HttpResponse | FileResponse:
    """A picture: of somebody's card, which a browser may keep for an hour, or of the matter this visitor has opened,
    which it may not keep at all."""
    try:
        row = queries.photo(opened(request), file_id)
        place = files.path(row, thumb=not large)
    except Problem:
        return _none()
    if not row.picture:
        return _none()
    answer = FileResponse(place.open("rb"), content_type=row.kind if large else "image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=3600" if row.public else "private, no-store"
    return answer


def _none() -> HttpResponse:
    """No picture, or none for this visitor: what is answered now is not true for ever."""
    return HttpResponse(status=404, headers={"Cache-Control": "no-store"})


def opened(request: HttpRequest) -> UUID | None:
    """The matter this visitor has opened with its code, or has just raised."""
    kept = request.session.get("matter")
    return UUID(kept) if kept else None


@require_safe
@cache_control(public=True, max_age=86400)
def robots(_: HttpRequest) -> HttpResponse:
    """What search engines may look at."""
    closed = (
        "/accounts/",
        "/api/",
        "/desk/",
        "/feedback/",
        "/field/",
        "/matter/",
        "/photo/",
        "/receipt/",
        "/start/",
        "/v/",
    )
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
