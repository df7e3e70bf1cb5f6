"""查进度: opening, judging, taking back, and what nobody may."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from linli.files.models import Stored
from linli.files.tests import factories as make
from linli.kit import clock
from linli.kit.actor import visitor
from linli.kit.scope import scope
from linli.matters import actions as matters
from linli.matters.models import Attachment, Matter
from linli.matters.rules import Outcome
from linli.portal import rules
from linli.portal.tests import factories as f
from linli.tests import community as c

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_FILES = tmp_path
    cache.clear()


def _open(client: Client, reference: str, code: str) -> str:
    form = f.forms(client.get("/track/"))["main-form"]
    answer = f.send(client, form, reference=reference, code=code)
    return answer.headers["Location"] if answer.status_code == 302 else f.text(answer)


def _state(matter: UUID) -> tuple[str, int | None]:
    by = c.actor("secretary")
    with scope(by, write=False):
        found = Matter.objects.get(id=matter)
    return found.state, found.score


def test_opened_with_reference_and_code(client: Client) -> None:
    reference, code, _ = f.raised(client)
    other = Client()
    assert _open(other, reference, code) == "/matter/"
    page = f.text(other.get("/matter/"))
    for words in ("三号楼门口的路灯坏了", "待受理", "counter", "前受理", "收到您的反映", reference):
        assert words in page
    assert code not in page


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "plain", "full-width"])
def test_as_people_type_it(client: Client, typed: str) -> None:
    reference, code, _ = f.raised(client)
    plain = reference.replace("-", "")
    wide = plain.translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    text = {"plain": plain, "full-width": wide}.get(typed) or typed.format(reference)
    assert _open(Client(), text, f" {code}") == "/matter/"


def test_wrong_code_and_unknown_reference_look_the_same(client: Client) -> None:
    reference, code, _ = f.raised(client)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    answers: list[list[str]] = []
    for known in (reference, "200101-0000-0000"):
        pages = [_open(Client(), known, wrong) for _ in range(7)]
        answers.append(
            ["试错太多次" if "试错太多次" in page else "不对" if "不对" in page else "?" for page in pages]
        )
    assert answers[0] == answers[1]
    assert answers[0][0] == "不对"
    assert answers[0][4:] == ["不对", "试错太多次", "试错太多次"]
    assert "试错太多次" in _open(Client(), reference, code)
    assert _open(client, reference, code) == "/matter/", "whoever raised it is not kept out by strangers"


def test_one_address_does_not_try_for_ever(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "ADDRESS_MISSES_MOST", 3)
    reference, code, _ = f.raised(client)
    for number in range(3):
        assert "不对" in _open(Client(), f"200101-0000-000{number}", "000000")
    assert "试错太多次" in _open(Client(), reference, code)
    assert _open(client, reference, code) == "/matter/"


def test_forty_references_from_one_device_are_slowed() -> None:
    told = [_open(Client(), f"200101-0000-{number:04d}", "000000") for number in range(40)]
    assert [("不对" in page, "试错太多次" in page) for page in told] == [(True, False)] * 30 + [
        (False, True)
    ] * 10


def test_right_codes_are_not_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "ADDRESS_MISSES_MOST", 2)
    reference, code, _ = f.raised(client)
    for _ in range(5):
        assert _open(Client(), reference, code) == "/matter/"


def test_one_address_alone_closes_a_reference_to_nobody_else(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "REFERENCE_MISSES_MOST", 8)
    reference, code, _ = f.raised(client)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(20):
        _open(Client(REMOTE_ADDR="203.0.113.1"), reference, wrong)
    assert _open(Client(REMOTE_ADDR="203.0.113.2"), reference, code) == "/matter/"


@pytest.mark.parametrize("known", [True, False])
def test_many_addresses_together_find_no_code(
    client: Client, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    monkeypatch.setattr(rules, "REFERENCE_MISSES_MOST", 8)
    reference, code, _ = f.raised(client)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    tried = reference if known else "200101-0000-0000"
    pages = [_open(Client(REMOTE_ADDR=f"203.0.113.{n}"), tried, wrong) for n in range(1, 11)]
    assert ["试错太多次" in page for page in pages] == [False] * 8 + [True] * 2
    assert ("试错太多次" in _open(Client(REMOTE_ADDR="203.0.113.99"), reference, code)) is known
    assert _open(client, reference, code) == "/matter/"


def test_an_ipv6_line_is_one_address(client: Client) -> None:
    reference, code, _ = f.raised(client)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    pages = [_open(Client(REMOTE_ADDR=f"2001:db8:1:2::{n}"), reference, wrong) for n in range(1, 8)]
    assert "试错太多次" in pages[-1]
    assert "不对" in _open(Client(REMOTE_ADDR="2001:db8:1:3::1"), reference, wrong)


def test_a_device_that_knows_a_matter_does_not_guess_either(client: Client) -> None:
    reference, code, _ = f.raised(client)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert "不对" in _open(client, reference, wrong)
    assert "试错太多次" in _open(client, reference, code)


def test_a_forged_mark_makes_no_device_known(client: Client) -> None:
    reference, code, _ = f.raised(client)
    forged = client.cookies["linli_known"].value.partition(":")[0] + ":forged"
    for _ in range(5):
        other = Client()
        other.cookies["linli_known"] = forged
        _open(other, reference, "000000" if code != "000000" else "111111")
    other = Client()
    other.cookies["linli_known"] = forged
    assert "试错太多次" in _open(other, reference, code)


def test_nothing_is_seen_without_the_code(client: Client) -> None:
    f.raised(client)
    assert Client().get("/matter/").headers["Location"] == "/track/"
    assert Client().post("/matter/", {"do": "withdraw"}).headers["Location"] == "/track/"


def test_dissatisfied_asks_for_reopening(client: Client) -> None:
    _, _, matter = f.raised(client)
    f.settle(matter)
    page = client.get("/matter/")
    assert "灯泡换好了" in f.text(page)
    assert "实际解决" in f.text(page)
    assert "grid1者" in f.text(page)
    form = f.forms(page)["rate-form"]
    for _ in range(2):
        answer = f.send(client, form, score="1", words="还是不亮", reopen="on")
        assert answer.headers["Location"] == "/matter/?done=rated"
    assert _state(matter) == ("rated", 1)
    page = f.text(client.get("/matter/?done=rated"))
    assert "负责人正在决定" in page
    assert "非常不满意" in page
    assert "rate-form" not in page


def test_satisfied_closes_and_may_be_said_once_more(client: Client) -> None:
    _, _, matter = f.raised(client)
    f.settle(matter)
    f.send(client, f.forms(client.get("/matter/"))["rate-form"], score="5")
    assert _state(matter) == ("closed", 5)
    page = client.get("/matter/")
    assert "追加评价" in f.text(page)
    f.send(client, f.forms(page)["rate-form"], score="4", words="后来还不错")
    assert _state(matter) == ("closed", 4)
    assert "rate-form" not in f.text(client.get("/matter/"))


def test_a_rating_needs_a_level(client: Client) -> None:
    _, _, matter = f.raised(client)
    f.settle(matter)
    for score in ("", "6", "x"):
        answer = f.send(client, f.forms(client.get("/matter/"))["rate-form"], score=score, words="写了一些")
        assert answer.status_code == 200
        assert f.forms(answer)["rate-form"].values["words"] == "写了一些"
    assert _state(matter) == ("resolved", None)


def test_withdrawn_with_a_reason(client: Client) -> None:
    _, _, matter = f.raised(client)
    form = next(form for form in f.forms(client.get("/matter/")).values() if "reason" in form.values)
    assert "请写明原因" in f.text(f.send(client, form, reason=" "))
    assert f.send(client, form, reason="自己修好了").headers["Location"] == "/matter/?done=withdrawn"
    assert _state(matter)[0] == "withdrawn"
    page = f.text(client.get("/matter/"))
    assert "自己修好了" in page
    assert "rate-form" not in page


def test_what_is_not_open_now_is_refused_in_words(client: Client) -> None:
    _, _, matter = f.raised(client)
    f.settle(matter)
    form = f.forms(client.get("/matter/"))["rate-form"]
    by = c.actor("secretary")
    with scope(by):
        matters.close(by=by, matter_id=matter, reason="核实无误")
    with clock.at(clock.now() + timedelta(days=40)):
        answer = f.send(client, form, score="5")
    assert "30天" in f.text(answer)
    assert _state(matter)[1] is None


def test_unrated_is_never_satisfied(client: Client) -> None:
    _, _, matter = f.raised(client)
    f.settle(matter)
    by = c.actor("secretary")
    with scope(by):
        matters.close(by=by, matter_id=matter, reason="久无评价")
    assert "未评价" in f.text(client.get("/matter/"))


def test_switching_in_the_middle_of_a_rating(client: Client) -> None:
    _, _, matter = f.raised(client)
    f.settle(matter)
    answer = f.send(
        client, f.forms(client.get("/matter/"))["rate-form"], score="2", words="一半", turn="large"
    )
    page = f.text(answer)
    assert 'class="large"' in page
    assert 'value="2" required checked' in page
    assert f.forms(answer)["rate-form"].values["words"] == "一半"
    assert _state(matter) == ("resolved", None)


def test_a_shared_phone_forgets(client: Client) -> None:
    f.raised(client)
    assert f.send(client, f.forms(client.get("/matter/"))["/leave/"]).headers["Location"] == "/"
    assert client.get("/matter/").headers["Location"] == "/track/"
    assert client.get("/receipt/").headers["Location"] == "/track/"


def _photo_of(matter: UUID) -> UUID:
    with scope(c.actor("counter")):
        return Attachment.objects.values_list("file_id", flat=True).get(matter=matter)


def test_pictures_are_the_reporters_alone(client: Client) -> None:
    reference, code, matter = f.raised(client, photos=f.photo(), secret="on")
    file = _photo_of(matter)
    neighbour, worker, opener = Client(), Client(), Client()
    f.raised(neighbour, "五号楼的灯坏了", photos=f.photo("门.jpg", make.jpeg((70, 50))))
    worker.post("/accounts/login/", {"login": "grid2", "password": c.PASSWORD})
    assert _open(opener, reference, code) == "/matter/"
    for path in (f"/photo/{file}/", f"/photo/{file}/large/"):
        for one in (client, opener):
            answer = one.get(path)
            assert answer.status_code == 200
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Cache-Control"] == "private, no-store"
            assert f.streamed(answer).startswith(b"\xff\xd8\xff")
        for stranger in (Client(), neighbour, worker):
            answer = stranger.get(path)
            assert (answer.status_code, answer.content) == (404, b"")
            assert answer["Cache-Control"] == "no-store"
    f.send(client, f.forms(client.get("/matter/"))["/leave/"])
    assert client.get(f"/photo/{file}/").status_code == 404


def test_the_wall_stands_behind_the_pictures(client: Client) -> None:
    _, _, matter = f.raised(client, photos=f.photo())
    f.send(client, f.raise_form(client), words="", area=c.HOME, photos=f.photo("半.jpg"))
    for by, count in ((visitor(), 0), (visitor(UUID(int=7)), 0), (visitor(matter), 1)):
        with scope(by):
            assert Stored.objects.count() == count


def test_pictures_of_an_unfinished_form_are_shown_to_nobody(client: Client) -> None:
    f.send(client, f.raise_form(client), words="", area=c.HOME, photos=f.photo())
    with scope(c.actor("counter")):
        file = Stored.objects.get().id
    for one in (client, Client()):
        assert one.get(f"/photo/{file}/").status_code == 404


def test_pictures_of_one_form_are_not_anothers(client: Client) -> None:
    first = f.forms(f.send(client, f.raise_form(client), words="", area=c.HOME, photos=f.photo()))[
        "main-form"
    ]
    other = Client()
    stolen = f.send(other, f.raise_form(other), words="灯坏了", area=c.HOME, kept=first.values["kept"])
    assert stolen.status_code == 200
    assert "已收到" not in f.text(stolen)


@pytest.mark.parametrize("key", ["grid1", "counter", "secretary"])
def test_a_worker_does_not_judge_as_a_visitor(client: Client, key: str) -> None:
    _, _, matter = f.raised(client)
    f.settle(matter)
    form = f.forms(client.get("/matter/"))["rate-form"]
    client.post("/accounts/login/", {"login": key, "password": c.PASSWORD})
    page = client.get("/matter/")
    assert "rate-form" not in f.text(page)
    assert "请在工作台代居民评价" in f.text(page)
    answer = f.send(client, form, score="5", reopen="on")
    assert answer.status_code == 403
    for words in ("请在工作台代居民评价", 'href="/start/"', 'action="/accounts/logout/"'):
        assert words in f.text(answer)
    assert _state(matter) == ("resolved", None)
    client.cookies["django_language"] = "en"
    assert "judge on the resident's behalf at the desk" in f.text(f.send(client, form, score="5"))
    turned = f.send(client, f.forms(page)["switch"], turn="large")
    assert turned.headers["Location"] == "/matter/"


def test_a_worker_does_not_withdraw_as_a_visitor(client: Client) -> None:
    _, _, matter = f.raised(client)
    forms = f.forms(client.get("/matter/")).values()
    form = next(form for form in forms if "reason" in form.values)
    client.post("/accounts/login/", {"login": "grid1", "password": c.PASSWORD})
    assert "撤回" in f.text(page := client.get("/matter/"))
    assert not any("reason" in one.values for one in f.forms(page).values())
    assert f.send(client, form, reason="不想办").status_code == 403
    assert _state(matter)[0] == "received"


def test_signed_out_again_the_reporter_judges(client: Client) -> None:
    reference, code, matter = f.raised(client)
    f.settle(matter)
    client.post("/accounts/login/", {"login": "grid1", "password": c.PASSWORD})
    client.post("/accounts/logout/")
    assert _open(client, reference, code) == "/matter/"
    assert f.send(client, f.forms(client.get("/matter/"))["rate-form"], score="5").status_code == 302
    assert _state(matter) == ("closed", 5)


def test_pages_say_what_is_so(client: Client) -> None:
    _, _, matter = f.raised(client)
    assert "谁在办" in f.text(client.get("/matter/"))
    form = next(one for one in f.forms(client.get("/matter/")).values() if "reason" in one.values)
    f.send(client, form, reason="自己修好了")
    page = f.text(client.get("/matter/"))
    assert "谁办的" in page
    assert "正在安排" not in page
    _, _, matter = f.raised(client, "五号楼的路灯坏了")
    f.settle(matter)
    by = c.actor("secretary")
    with scope(by):
        matters.close(by=by, matter_id=matter, reason="久无评价")
    page = f.text(client.get("/matter/"))
    assert '<li class="past">办结</li>' in page
    assert "<li>评价</li>" in page


def test_a_second_judgement_without_words_stands_in_its_place(client: Client) -> None:
    _, _, matter = f.raised(client)
    f.settle(matter)
    f.send(client, f.forms(client.get("/matter/"))["rate-form"], score="1", words="还是不亮")
    by = c.actor("secretary")
    with scope(by):
        matters.reopen(by=by, matter_id=matter, reason="再去看看")
    with scope(c.actor("grid1")):
        matters.take(by=c.actor("grid1"), matter_id=matter)
        matters.resolve(by=c.actor("grid1"), matter_id=matter, words="换了整根线", outcome=Outcome.SOLVED)
    f.send(client, f.forms(client.get("/matter/"))["rate-form"], score="2")
    with scope(by):
        matters.close(by=by, matter_id=matter, reason="三天都亮着")
    page = f.text(client.get("/matter/"))
    parts = ["灯泡换好了", "非常不满意</span>", "还是不亮", "再去看看", "换了整根线"]
    parts += ['level">不满意</span>', "没有写别的话", "三天都亮着"]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert "您评的是" not in page
