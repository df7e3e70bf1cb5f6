"""我要反映: the form and the receipt."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.kit import clock
from linli.kit.areas import Level
from linli.kit.errors import Conflict, Problem
from linli.matters.actions import ReporterData
from linli.portal import actions, limits, queries, rules
from linli.portal.actions import Photo
from linli.portal.forms import RaiseForm
from linli.portal.queries import Place
from linli.portal.views.shown import AREA_COOKIE, keep_turn, page, set_cookie, show, turn


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def raise_(request: HttpRequest) -> HttpResponse:
    """The form; sent, it leads to the receipt."""
    asked = request.POST.get("area") or request.GET.get("area", "")
    place = queries.here(asked or request.COOKIES.get(AREA_COOKIE, ""))
    if place is None:
        return redirect(f"{reverse('choose')}?to=raise")
    grids = queries.grids_of(place.code)
    if request.method != "POST":
        form = RaiseForm(community=place, grids=grids, initial={"area": asked})
        return _form(request, form)
    form = RaiseForm(request.POST, request.FILES, community=place, grids=grids)
    if turned := turn(request):
        return keep_turn(_again(request, form, place, grids), turned)
    return _sent(request, form)


def _form(request: HttpRequest, form: RaiseForm, status: int = 200) -> HttpResponse:
    many = len(queries.places(level=Level.COMMUNITY)) > 1
    again = "receipt" in request.session and bool(form.non_field_errors())
    response = show(request, "raise", form=form, place=form.community, many=many, again=again, status=status)
    set_cookie(response, AREA_COOKIE, form.community.code)
    return response


def _again(request: HttpRequest, form: RaiseForm, place: Place, grids: list[Place]) -> HttpResponse:
    """The same form with what was typed, in the other language or size, without complaints; unless there are pictures
    that could not be kept."""
    if form.own_id() is None:
        form.renew()
    if not _keep_photos(request, form):
        return _form(request, form, status=429)
    fresh = RaiseForm(initial=form.typed(), community=place, grids=grids)
    fresh.kept_from(form)
    return _form(request, fresh)


def _sent(request: HttpRequest, form: RaiseForm) -> HttpResponse:
    if not limits.allows(request, "raise", rules.RAISES_AN_HOUR):
        form.add_error(None, _("提交得太频繁了，请过一会儿再试，或者直接打社区的电话。"))
        return _form(request, form, status=429)
    if form.is_valid():
        if _is_blocked(request, form):
            words = form.cleaned_data["words"]
            return show(request, "blocked", status=403, place=form.community, words=words)
        if answer := _told_before(request, form) or _raised(request, form):
            return answer
    if form.own_id() is None:
        form.renew()
    _keep_photos(request, form)
    form.point()
    return _form(request, form)


def _is_blocked(request: HttpRequest, form: RaiseForm) -> bool:
    return queries.is_blocked(
        area=form.cleaned_data["area"], network=limits.network(request), phone=form.cleaned_data["phone"]
    )


def _told_before(request: HttpRequest, form: RaiseForm) -> HttpResponse | None:
    """The receipt there is, where the very same was sent a little while ago: somebody went back and pressed once more.
    Where the words are the same and something else is not, he is asked once."""
    last: dict[str, Any] = request.session.get("raised") or {}
    if not last or clock.now().timestamp() - last["at"] > rules.SAME_AGAIN_MINUTES * 60:
        return None
    words, whole = _digests(form)
    if whole == last["whole"]:
        request.session["matter"] = request.session["receipt"] = last["matter"]
        return redirect(f"{reverse('receipt')}?before")
    if words == last["words"] and last.get("asked") != whole:
        request.session["raised"] = last | {"asked": whole}
        form.add_error(None, _("一样的话您刚才已经提交过了，回执还在。确实是另一件事，就再按一次提交。"))
        _keep_photos(request, form)
        return _form(request, form)
    return None


def _digests(form: RaiseForm) -> tuple[str, str]:
    """What tells one thing said from another: its words and place alone; and with all that came along."""
    data = form.cleaned_data
    words = [data["words"], data["area"], data["place"]]
    pictures = sorted({photo.digest() for photo in _photos(data["photos"])})
    kept = sorted(str(one.id) for one in form.kept_photos())
    whole = [*words, data["name"], data["phone"], str(data["secret"]), *pictures, *kept]
    first, second = (hashlib.sha256(json.dumps(said).encode()).hexdigest() for said in (words, whole))
    return first, second


def _raised(request: HttpRequest, form: RaiseForm) -> HttpResponse | None:
    """Raise it and lead to the receipt, or nothing when the form has to be mended."""
    try:
        matter = _raise(request, form)
    except Conflict:
        form.add_error(None, _("这份表已经提交过一次了。如果要再反映一件事，请再按一次提交。"))
        form.renew()
        return None
    except Problem as problem:
        form.blame(problem)
        return None
    words, whole = _digests(form)
    kept = {"matter": str(matter), "words": words, "whole": whole, "at": clock.now().timestamp()}
    request.session["raised"] = kept
    request.session["matter"] = request.session["receipt"] = str(matter)
    answer = redirect("receipt")
    reference: str = queries.receipt(matter)["reference"]
    set_cookie(answer, limits.COOKIE, limits.known_with(request, reference))
    return answer


def _photos(files: list[UploadedFile]) -> list[Photo]:
    return [Photo(file.name or "", file.size or 0, file) for file in files]


def _raise(request: HttpRequest, form: RaiseForm) -> UUID:
    data = form.cleaned_data
    id: UUID = data["form_id"]
    return actions.raise_matter(
        by=actions.as_visitor(id),
        id=id,
        area=data["area"],
        words=data["words"],
        place=data["place"],
        reporter=ReporterData(name=data["name"], phone=data["phone"], secret=data["secret"]),
        network=limits.network(request),
        photos=_photos(data["photos"]),
        kept=[one.id for one in form.kept_photos()],
    )


def _keep_photos(request: HttpRequest, form: RaiseForm) -> bool:
    """Pictures that came with a form to be mended are kept for its next try, as many as an address may have kept in an
    hour; says whether they were, and beside them when not."""
    files = form.with_room(request.FILES.getlist("photos"))
    if not files:
        return True
    if not limits.allows(request, "photos", rules.PHOTOS_AN_HOUR, amount=len(files)):
        form.add_error("photos", _("照片没有留住，提交时请再选一次。"))
        return False
    by = actions.as_visitor(form.own_id())
    form.keep(actions.keep_photos(by=by, area=form.community.code, photos=_photos(files)))
    return True


@never_cache
@require_safe
@page
def receipt(request: HttpRequest) -> HttpResponse:
    """The reference and the code, shown large, once somebody has raised something in this browser."""
    kept = request.session.get("receipt")
    if not kept:
        return redirect("track")
    found = queries.receipt(UUID(kept))
    before = "before" in request.GET
    return show(request, "receipt", receipt=found, before=before, place=queries.place_of(found["area"]))
