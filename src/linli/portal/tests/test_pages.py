"""The still pages, the doors of the staff faces, signing in, and errors."""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import Settings

from linli.accounts import actions as accounts
from linli.accounts.models import User
from linli.files import actions as files
from linli.files.tests import factories as make
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.portal import limits
from linli.portal.tests import factories as f
from linli.tests import community as c

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_FILES = tmp_path
    settings.WEB_DIST = tmp_path / "dist"
    cache.clear()


def _signed_in(key: str) -> Client:
    client = Client()
    answer = client.post("/accounts/login/", {"login": key, "password": c.PASSWORD})
    assert answer.status_code == 302
    return client


def test_home(client: Client) -> None:
    page = f.text(client.get("/"))
    for words in (
        "本社区",
        "我要反映",
        "查进度",
        "找我的网格员",
        "演示数据",
        "意见建议",
        "长者模式",
        "English",
        "按“未评价”结案",
    ):
        assert words in page
    assert "满意了才算完" not in page


def test_my_grid_worker(client: Client) -> None:
    with scope(system()):
        photo = files.store(by=system(), area=c.HOME, name="a.png", content=make.png("RGB"), public=True)
        accounts.set_photo(by=system(), user_id=c.user_id("grid1"), photo=photo)
    grids = f.text(client.get("/find/"))
    assert all(f"/find/{grid}/" in grids for grid in c.GRIDS)
    page = f.text(client.get(f"/find/{c.GRIDS[0]}/"))
    assert "grid1者" in page
    assert 'href="tel:194' in page
    assert f"/photo/{photo}/" in page
    answer = client.get(f"/photo/{photo}/")
    assert answer.status_code == 200
    assert f.streamed(answer)
    assert "暂时空缺" in f.text(client.get(f"/find/{c.GRIDS[2]}/"))
    for nowhere in ("123", "abc", "999999999999", "97", f"{c.HOME}999"):
        assert client.get(f"/find/{nowhere}/").status_code == 404


def test_choosing_where_one_is(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = (c.GRIDS[0], f"{c.NEXT_DOOR}001", f"{c.ELSEWHERE}001")

    def served(_: object, *, below: str = "", level: int) -> list[dict[str, object]]:
        found = sorted({code[:level] for code in codes if code.startswith(below)})
        return [{"code": code, "name": f"区域{code}", "synthetic": True} for code in found]

    monkeypatch.setattr("linli.territory.queries.served", served)
    assert client.get("/raise/").headers["Location"] == "/places/?to=raise"
    first = f.text(client.get("/places/?to=raise"))
    assert f"below={c.DISTRICT}" in first
    assert f"below={c.ELSEWHERE[:6]}" in first
    second = f.text(client.get(f"/places/?to=raise&below={c.DISTRICT}"))
    assert f"/raise/?area={c.HOME}" in second
    assert f"/raise/?area={c.NEXT_DOOR}" in second
    assert client.get(f"/raise/?area={c.NEXT_DOOR}").status_code == 200
    assert f"区域{c.NEXT_DOOR}" in f.text(client.get("/raise/"))
    assert client.get("/places/?below=zz").status_code == 404


def test_opinions(client: Client) -> None:
    form = f.forms(client.get("/feedback/?page=/track/"))["main-form"]
    for _ in range(2):
        assert f.send(client, form, words="字太小").headers["Location"] == "/feedback/?done"
    assert "请写下" in f.text(f.send(client, form, words=""))
    assert (
        f.forms(f.send(client, form, words="写了一半", turn="en"))["main-form"].values["words"] == "写了一半"
    )
    rows = _signed_in("admin").get("/api/feedback").json()["rows"]
    assert [(row["words"], row["page"], row["face"]) for row in rows] == [("字太小", "/track/", "portal")]


def test_an_opinion_from_nowhere_is_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.portal.queries.here", lambda _: None)
    form = f.forms(client.get("/feedback/"))["main-form"]
    assert f.send(client, form, words="找不到我的社区").status_code == 302
    rows = _signed_in("admin").get("/api/feedback").json()["rows"]
    assert [(row["words"], row["area"]) for row in rows] == [("找不到我的社区", c.DISTRICT)]


def test_opinions_are_limited(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.portal.rules.OPINIONS_AN_HOUR", 1)
    assert f.send(client, f.forms(client.get("/feedback/"))["main-form"], words="一").status_code == 302
    assert f.send(client, f.forms(client.get("/feedback/"))["main-form"], words="二").status_code == 429


def test_switches_are_kept(client: Client) -> None:
    form = f.forms(client.get("/find/"))["switch"]
    assert f.send(client, form, turn="large").headers["Location"] == "/find/"
    assert 'class="large"' in f.text(client.get("/"))
    f.send(client, form, turn="en")
    assert '<html lang="en" class="large">' in f.text(client.get("/"))
    f.send(client, form, turn="small")
    f.send(client, form, turn="zh-hans")
    assert '<html lang="zh-Hans">' in f.text(client.get("/"))
    f.send(client, form, turn="nonsense")
    assert client.get("/switch/").status_code == 405


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_switches_lead_nowhere_else(client: Client, next: str) -> None:
    assert client.post("/switch/", {"turn": "en", "next": next}).headers["Location"] == "/"


def test_switches_are_kept_with_the_account() -> None:
    client = _signed_in("grid1")
    client.post("/switch/", {"turn": "large", "next": "/"})
    client.post("/switch/", {"turn": "en", "next": "/"})
    person = User.objects.get(id=c.user_id("grid1"))
    assert (person.large_text, person.language) == (True, "en")


@pytest.mark.parametrize(
    ("key", "to"),
    [("counter", "/desk/"), ("grid1", "/field/"), ("volunteer", "/field/"), ("department", "/desk/")],
)
def test_signing_in_leads_to_the_face_that_suits(key: str, to: str) -> None:
    client = Client()
    answer = client.post("/accounts/login/", {"login": key, "password": c.PASSWORD})
    assert answer.headers["Location"] == "/start/"
    assert client.get("/start/").headers["Location"] == to


def test_who_has_both_chooses() -> None:
    page = f.text(_signed_in("lead").get("/start/"))
    assert 'href="/desk/"' in page
    assert 'href="/field/"' in page


def test_who_has_no_post_is_told() -> None:
    with scope(system()):
        accounts.add_person(by=system(), area=c.HOME, username="new", name="新人", password=c.PASSWORD)
    assert "还没有岗位" in f.text(_signed_in("new").get("/start/"))


@pytest.mark.parametrize("path", ["/start/", "/desk/", "/desk/matters/1", "/field/", "/field/mine"])
def test_work_pages_want_somebody_signed_in(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"] == f"/accounts/login/?next={path}"


def test_the_built_pages(settings: Settings) -> None:
    client = _signed_in("lead")
    assert client.get("/desk/").status_code == 503
    folder = Path(settings.WEB_DIST)
    folder.mkdir()
    (folder / "desk.html").write_text("<html>desk</html>")
    (folder / "field.html").write_text("<html>field</html>")
    client.cookies.pop("csrftoken", None)
    answer = client.get("/desk/matters/7?tab=2")
    assert f.text(answer) == "<html>desk</html>"
    assert "csrftoken" in answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert f.text(client.get("/field/")) == "<html>field</html>"


def test_what_a_phone_begins_with(client: Client, settings: Settings) -> None:
    assert client.get("/field/sw.js").status_code == 503
    folder = Path(settings.WEB_DIST)
    folder.mkdir()
    (folder / "field.html").write_text("<html>field</html>")
    (folder / "sw.js").write_text("self;")
    worker = client.get("/field/sw.js")
    assert f.text(worker) == "self;"
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Cache-Control"] == "no-cache"
    shell = client.get("/field/shell.html")
    assert f.text(shell) == "<html>field</html>"
    assert "script-src 'self'" in shell["Content-Security-Policy"]
    assert client.post("/field/sw.js").status_code == 405


def test_sign_in_by_phone_wrong_and_locked(client: Client) -> None:
    person = User.objects.get(id=c.user_id("counter"))
    assert "工作人员登录" in f.text(client.get("/accounts/login/"))
    page = f.text(client.post("/accounts/login/", {"login": person.phone, "password": "wrong"}))
    assert 'role="alert"' in page
    assert f'value="{person.phone}"' in page
    answer = client.post(
        "/accounts/login/?next=/desk/matters/1", {"login": person.phone, "password": c.PASSWORD}
    )
    assert answer.status_code == 302


def test_locked_page() -> None:
    translation.activate("zh-hans")
    page = render_to_string("account/locked.html", {}, RequestFactory().get("/accounts/login/"))
    assert "15分钟" in page


def test_changing_ones_password_and_leaving() -> None:
    client = _signed_in("counter")
    assert "改密码" in f.text(client.get("/accounts/password/change/"))
    bad = client.post(
        "/accounts/password/change/", {"oldpassword": "x", "password1": "123", "password2": "124"}
    )
    assert 'role="alert"' in f.text(bad)
    assert "退出登录" in f.text(client.get("/accounts/logout/"))
    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert client.get("/start/").status_code == 302


def test_nobody_signs_up(client: Client) -> None:
    assert "不开放注册" in f.text(client.get("/accounts/signup/"))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/raise/", 200),
        ("/receipt/", 302),
        ("/track/", 200),
        ("/matter/", 302),
        ("/places/", 200),
        ("/find/", 200),
        (f"/find/{c.GRIDS[0]}/", 200),
        ("/feedback/", 200),
        ("/photo/00000000-0000-7000-8000-000000000009/", 404),
        ("/start/", 302),
        ("/desk/", 302),
        ("/field/mine", 302),
        ("/robots.txt", 200),
        ("/favicon.ico", 302),
        ("/healthz", 200),
        ("/accounts/login/", 200),
    ],
)
def test_asking_for_the_head_alone(client: Client, path: str, status: int) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (status, b"")
    assert client.get(path).status_code == status
    assert client.delete(path).status_code in {302, 403, 405} or path == "/healthz"


@pytest.mark.parametrize(
    ("url", "for_ever"),
    [
        ("/static/web/assets/CommunityPicker-DBEBgWM-.css", True),
        ("/static/web/assets/desk-Dmx96rDa.js", True),
        ("/static/web/assets/desk-Dmx96rDa.0123456789ab.js", True),
        ("/static/portal/style.0123456789ab.css", True),
        ("/static/portal/style.css", False),
        ("/static/web/desk.html", False),
        ("/static/web/icon.svg", False),
        ("/elsewhere/assets/desk-Dmx96rDa.js", False),
    ],
)
def test_what_browsers_keep_for_ever(settings: Settings, url: str, for_ever: bool) -> None:
    assert bool(re.search(settings.WHITENOISE_IMMUTABLE_FILE_TEST, url)) is for_ever


def test_errors_have_words(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "没有这一页" in f.text(answer)
    translation.activate("zh-hans")
    for name, words in (("400", "看不懂"), ("403", "不能看"), ("500", "系统出错了"), ("403_csrf", "太久")):
        assert words in render_to_string(f"{name}.html")


def test_small_things(client: Client) -> None:
    robots = f.text(client.get("/robots.txt"))
    assert "Disallow: /api/" in robots
    icon = client.get("/favicon.ico")
    assert icon.headers["Location"].endswith(".svg")
    page = client.get("/")
    assert "script-src" in page["Content-Security-Policy"]
    assert client.get("/healthz").json() == {"status": "ok"}


def test_every_page_can_be_reached_by_its_parts(client: Client) -> None:
    for path in (
        "/",
        "/raise/",
        "/track/",
        "/find/",
        f"/find/{c.GRIDS[0]}/",
        "/feedback/",
        "/places/",
        "/accounts/login/",
    ):
        page = f.text(client.get(path))
        for part in (
            'href="#main"',
            '<main id="main"',
            "/feedback/?page=",
            'name="turn" value="en"',
            'value="large"',
            "<h1",
        ):
            assert part in page, (path, part)


def test_addresses_behind_a_proxy(settings: Settings) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 1.2.3.4")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert limits.address_of(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert limits.address_of(request) == "1.2.3.4"


def test_a_busy_database_is_said_in_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr("linli.portal.queries.cards", busy)
    answer = client.get("/")
    assert answer.status_code == 503
    assert "繁忙" in f.text(answer)
    assert "lock" not in f.text(answer)
