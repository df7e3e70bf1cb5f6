"""The public doors held: what a page's Enter does, whom a page names, what is sent twice, who is turned away."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from linli.accounts.models import User
from linli.blocks import actions as blocks
from linli.blocks.models import Sender
from linli.blocks.rules import Kind
from linli.files.tests import factories as make
from linli.kit.errors import Refused
from linli.kit.scope import scope
from linli.matters.models import Matter
from linli.portal import rules
from linli.portal.tests import factories as f
from linli.tests import community as c
from linli.workforce import queries as workforce

pytestmark = pytest.mark.django_db
HERE = "203.0.113.7"


@pytest.fixture(autouse=True)
def _own(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_FILES = tmp_path
    cache.clear()


def _counters_phone() -> str:
    post = workforce.nearest(title="counter_worker", area=c.HOME)
    assert post
    assert post.phone
    return post.phone


class _Buttons(HTMLParser):
    """The first submit button of every form in the order of the document, which is what Enter presses, and the forms
    that have a field to press it in."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, dict[str, str]] = {}
        self.typed: set[str] = set()
        self._form = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Forms, buttons, fields."""
        found = {k: v or "" for k, v in attrs}
        if tag == "form":
            self._form = found.get("id") or found.get("action", "")
        owner = found.get("form") or self._form
        kind = found.get("type", "submit" if tag == "button" else "text")
        if tag == "button" and kind == "submit" and owner:
            self.first.setdefault(owner, found)
        elif tag == "input" and kind not in {"hidden", "submit"} and owner:
            self.typed.add(owner)

    def handle_endtag(self, tag: str) -> None:
        """The end of a form."""
        if tag == "form":
            self._form = ""


def _check_enter(answer: Any, *forms: str) -> None:
    buttons = _Buttons()
    buttons.feed(f.text(answer))
    assert set(forms) <= buttons.typed
    for form in buttons.typed:
        button = buttons.first[form]
        assert button.get("name") != "turn", form
        assert "formnovalidate" not in button
        assert "disabled" not in button


def test_enter_sends_the_form_and_turns_nothing(client: Client) -> None:
    for path in ("/raise/", "/track/", "/feedback/"):
        _check_enter(client.get(path), "main-form")
    _check_enter(client.get("/accounts/login/"), "/accounts/login/")
    _, _, matter = f.raised(client)
    f.settle(matter)
    _check_enter(client.get("/matter/"), "rate-form")
    worker = Client()
    worker.force_login(User.objects.get(id=c.user_id("grid1")), backend="linli.accounts.backends.PhoneOrName")
    _check_enter(worker.get("/accounts/password/change/"), "/accounts/password/change/")


def test_the_switches_still_keep_what_was_typed(client: Client) -> None:
    page = f.text(client.get("/track/"))
    assert page.count('form="main-form"') == 3
    answer = f.send(client, f.forms(client.get("/track/"))["main-form"], reference="261122", turn="en")
    assert f.forms(answer)["main-form"].values["reference"] == "261122"


def test_every_page_names_the_community_and_its_counter(client: Client) -> None:
    phone = _counters_phone()
    f.raised(client)
    for path in (
        "/",
        "/raise/",
        "/receipt/",
        "/track/",
        "/matter/",
        "/find/",
        f"/find/{c.GRIDS[0]}/",
        "/feedback/",
        "/accounts/login/",
        "/nowhere/",
    ):
        page = f.text(client.get(path))
        assert "<small>本社区</small>" in page, path
        assert "演示数据" in page, path
        assert f'href="tel:{phone}">社区窗口 {phone}' in page, path
        assert "工作日 9:00–12:00、13:30–17:30" in page, path


def test_without_a_database_the_frame_is_left_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def away(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("linli.portal.queries.here", away)
    monkeypatch.setattr("linli.portal.queries.counter", away)
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这一页" in f.text(answer)


def _count() -> int:
    by = c.actor("counter")
    with scope(by, write=False):
        return Matter.objects.count()


def test_going_back_and_sending_once_more_gives_the_same_receipt(client: Client) -> None:
    values: dict[str, Any] = {"name": "张三", "phone": "13812345678", "photos": f.photo()}
    reference, code, _ = f.raised(client, **values)
    answer = f.send(
        client,
        f.raise_form(client),
        words=" 三号楼门口的路灯坏了",
        area=c.GRIDS[0],
        **(values | {"photos": f.photo()}),
    )
    assert answer.headers["Location"] == "/receipt/?before"
    page = f.text(client.get("/receipt/?before"))
    assert "没有再登记一件" in page
    assert reference in page.replace("<wbr>", "")
    assert code in page
    assert _count() == 1


def test_the_same_words_with_something_new_are_asked_about_once(client: Client) -> None:
    f.raised(client)
    again: dict[str, Any] = {
        "words": "三号楼门口的路灯坏了",
        "area": c.GRIDS[0],
        "phone": "13812345678",
        "photos": f.photo(),
    }
    answer = f.send(client, f.raise_form(client), **again)
    page = f.text(answer)
    assert answer.status_code == 200
    assert "刚才已经提交过" in page
    assert 'href="/receipt/"' in page
    form = f.forms(answer)["main-form"]
    assert form.values["phone"] == "13812345678"
    assert "已收到：楼道.jpg" in page
    assert _count() == 1
    del again["photos"]
    kept = re.findall(r'name="kept" value="([^"]+)"', page)
    assert f.send(client, form, **again, kept=kept).status_code in {200, 302}


def test_asked_once_it_goes_through(client: Client) -> None:
    f.raised(client)
    again = {"words": "三号楼门口的路灯坏了", "area": c.GRIDS[0], "name": "李四"}
    asked = f.send(client, f.raise_form(client), **again)
    assert f.send(client, f.forms(asked)["main-form"], **again).headers["Location"] == "/receipt/"
    assert _count() == 2


def test_other_words_or_another_browser_are_another_matter(client: Client) -> None:
    f.raised(client)
    f.raised(client, "四号楼的电梯坏了")
    f.raised(Client())
    assert _count() == 3


def test_what_cannot_be_seen_is_left_out_at_every_door(client: Client) -> None:
    _, _, matter = f.raised(client, "灯\x00坏\u200b了", place="3号\x00楼")
    with scope(c.actor("counter"), write=False):
        found = Matter.objects.get(id=matter)
    assert (found.words, found.place) == ("灯坏了", "3号楼")


def test_as_long_as_any_other_door_takes(client: Client) -> None:
    _, _, matter = f.raised(client, "长" * rules.WORDS_MOST + "  \n\n ")
    with scope(c.actor("counter"), write=False):
        assert len(Matter.objects.get(id=matter).words) == rules.WORDS_MOST == 10_000


def test_ten_pictures_from_a_phone(client: Client) -> None:
    photos = [f.photo(f"{n}.jpg", make.jpeg((60, 40 + n))) for n in range(10)]
    _, _, matter = f.raised(client, photos=photos)
    page = f.text(client.get("/matter/"))
    assert len(re.findall("/large/", page)) == 10
    assert matter


def test_a_bad_picture_among_good_ones_is_named_and_the_good_are_kept(client: Client) -> None:
    photos = [f.photo("好.jpg"), f.photo("坏.heic", make.heic()), f.photo("也好.jpg", make.jpeg((61, 40)))]
    answer = f.send(client, f.raise_form(client), words="灯坏了", area=c.HOME, photos=photos)
    page = f.text(answer)
    assert "坏.heic：这是HEIC格式的照片" in page
    assert "已收到：好.jpg" in page
    assert "已收到：也好.jpg" in page
    assert "已收到：坏" not in page


def _blocked(kind: Kind, value: str, area: str = c.HOME, key: str = "counter") -> None:
    by = c.actor(key)
    with scope(by):
        blocks.block(by=by, area=area, kind=kind, value=value, reason="反复提交广告", days=3)


def _try_to_raise(client: Client, **values: Any) -> Any:
    form = f.raise_form(client)
    return f.send(client, form, **({"words": "三号楼门口的路灯坏了", "area": c.GRIDS[0]} | values))


def test_who_is_blocked_is_told_politely_and_loses_no_word() -> None:
    client = Client(REMOTE_ADDR=HERE)
    _blocked(Kind.ADDRESS, HERE)
    answer = _try_to_raise(client, photos=f.photo())
    page = f.text(answer)
    assert answer.status_code == 403
    assert "请直接找社区窗口" in page
    assert "三号楼门口的路灯坏了" in page
    assert f'href="tel:{_counters_phone()}"' in page
    assert "广告" not in page
    assert _count() == 0
    form = f.forms(client.get("/feedback/"))["main-form"]
    client.cookies["linli_area"] = c.HOME
    assert f.send(client, form, words="按钮太小").status_code == 403
    assert _try_to_raise(Client(REMOTE_ADDR="203.0.113.9")).status_code == 302


def test_a_blocked_phone_is_known_however_it_is_written() -> None:
    client = Client(REMOTE_ADDR=HERE)
    _blocked(Kind.PHONE, "138 1234 5678")
    assert _try_to_raise(client, phone="+86 138-1234-5678").status_code == 403
    assert _try_to_raise(client, phone="13812345679").status_code == 302


def test_what_was_raised_before_stays_open() -> None:
    client = Client(REMOTE_ADDR=HERE)
    reference, code, matter = f.raised(client)
    f.settle(matter)
    _blocked(Kind.ADDRESS, HERE)
    form = f.forms(client.get("/track/"))["main-form"]
    assert f.send(client, form, reference=reference, code=code).headers["Location"] == "/matter/"
    assert f.send(client, f.forms(client.get("/matter/"))["rate-form"], score="5").status_code == 302


def test_a_block_holds_in_its_area_alone() -> None:
    client = Client(REMOTE_ADDR=HERE)
    _blocked(Kind.ADDRESS, HERE, area=c.NEXT_DOOR, key="next_counter")
    assert _try_to_raise(client).status_code == 302


def test_where_a_matter_came_from_is_kept_as_a_hash() -> None:
    client = Client(REMOTE_ADDR=HERE)
    _, _, matter = f.raised(client)
    with scope(c.actor("counter"), write=False):
        sender = Sender.objects.get(matter=matter)
    assert len(bytes(sender.hash)) == 16
    assert b"203" not in bytes(sender.hash)


def test_this_machine_itself_is_nobody(client: Client) -> None:
    f.raised(client)
    with scope(c.actor("counter"), write=False):
        assert Sender.objects.count() == 0
    with pytest.raises(Refused):
        _blocked(Kind.ADDRESS, "127.0.0.1")
