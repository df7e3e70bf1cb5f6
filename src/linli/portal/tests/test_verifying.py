"""核验: what a code on a card or a notice opens: who is in office today and nothing of anybody else; a warning where
nothing is known of the code; no way to find codes."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from linli.kit import clock, ids
from linli.kit.actor import system, visitor
from linli.kit.scope import scope
from linli.portal import rules
from linli.portal.tests import factories as f
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.visits.actions import cards as actions
from linli.visits.actions import notices as notice_actions
from linli.visits.models import ContactCard, Notice
from linli.visits.queries import cards as queries
from linli.visits.rules.cards import ALPHABET, Recall
from linli.visits.tests import factories as visits
from linli.visits.tests import papers
from linli.workforce import actions as workforce
from linli.workforce.rules import LeaveReason

pytestmark = pytest.mark.django_db
PROTECTS = ("不收费", "不要验证码", "不要密码", 'href="tel:110"', "不要开门")


@pytest.fixture(autouse=True)
def _own(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_FILES = tmp_path
    cache.clear()


def page_of(client: Client, code: str, *, status: int = 200) -> str:
    answer = client.get(f"/v/{code}/")
    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]
    text = f.text(answer)
    assert len(answer.content) < 40 * 1024
    assert "<script" not in text
    for words in PROTECTS:
        assert words in text, words
    return text


def code_of(card: object) -> str:
    return make.row(ContactCard, id=card).code


def test_a_card_of_somebody_on_duty(client: Client) -> None:
    card = papers.card("grid1", words="有事您说话")
    photo = papers.portrait("grid1", card)
    text = page_of(client, code_of(card))
    for words in ("今天在岗", "grid1者", "网格员", "1号网格", f"/photo/{photo}/", "本社区"):
        assert words in text, words
    assert "grid2" not in text
    assert f.streamed(client.get(f"/photo/{photo}/"))


def test_a_code_is_taken_as_it_is_typed(client: Client) -> None:
    code = code_of(papers.card("grid1"))
    assert "今天在岗" in page_of(client, f"{code[:10].upper()}-{code[10:]}")


def test_who_is_on_leave_and_who_comes_instead(client: Client) -> None:
    card = papers.card("grid1")
    by = system()
    day = papers.today()
    with scope(by):
        workforce.enter_leave(
            by=by,
            person_id=c.user_id("grid1"),
            stand_in_id=c.user_id("grid2"),
            first=day,
            last=day,
            reason=LeaveReason.SICK,
            id=ids.new(),
        )
    text = page_of(client, code_of(card))
    for words in ("今天请假", "grid1者", "今天代他上门的是", "grid2者"):
        assert words in text, words
    assert "病" not in text
    with clock.at(clock.now() + timedelta(days=2)):
        assert "今天在岗" in page_of(client, code_of(card))


def test_who_has_left_and_what_was_taken_back_names_nobody(client: Client) -> None:
    left, back = papers.card("grid1"), papers.card("grid2")
    with scope(system()):
        workforce.vacate(by=system(), post_id=c.post_id("grid1"))
    make.act("grid2", actions.withdraw, card_id=back, reason=Recall.LOST)
    for card, words in ((left, "该岗位已不在任"), (back, "证件已收回")):
        text = page_of(client, code_of(card))
        assert words in text
        assert "grid1者" not in text
        assert "grid2者" not in text
        assert "/photo/" not in text


def test_another_in_the_post_does_not_make_the_old_card_good(client: Client) -> None:
    card = papers.card("grid1")
    with scope(system()):
        workforce.assign(by=system(), post_id=c.post_id("grid1"), user_id=c.user_id("grid2"))
    text = page_of(client, code_of(card))
    assert "该岗位已不在任" in text
    assert "grid2者" not in text


def test_a_notice_tells_days_buildings_and_who_comes_and_no_resident(client: Client) -> None:
    visits.home(name="欧阳秀英")
    id = papers.notice(buildings=[papers.building()], where="", urgent="")
    row = make.row(Notice, id=id)
    text = page_of(client, row.code)
    for words in ("通知有效，还没到日子", "3幢", "冬季用电安全检查", "grid1者"):
        assert words in text, words
    assert "欧阳秀英" not in text
    assert "501" not in text
    with clock.at(clock.now() + timedelta(days=3)):
        assert "今天在入户" in page_of(client, row.code)
    with clock.at(clock.now() + timedelta(days=6)):
        text = page_of(client, row.code)
        assert "已经过期" in text
        assert "grid1者" not in text
    make.act("grid1", notice_actions.cancel, notice_id=id)
    assert "已经作废" in page_of(client, row.code)


@pytest.mark.parametrize("code", ["abc", ALPHABET[:20], "0" * 20, "%00", "x" * 500, "啊"])
def test_a_code_nothing_is_known_of_is_answered_with_a_warning(client: Client, code: str) -> None:
    papers.card("grid1")
    text = page_of(client, code, status=404)
    assert "请当心" in text
    assert "grid1" not in text


def test_who_tries_too_often_is_told_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "VERIFIES_AN_HOUR", 2)
    code = code_of(papers.card("grid1"))
    for _ in range(2):
        page_of(client, code)
    assert "grid1者" not in page_of(client, code, status=429)


def test_a_visitor_sees_no_card_but_the_one_whose_code_he_has() -> None:
    one = papers.card("grid1")
    papers.card("grid2")
    papers.notice()
    code = code_of(one)
    by = visitor()
    with scope(by, write=False):
        assert not ContactCard.objects.exists()
        assert not Notice.objects.exists()
        queries.take_code_into_sight(by, code)
        assert [row.id for row in ContactCard.objects.all()] == [one]
        assert not Notice.objects.exists()


def test_in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    text = f.text(client.get(f"/v/{code_of(papers.card('grid1', words=''))}/"))
    loose = re.sub(r"本社区|测试\w+|\d号网格|\w+者|中文", "", text)
    assert not re.search(r"[\u4e00-\u9fff]", loose), re.findall(r"[\u4e00-\u9fff]+", loose)


def test_nobody_is_led_there_by_a_search_engine(client: Client) -> None:
    assert "Disallow: /v/" in f.text(client.get("/robots.txt"))
