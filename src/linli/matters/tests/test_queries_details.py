"""One matter whole: for workers, for its reporter, for the order it came from; what is suggested and drafted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from linli.files import actions as stored
from linli.files.tests import factories as pictures
from linli.kit import clock, ids
from linli.kit.actor import Actor, system
from linli.kit.errors import NotFound
from linli.matters import actions, queries
from linli.matters.queries import Filters, dictionary
from linli.matters.rules import Outcome, State
from linli.matters.tests import factories as make
from linli.territory import actions as territory
from linli.territory.rules import GridKind
from linli.tests import community as c
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db

ALL = Filters(group="all")


def test_the_suggestion_is_offered_until_its_post_is_gone() -> None:
    id = make.from_resident(category="env.tree")
    told = make.look("counter", queries.detail, id)
    assert told["suggested_post"] == c.post_id("property")
    assert told["suggested_post_name"] == "property岗"
    assert told["suggested_holder_name"] == "property者"
    make.do("counter", actions.accept_whole, matter_id=id, post_id=told["suggested_post"])
    assert make.row(id).suggested_post == c.post_id("property")
    make.do(system("tests"), workforce.vacate, post_id=c.post_id("property"))
    make.do(system("tests"), workforce.close, post_id=c.post_id("property"))
    told = make.look("counter", queries.detail, id)
    assert (told["suggested_post"], told["suggested_post_name"]) == (None, "")


def test_the_detail_says_what_the_row_says() -> None:
    id = make.in_hand()
    row = make.look("counter", queries.page, ALL)["rows"][0]
    told = make.look("counter", queries.detail, id)
    assert {name: told[name] for name in row} == row


def test_an_answer_is_fit_for_a_group() -> None:
    id = make.in_hand()
    said = "欧阳小红您好，已联系3号楼2单元501张师傅，电话13812345678"
    make.do("grid1", actions.answer, matter_id=id, words=said)
    note = make.look("grid1", queries.detail, id)["notes"][-1]
    assert "13812345678" in note["words"]
    assert "13812345678" not in note["group_words"]
    for hidden in ("501", "小红", "张师傅"):
        assert hidden not in note["group_words"]


CLOCKS: tuple[tuple[Callable[..., UUID], tuple[str, str, str]], ...] = (
    (make.from_resident, ("overdue", "overdue", "overdue")),
    (make.accepted, ("on_time", "overdue", "overdue")),
    (make.long_term, ("on_time", "on_time", "none")),
    (make.resolved, ("on_time", "on_time", "on_time")),
    (make.declined, ("on_time", "on_time", "on_time")),
    (make.withdrawn, ("on_time", "on_time", "on_time")),
)
"""How the three clocks stand two months on."""


@pytest.mark.parametrize(("made", "standings"), CLOCKS)
def test_three_clocks_shown(made: Callable[..., UUID], standings: tuple[str, str, str]) -> None:
    start = datetime(2026, 3, 4, 2, tzinfo=UTC)
    with clock.at(start):
        id = made()
    with clock.at(start + timedelta(days=60)):
        told = make.look("counter", queries.detail, id)
    assert [row["name"] for row in told["clocks"]] == ["accept", "respond", "settle"]
    assert tuple(row["standing"] for row in told["clocks"]) == standings


def test_the_timeline_names_what_it_codes() -> None:
    id = make.dispatched("grid1")
    make.do("grid1", actions.return_, matter_id=id, reason="归物业")
    events = {e["verb"]: e for e in make.look("counter", queries.timeline, id)}
    assert list(events) == ["matter.raised", "matter.accepted", "matter.dispatched", "matter.returned"]
    raised = events["matter.raised"]["facts"]
    assert raised["category_name"] == dictionary.category_name("facility.lamp")
    assert " · " in raised["category_name"]
    assert events["matter.dispatched"]["facts"]["to_name"] == "grid1岗"
    assert events["matter.dispatched"]["facts"]["origin_name"] == "counter岗"
    assert events["matter.dispatched"]["post_name"] == "counter岗"
    assert events["matter.returned"]["words"] == "归物业"
    referred = make.look("counter", queries.timeline, make.referred())[-1]
    assert referred["facts"] == {"to": "court"}


def test_a_reporter_reads_his_own_and_no_insides() -> None:
    id = make.dispatched("grid1")
    make.do("grid1", actions.return_, matter_id=id, reason="内部原因不外传")
    told = make.look(make.resident(id), queries.public_view, id)
    assert "内部原因" not in repr(told)
    assert "13812345678" not in repr(told)
    assert "matter.returned" not in {step["verb"] for step in told["steps"]}
    assert told["words"] == make.WORDS
    assert told["abilities"] == ["remind", "withdraw"]
    assert told["holder_name"] == "counter者"
    assert told["owner_phone"].startswith("194")


def test_the_receipt() -> None:
    id = make.from_resident()
    told = make.look(make.resident(id), queries.receipt, id)
    assert len(told["code"]) == 6
    assert told["reference"] == make.row(id).reference
    assert told["category_name"]
    with pytest.raises(NotFound):
        make.look(c.resident(ids.new()), queries.receipt, id)


def test_the_order_is_answered_in_its_own_form() -> None:
    id = make.in_hand(external_number="GD20260304001")
    with pytest.raises(NotFound):
        make.look("grid1", queries.order_answer, id)
    make.do(
        "grid1",
        actions.resolve,
        matter_id=id,
        words="灯已修好，联系13812345678",
        outcome=Outcome.EXPLAINED,
    )
    make.do("counter", actions.follow_up, matter_id=id, reached=True)
    make.do("counter", actions.rate, matter_id=id, score=4)
    text = make.look("counter", queries.order_answer, id)
    assert text.startswith("工单编号：GD20260304001\n")
    for line in (
        "承办单位：grid1岗",
        "办理结果：解释说明",
        "联系诉求人：已联系",
        "诉求人评价：满意",
        "灯已修好",
    ):
        assert line in text
    assert "13812345678" not in text


def test_without_an_order_there_is_no_order_answer() -> None:
    with pytest.raises(NotFound):
        make.look("counter", queries.order_answer, make.resolved())


# What is suggested and drafted


def test_suggested_while_typing() -> None:
    told = make.look("counter", queries.suggest, words=make.WORDS, area=c.GRIDS[0])
    assert told["categories"][0]["category"] == "facility.lamp"
    assert told["post"] is not None
    assert told["settle_by"] > clock.now()
    chosen = make.look("counter", queries.suggest, words=make.WORDS, area=c.GRIDS[0], category="env.tree")
    assert chosen["post"] == c.post_id("property")
    assert chosen["categories"] == told["categories"]
    hurried = make.look("counter", queries.suggest, words=make.WORDS, area=c.GRIDS[0], urgency="urgent")
    assert hurried["settle_by"] < told["settle_by"]


def test_suggested_for_nothing_yet() -> None:
    told = make.look("counter", queries.suggest, words="")
    assert (told["categories"], told["post"], told["settle_by"], told["note"]) == ([], None, None, "")


def test_suggested_where_the_point_lies() -> None:
    told = make.look("counter", queries.suggest, words=make.WORDS, point=(130.015, 20.005))
    assert told["grid"] == c.GRIDS[1]
    assert "2号网格" in told["grid_name"]


ORDER = """工单编号：GD20260304001
诉求标题：路灯不亮
诉求内容：三号楼门口的路灯坏了三天，请派人维修
诉求人：张三
联系电话：13812345678、0731-88886666、13900001111
事发地址：幸福里三号楼
问题分类：城市管理>市政设施>路灯
办结时限：2026-03-10 17:00"""


def test_an_order_becomes_a_draft_that_can_be_raised() -> None:
    told = make.look("counter", queries.drafts_of_order, text=ORDER)
    draft = told["drafts"][0]
    assert told["kind"] == "order_12345"
    assert draft["external_number"] == "GD20260304001"
    assert draft["category"] == "facility.lamp"
    assert draft["reporter"]["phone"] == "13812345678"
    assert draft["external_deadline"] == datetime(2026, 3, 10, 9, tzinfo=UTC)
    assert make.look("counter", queries.drafts_of_order, text="你好")["drafts"] == []


def test_a_chat_becomes_drafts() -> None:
    text = "张阿姨 2026/3/4 9:12\n三号楼路灯坏了，晚上看不见路\n\n李叔 2026/3/4 9:15\n收到"
    told = make.look("counter", queries.drafts_of_chat, text=text)
    assert [draft["category"] for draft in told["drafts"]] == ["facility.lamp"]
    assert told["dropped"]


@pytest.mark.parametrize("state", State)
def test_every_state_is_shown(state: State) -> None:
    id = make.IN[state]()
    for who in ("counter", "secretary", "supervisor"):
        told = make.look(who, queries.detail, id)
        assert told["state"] == state
    assert make.look(make.resident(id), queries.public_view, id)["state"] == state


def _photo(who: str | Actor) -> UUID:
    return make.do(who, stored.store, area=c.GRIDS[0], name="a.jpg", content=pictures.jpeg())


def test_a_photo_stands_with_what_it_came_with(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_FILES = tmp_path
    before, after = _photo("counter"), _photo("grid1")
    id = make.raised("counter", files=[before], reporter=make.REPORTER)
    make.do("counter", actions.accept, matter_id=id)
    make.do("counter", actions.dispatch, matter_id=id, post_id=c.post_id("grid1"))
    make.do("grid1", actions.take, matter_id=id)
    make.do(
        "grid1", actions.resolve, matter_id=id, words="换好了", outcome=Outcome.SOLVED, files=[after, before]
    )
    told = make.look("counter", queries.detail, id)
    assert [file["id"] for file in told["files"]] == [before]
    assert [[file["id"] for file in note["files"]] for note in told["notes"]] == [[after]]
    public = make.look(make.resident(id), queries.public_view, id)
    assert [file["id"] for file in public["files"]] == [before]
    assert [[file["id"] for file in answer["files"]] for answer in public["answers"]] == [[after]]


def test_the_grid_is_read_from_place_and_words() -> None:
    named = {"code": c.GRIDS[1], "name": "棉纺三舍网格"}
    make.do(system("tests"), territory.draw_grid, kind=GridKind.GENERAL, polygon=None, **named)
    by_place = make.look("counter", queries.suggest, words="灯坏了三天", area=c.HOME, place="棉纺三舍2号楼")
    assert (by_place["grid"], by_place["post"]) == (c.GRIDS[1], c.post_id("grid2"))
    assert make.look("counter", queries.suggest, words="棉纺三舍门口路灯坏了")["grid"] == c.GRIDS[1]
    assert make.look("counter", queries.suggest, words=make.WORDS, area=c.HOME)["grid"] == ""
    chat = "棉纺三舍业主群\n张三 10:21\n3号楼电梯坏了"
    told = make.look("counter", queries.drafts_of_chat, text=chat)
    assert [(draft["words"], draft["area"]) for draft in told["drafts"]] == [("3号楼电梯坏了", c.GRIDS[1])]
