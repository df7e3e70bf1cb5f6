"""What is answered where no view was reached, or where the one reached does not know the method: the API's one form at
the API, a page everywhere else. Django calls the first five by name (`urls.py`, `CSRF_FAILURE_VIEW`)."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views import defaults

from linli.kit import problems
from linli.kit.errors import NotFound, Problem

API = "/api/"


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a forged host, a form in another charset than UTF-8, a body that is none."""
    return _told(request, problems.of_request(exception), "400.html")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 without words of its own."""
    return _told(request, problems.forged(), "403.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing stands at the address."""
    return _told(request, NotFound(), "404.html")


def failed(request: HttpRequest) -> HttpResponse:
    """500: a mistake of our own. The page asks nothing of what may have broken."""
    return problems.response(problems.failed()) if _is_api(request) else defaults.server_error(request)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a write without the token of one of our pages."""
    return _told(request, problems.forged(), "403_csrf.html")


def wrong_method(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer of a view, unless it was 405 without a word: then that in words, with the methods there are."""
    if not isinstance(answer, HttpResponseNotAllowed):
        return answer
    told = _told(request, problems.wrong_method(), "405.html")
    told["Allow"] = answer["Allow"]
    return told


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(API)


def _told(request: HttpRequest, problem: Problem, page: str) -> HttpResponse:
    if _is_api(request):
        return problems.response(problem)
    if request.content_type == "application/x-www-form-urlencoded":
        request.encoding = "utf-8"  # type: ignore[assignment]  # drawing the page must not fail as reading the form did
    return render(request, page, status=problem.status)
