"""Signing in beyond the password: the code, a new password, the other house."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.views import PasswordChangeView
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.views import AuthenticateView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from linli.accounts import actions as accounts
from linli.accounts import queries
from linli.accounts.rules import DEVICE, PASSED, Owed
from linli.kit.scope import scope
from linli.portal import limits
from linli.portal.account_forms import CodeForm, PasswordForm
from linli.portal.other_house import UNKNOWN, Door
from linli.portal.views.standing import owing, person_of, staff, standing_of


def check_code(form: CodeForm) -> str:
    """Check a code and write down what is to be told of it: `` when it is right, else `incorrect`, or `rest` when there
    were too many wrong ones. Wrong ones count by person, right ones forget them."""
    who = str(form.user.pk)
    if not limits.tries("code", who, limits.CODES_MOST, limits.CODES_REST):
        return "rest"
    by = queries.as_person(form.user)
    with scope(by):
        good = form.is_valid()
        kind = form.authenticator.type if good else ""
        accounts.tell_code(by=by, good=good, kind=kind)
    if good:
        limits.forget("code", who)
        return ""
    told = form.errors.as_data().get("code", [])
    return "rest" if any(error.code == "too_many_login_attempts" for error in told) else "incorrect"


@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class Code(AuthenticateView):
    """The second step of signing in."""

    template_name = "account/code.html"
    form_class = CodeForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the code; then the sign-in goes on where the password left it."""
        if not isinstance(self.form, CodeForm):
            return redirect("account_login")
        wrong = check_code(self.form)
        if wrong:
            context = self.get_context_data() | {"wrong": wrong}
            return self.render_to_response(context, status=429 if wrong == "rest" else 200)
        answer = self.form_valid(self.form)
        if request.user.is_authenticated:
            request.session[PASSED] = True
        return answer


class Password(PasswordChangeView):
    """A new password of one's own; every other place is signed out."""

    template_name = "account/password_change.html"
    form_class = PasswordForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Who comes in by the other house alone has no password to change."""
        person: Any = request.user
        if person.is_authenticated and not person.has_usable_password():
            return redirect("security")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        """Change it; Django gives this session another key on the way, which the list must follow."""
        by = person_of(self.request)
        answer = super().form_valid(form)
        device = self.request.session.get(DEVICE)
        here = UUID(device) if device else None
        with scope(by):
            if here:
                accounts.move_session(by=by, session_id=here, key=self.request.session.session_key or "")
            accounts.end_other_sessions(by=by, but=here)
        return answer

    def get_default_success_url(self) -> str:
        """Back to where it was asked from: to work when it was owed."""
        return reverse("start") if standing_of(self.request).owes else f"{reverse('security')}?changed"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether it is owed."""
        owes = standing_of(self.request).owes == Owed.PASSWORD
        return super().get_context_data(**kwargs) | {"owes": owes}


password = owing(Owed.PASSWORD)(Password.as_view())
code = Code.as_view()


def fresh(request: HttpRequest) -> bool:
    """Whether this session has just shown a password or a code."""
    return not account_adapter(request).is_reauthentication_required(app="linli")


def again(request: HttpRequest, to: str) -> HttpResponse:
    """Ask for the password or a code once more, then come back."""
    on = queries.second_factor(person_of(request), user_id=person_of(request).id)
    ask = "mfa_reauthenticate" if on else "account_reauthenticate"
    return redirect(f"{reverse(ask)}?next={reverse(to)}")


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """The address of ours that was asked for, or another."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and ours else reverse(otherwise)


@require_POST
@never_cache
def oidc(request: HttpRequest) -> HttpResponse:
    """To the other house, to sign in by way of it."""
    return _leave(request, AuthProcess.LOGIN, safe_next(request, "start"))


@staff
@require_POST
def oidc_link(request: HttpRequest) -> HttpResponse:
    """To the other house, to link who one is there."""
    if not fresh(request):
        return again(request, "security")
    return _leave(request, AuthProcess.CONNECT, reverse("security"))


def _leave(request: HttpRequest, process: str, to: str) -> HttpResponse:
    house = settings.LINLI_OIDC
    if house is None:
        raise Http404
    try:
        return get_adapter().get_provider(request, house.id).redirect(request, process=process, next_url=to)
    except (RequestException, KeyError, ValueError):
        return render(request, UNKNOWN, {"why": "away"}, status=502)


@require_safe
@never_cache
def oidc_callback(request: HttpRequest) -> HttpResponse:
    """Back from the other house."""
    house = settings.LINLI_OIDC
    if house is None:
        raise Http404
    try:
        return OAuth2CallbackView.adapter_view(Door(request, house.id))(request)
    except ImmediateHttpResponse as answer:
        return answer.response


@staff
@require_POST
def oidc_unlink(request: HttpRequest) -> HttpResponse:
    """Undo the link."""
    if not fresh(request):
        return again(request, "security")
    by = person_of(request)
    if settings.LINLI_OIDC is not None:
        with scope(by):
            accounts.unlink(by=by, provider=settings.LINLI_OIDC.id)
    return redirect("security")
