"""我要反映, as a resident without scripts does it."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from linli.files import jobs
from linli.files.models import Stored
from linli.files.rules import PICTURE_BYTES_MOST
from linli.files.tests import factories as make
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.scope import scope
from linli.matters import queries
from linli.matters.models import Matter
from linli.portal import rules
from linli.portal.tests import factories as f
from linli.tests import community as c

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_FILES = tmp_path
    cache.clear()


def _detail(matter: UUID) -> dict[str, Any]:
    by: Actor = c.actor("counter")
    with scope(by, write=False):
        return queries.detail(by, matter)


def _count() -> int:
    by = c.actor("counter")
    with scope(by, write=False):
        return Matter.objects.count()


def test_raised(client: Client) -> None:
    values = {"name": "张三", "phone": "138 1234 5678", "place": "3号楼", "secret": "on"}
    reference, code, matter = f.raised(client, **values)
    assert len(code) == 6
    found = _detail(matter)
    assert (found["reference"], found["door"], found["area"]) == (reference, "portal", c.GRIDS[0])
    assert (found["words"], found["place"]) == ("三号楼门口的路灯坏了", "3号楼")
    assert found["reporter"] == {"name": "张*", "phone": "138****5678", "address": False, "secret": True}
    receipt = f.text(client.get("/receipt/"))
    assert "查询码" in receipt
    assert "张三" not in receipt


def test_nothing_but_words_is_needed(client: Client) -> None:
    answer = f.send(client, f.raise_form(client), words="电梯坏了", area=c.HOME)
    assert answer.headers["Location"] == "/receipt/"
    assert _detail(UUID(client.session["matter"]))["reporter"] is None


def test_sent_twice_is_one_matter_and_one_receipt(client: Client) -> None:
    form = f.raise_form(client)
    for _ in range(2):
        assert f.send(client, form, words="电梯坏了", area=c.HOME, photos=f.photo()).status_code == 302
    assert _count() == 1
    with scope(c.actor("counter"), write=False):
        assert Stored.objects.count() == 1


def test_sent_changed_says_so_and_then_is_a_second_matter(client: Client) -> None:
    form = f.raise_form(client)
    f.send(client, form, words="电梯坏了", area=c.HOME)
    answer = f.send(client, form, words="门禁也坏了", area=c.HOME)
    assert "这份表已经提交过一次了" in f.text(answer)
    again = f.forms(answer)["main-form"]
    assert again.values["words"] == "门禁也坏了"
    assert f.send(client, again, area=c.HOME).status_code == 302
    assert _count() == 2


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(client: Client) -> None:
    answer = f.send(
        client,
        f.raise_form(client),
        words="电梯坏了",
        area=c.HOME,
        phone="123",
        name="李四",
        photos=f.photo(),
    )
    page = f.text(answer)
    assert 'id="id_phone_error"' in page
    assert 'aria-invalid="true"' in page
    form = f.forms(answer)["main-form"]
    assert (form.values["words"], form.values["name"], form.values["phone"]) == ("电梯坏了", "李四", "123")
    assert "已收到：楼道.jpg" in page
    assert f.send(client, form, area=c.HOME, phone="").status_code == 302
    assert len(_detail(UUID(client.session["matter"]))["files"]) == 1


def test_an_unwanted_picture_can_be_left_out(client: Client) -> None:
    answer = f.send(client, f.raise_form(client), words="", area=c.HOME, photos=f.photo())
    form = f.forms(answer)["main-form"]
    del form.values["kept"]
    assert f.send(client, form, words="电梯坏了", area=c.HOME).status_code == 302
    assert not _detail(UUID(client.session["matter"]))["files"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"words": "  "}, "请写下要反映的事情"),
        ({"words": "长" * (rules.WORDS_MOST + 1)}, "太长了：最多10000字，现在有10001字"),
        ({"place": "长" * 201}, "太长了：最多200字，现在有201字"),
        ({"area": c.ELSEWHERE}, "id_area_error"),
        ({"area": "../.."}, "id_area_error"),
        ({"website": "http://spam"}, "没有提交成功"),
        ({"form_id": "0190-forged"}, "这份表过期了"),
        ({"photos": [f.photo("a.heic", make.heic())]}, "HEIC"),
        ({"photos": [f.photo("a.jpg", b"no picture")]}, "a.jpg：只能上传照片"),
        ({"photos": [f.photo("b.jpg", make.pixel_bomb())]}, "像素"),
        ({"photos": [f.photo() for _ in range(11)]}, "最多10张"),
        ({"photos": [f.photo() for _ in range(60)]}, "最多10张"),
        (
            {"photos": [f.photo("c.jpg", b"\xff" * (PICTURE_BYTES_MOST + 300_000))]},
            "c.jpg：文件太大，每个不超过20MB",
        ),
        ({"area": "\x00"}, "请从列表里选一个网格"),
        ({"kept": ["forged:signature"]}, ""),
    ],
)
def test_refused(client: Client, values: dict[str, Any], says: str) -> None:
    answer = f.send(client, f.raise_form(client), **({"words": "电梯坏了", "area": c.HOME} | values))
    page = f.text(answer)
    assert answer.status_code == 200
    assert 'role="alert"' in page
    assert says in page
    assert not re.search("确保该|此项是必填|不可用的选项|不允许是用", page)
    assert _count() == 0


def test_switching_in_the_middle_loses_nothing(client: Client) -> None:
    form = f.raise_form(client)
    answer = f.send(client, form, words="写了\n一半", name="王五", turn="large", photos=f.photo())
    assert '<html lang="zh-Hans" class="large">' in f.text(answer)
    form = f.forms(answer)["main-form"]
    assert (form.values["words"], form.values["name"]) == ("写了\n一半", "王五")
    assert 'role="alert"' not in f.text(answer)
    answer = f.send(client, form, turn="en")
    assert '<html lang="en" class="large">' in f.text(answer)
    form = f.forms(answer)["main-form"]
    assert f.send(client, form, area=c.HOME).status_code == 302
    assert len(_detail(UUID(client.session["matter"]))["files"]) == 1


def test_the_grid_found_before_is_chosen(client: Client) -> None:
    page = f.text(client.get("/raise/", {"area": c.GRIDS[1]}))
    assert f'value="{c.GRIDS[1]}" selected' in page


def test_too_often(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RAISES_AN_HOUR", 2)
    for number in range(2):
        f.raised(client, f"{number}号楼的灯坏了")
    answer = f.send(client, f.raise_form(client), words="还有一件", area=c.HOME)
    assert answer.status_code == 429
    assert f.forms(answer)["main-form"].values["words"] == "还有一件"
    assert _count() == 2


def _stored() -> list[bool]:
    by = c.actor("counter")
    with scope(by, write=False):
        return list(Stored.objects.order_by("at").values_list("kept", flat=True))


def test_pictures_of_a_matter_stay(client: Client) -> None:
    f.raised(client, photos=f.photo())
    f.send(client, f.raise_form(client), words="", area=c.HOME, photos=f.photo(content=make.png("RGB")))
    assert _stored() == [True, False]
    with clock.at(clock.now() + timedelta(days=40)):
        jobs.sweep()
    assert _stored() == [True]


def test_too_often_keeps_no_picture(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RAISES_AN_HOUR", 0)
    answer = f.send(client, f.raise_form(client), words="", area=c.HOME, photos=f.photo())
    assert answer.status_code == 429
    assert _stored() == []


@pytest.mark.parametrize("turned", ["large", ""])
def test_pictures_of_unfinished_forms_are_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch, turned: str
) -> None:
    monkeypatch.setattr(rules, "PHOTOS_AN_HOUR", 3)
    values: dict[str, Any] = {"words": "写了一半" if turned else "", "area": c.HOME, "turn": turned}
    photos = [f.photo(f"{n}.jpg") for n in range(2)]
    answer = f.send(client, f.raise_form(client), photos=photos, **values)
    assert "已收到：1.jpg" in f.text(answer)
    for photo in photos:
        photo.seek(0)
    answer = f.send(client, f.raise_form(client), photos=photos, **values)
    page = f.text(answer)
    assert "没有留住" in page
    assert "已收到" not in page
    assert answer.status_code == (429 if turned else 200)
    assert f.forms(answer)["main-form"].values["words"] == values["words"]
    assert _stored() == [False, False]
    assert f.send(client, f.raise_form(client), **values).status_code == 200


def test_sixty_megabytes_a_form(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(make.jpeg())
    monkeypatch.setattr(rules, "PHOTOS_BYTES_MOST", 2 * size)
    values = {"words": "电梯坏了", "area": c.HOME}
    answer = f.send(client, f.raise_form(client), photos=[f.photo() for _ in range(3)], **values)
    assert "合计不超过60MB" in f.text(answer)
    assert _stored() == [False, False]
    form = f.forms(answer)["main-form"]
    kept = re.findall(r'name="kept" value="([^"]+)"', f.text(answer))
    assert len(kept) == 2
    again = f.send(client, form, photos=[f.photo()], **(values | {"kept": kept}))
    assert "合计不超过60MB" in f.text(again)
    assert _stored() == [False, False]
    assert f.send(client, f.forms(again)["main-form"], **(values | {"kept": kept})).status_code == 302
    assert _stored() == [True, True]


def test_csrf_is_asked_for() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/raise/", {"words": "电梯坏了"})
    assert answer.status_code == 403
    assert "这一页放得太久了" in f.text(answer)


def test_without_a_receipt(client: Client) -> None:
    assert client.get("/receipt/").headers["Location"] == "/track/"


def test_no_community_yet(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.territory.queries.served", lambda *_, **__: [])
    assert client.get("/raise/").headers["Location"] == "/places/?to=raise"
    assert client.get("/find/").headers["Location"] == "/places/?to=find"
    assert "还没有社区开通" in f.text(client.get("/places/"))
    assert client.get("/").status_code == 200
