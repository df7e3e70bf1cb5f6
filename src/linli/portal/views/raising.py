"""我要反映: the form and the receipt."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

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
    response = show(request, "raise", form=form, place=form.community, many=many, status=status)
    set_cookie(response, AREA_COOKIE, form.community.code)
    return response


def _again(request: HttpRequest, form: RaiseForm, place: Place, grids: list[Place]) -> HttpResponse:
    """The same form with what was typed, in the other language or size, without complaints; unless there are pictures
    that could not be kept."""
    if not _keep_photos(request, form):
        return _form(request, form, status=429)
    fresh = RaiseForm(initial=request.POST.dict(), community=place, grids=grids)
    fresh.kept_from(form)
    return _form(request, fresh)


def _sent(request: HttpRequest, form: RaiseForm) -> HttpResponse:
    if not limits.allows(request, "raise", rules.RAISES_AN_HOUR):
        form.add_error(None, _("提交得太频繁了，请过一会儿再试，或者直接打社区的电话。"))
        return _form(request, form, status=429)
    if form.is_valid():
        try:
            matter = _raise(form)
        except Conflict:
            form.add_error(None, _("这份表已经提交过一次了。如果要再反映一件事，请再按一次提交。"))
        except Problem as problem:
            form.blame(problem)
        else:
            request.session["matter"] = request.session["receipt"] = str(matter)
            return redirect("receipt")
    _keep_photos(request, form)
    form.renew()
    form.point()
    return _form(request, form)


def _photos(files: list[UploadedFile]) -> list[Photo]:
    photos: list[Photo] = []
    for file in files:
        file.seek(0)
        photos.append(Photo(file.name or "", file.read()))
    return photos


def _raise(form: RaiseForm) -> UUID:
    data = form.cleaned_data
    id: UUID = data["form_id"]
    return actions.raise_matter(
        by=actions.as_visitor(id),
        id=id,
        area=data["area"],
        words=data["words"],
        place=data["place"],
        reporter=ReporterData(name=data["name"].strip(), phone=data["phone"], secret=data["secret"]),
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
    form.keep(actions.keep_photos(by=actions.as_visitor(), area=form.community.code, photos=_photos(files)))
    return True


@never_cache
@require_safe
@page
def receipt(request: HttpRequest) -> HttpResponse:
    """The reference and the code, shown large, once somebody has raised something in this browser."""
    kept = request.session.get("receipt")
    if not kept:
        return redirect("track")
    return show(request, "receipt", receipt=queries.receipt(UUID(kept)))
