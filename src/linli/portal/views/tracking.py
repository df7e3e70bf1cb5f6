"""查进度: opening a matter with its reference and code, seeing how it stands, judging it, taking it back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.kit.errors import NotFound, Problem, TooMany
from linli.matters.rules.words import tidy_reference, tries_used_up
from linli.portal import actions, limits, queries, rules, wording
from linli.portal.forms import Issued, RateForm, RemindForm, TrackForm, WithdrawForm
from linli.portal.views.home import opened
from linli.portal.views.shown import keep_turn, page, set_cookie, show, signed_in, turn


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def track(request: HttpRequest) -> HttpResponse:
    """The form for reference and code."""
    if request.method != "POST":
        return show(request, "track", form=TrackForm(initial={"reference": request.GET.get("reference", "")}))
    if turned := turn(request):
        return keep_turn(show(request, "track", form=TrackForm(initial=request.POST.dict())), turned)
    form = TrackForm(request.POST)
    status = 200
    if form.is_valid():
        try:
            matter = _open(request, form.cleaned_data["reference"], form.cleaned_data["code"])
        except Problem as problem:
            form.add_error(None, wording.sentence(problem))
            status = problem.status if isinstance(problem, TooMany) else 200
        else:
            request.session["matter"] = str(matter)
            answer = redirect("matter")
            reference = tidy_reference(form.cleaned_data["reference"])
            set_cookie(answer, limits.COOKIE, limits.known_with(request, reference))
            return answer
    return show(request, "track", form=form, status=status)


def _open(request: HttpRequest, reference: str, code: str) -> UUID:
    """An unknown reference and a wrong code cost and tell the same, also after the fifth time."""
    tries = limits.Tries(request, tidy_reference(reference) or reference)
    if not tries.allowed():
        raise tries_used_up()
    matter = actions.open_ticket(
        by=actions.as_visitor(), reference=reference, code=code, familiar=tries.familiar
    )
    tries.right()
    return matter


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def matter(request: HttpRequest) -> HttpResponse:
    """The matter this visitor has opened."""
    id = opened(request)
    if id is None:
        return redirect("track")
    if request.method != "POST":
        return _matter(request, id, RateForm(), WithdrawForm())
    if turned := turn(request):
        initial = request.POST.dict()
        return keep_turn(
            _matter(request, id, RateForm(initial=initial), WithdrawForm(initial=initial)), turned
        )
    if signed_in(request):
        return show(request, "worker", status=403)
    if request.POST.get("do") == "withdraw":
        form = WithdrawForm(request.POST)
        return _did(request, id, form, _withdraw) or _matter(request, id, RateForm(), form)
    if request.POST.get("do") == "remind":
        form = RemindForm(request.POST)
        return _did(request, id, form, _remind) or _matter(request, id, RateForm(), WithdrawForm(), form)
    form = RateForm(request.POST)
    return _did(request, id, form, _rate) or _matter(request, id, form, WithdrawForm())


def _matter(
    request: HttpRequest, id: UUID, rate: RateForm, withdraw: WithdrawForm, remind: RemindForm | None = None
) -> HttpResponse:
    try:
        found = queries.matter(id)
    except NotFound:
        request.session.pop("matter", None)
        raise
    may: list[str] = [] if (staff := signed_in(request)) else found["abilities"]
    steps = [(wording.STEPS[s["verb"]], s["at"]) for s in found["steps"] if s["verb"] in wording.STEPS]
    return show(
        request,
        "matter",
        place=queries.place_of(found["area"]),
        matter=found,
        state=wording.STATES.get(found["state"], ""),
        meaning=_meaning(found),
        stages=list(wording.STAGES.values()),
        stage=rules.stage_of(found["state"]),
        standing=wording.STANDINGS.get(found["standing"], ""),
        answers=_answers(found),
        steps=steps,
        judged=found["score"] is not None,
        rate=rate,
        withdraw=withdraw,
        done=request.GET.get("done", ""),
        may_rate="rate" in may,
        remind=remind or RemindForm(),
        may_remind="remind" in may,
        may_withdraw="withdraw" in may,
        signed_in=staff and {"rate", "withdraw", "remind"} & set(found["abilities"]),
    )


def _meaning(found: dict[str, Any]) -> str:
    if found["state"] == "closed" and found["closed_as"] == "unrated":
        return _("这件事已经结案。您没有评价，按“未评价”记录，不算满意；30天内还可以补评。")
    return str(wording.MEANINGS.get(found["state"], ""))


def _answers(found: dict[str, Any]) -> list[dict[str, Any]]:
    """What was said and how it was judged, in order; a judgement without words stands at its own time too."""
    said = {note["id"] for note in found["answers"]}
    silent = [
        {**step, "kind": "rated", "words": "", "post_name": "", "outcome": ""}
        for step in found["steps"]
        if step["verb"] == "matter.rated" and step["id"] not in said
    ]
    scores = {step["id"]: step["score"] for step in found["steps"]}
    notes = sorted([*found["answers"], *silent], key=lambda note: note["at"])
    return [{**_answer(note), "level": wording.score_words(scores.get(note["id"]))} for note in notes]


def _answer(note: dict[str, Any]) -> dict[str, Any]:
    return {
        **note,
        "title": wording.KINDS.get(note["kind"], wording.KINDS["answer"]),
        "how": wording.OUTCOMES.get(note["outcome"], ""),
    }


def _did(request: HttpRequest, id: UUID, form: Issued, do: Callable[[UUID, Any], str]) -> HttpResponse | None:
    """Do it and come back to the page, or nothing when the form has to be mended."""
    if form.is_valid():
        try:
            word = do(id, form.cleaned_data)
        except Problem as problem:
            form.blame(problem)
        else:
            return redirect(f"{request.path}?done={word}")
    form.renew()
    form.point()
    return None


def _rate(id: UUID, data: dict[str, Any]) -> str:
    actions.rate(
        by=actions.as_visitor(id),
        id=data["form_id"],
        score=int(data["score"]),
        words=data["words"],
        reopen=data["reopen"],
    )
    return "rated"


def _withdraw(id: UUID, data: dict[str, Any]) -> str:
    actions.withdraw(by=actions.as_visitor(id), id=data["form_id"], reason=data["reason"])
    return "withdrawn"


def _remind(id: UUID, data: dict[str, Any]) -> str:
    actions.remind(by=actions.as_visitor(id), id=data["form_id"], words=data["words"])
    return "reminded"


@require_POST
@page
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the matter in this browser, for whoever shares a phone."""
    for name in ("matter", "receipt"):
        request.session.pop(name, None)
    return redirect("home")
