"""What looks like the matter being typed: found in sight alone, weighed by what tells; a topic is no matter."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.kit import clock
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.actions import ReporterData
from linli.matters.rules.alike import LEAST, Said, likeness, weights
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db

LID = "幸福里东门的窨井盖翘起来了，老人小孩走路容易绊倒，请尽快派人来修"
AGAIN = "东门口窨井盖又翘起来了，昨天有老人绊倒，什么时候来修"
PHONE = ReporterData(name="张华国", phone="13900004321")


def alike(who: str = "counter", words: str = AGAIN, **more: Any) -> list[dict[str, Any]]:
    return make.look(who, queries.similar, words=words, **more)


def ids_of(rows: list[dict[str, Any]]) -> list[UUID]:
    return [row["id"] for row in rows]


def test_the_same_thing_in_other_words_is_found() -> None:
    id = make.from_resident(words=LID, place="幸福里东门")
    make.from_resident(words="三号楼楼道里堆满了纸箱，过不去人，消防通道也堵了")
    rows = alike(place="幸福里东门")
    assert ids_of(rows) == [id]
    assert rows[0]["why"][:2] == ["words", "place"]
    assert rows[0]["state"] == "received"
    assert LEAST <= rows[0]["score_alike"] <= 1


def test_a_short_draft_is_enough_and_a_word_is_not() -> None:
    id = make.from_resident(words=LID)
    assert ids_of(alike(words="东门的窨井盖翘起来了")) == [id]
    assert alike(words="窨井盖") == []
    assert alike(words="请尽快派人来修") == []
    assert alike(words="") == []


def test_what_was_closed_long_ago_is_another_matter() -> None:
    with clock.at(clock.now() - timedelta(days=120)):
        make.closed(words=LID)
    assert alike() == []
    with clock.at(clock.now() - timedelta(days=20)):
        id = make.closed(words=LID)
    assert ids_of(alike()) == [id]


def test_another_building_is_another_matter() -> None:
    make.from_resident(words="5栋二单元电梯停运两天了，老人下不了楼", place="5栋")
    assert alike(words="8栋二单元电梯停运两天了，老人下不了楼", place="8栋") != ids_of([])
    same, other = (alike(words=f"{n}栋二单元电梯停运，老人下不了楼", place=f"{n}栋")[:1] for n in (5, 8))
    assert same
    assert not other or other[0]["score_alike"] < same[0]["score_alike"] - 0.2


def test_another_street_is_another_matter_though_the_words_are_the_same() -> None:
    here = make.from_resident(words="藕塘巷有五盏路灯不亮，下夜班的人走着心慌", place="藕塘巷")
    make.from_resident(words="棉纺街有四盏路灯不亮，下夜班的人走着心慌", place="棉纺街")
    rows = alike(words="藕塘巷的路灯有五盏不亮，下夜班走着心慌")
    assert ids_of(rows)[0] == here
    assert "place" in rows[0]["why"]
    assert all(row["score_alike"] < rows[0]["score_alike"] - 0.3 for row in rows[1:])


def test_the_same_phone_and_a_near_point_count() -> None:
    point = {"longitude": 130.005, "latitude": 20.005}
    id = make.from_resident(words=LID, reporter=PHONE, **point)
    plain = alike()[0]
    more = alike(phone="139 0000 4321", point=(130.0051, 20.0051))[0]
    assert plain["id"] == more["id"] == id
    assert set(more["why"]) == {"words", "near", "reporter"}
    assert more["score_alike"] > plain["score_alike"]
    assert alike(words="完全另一件事情：有人占用消防车道停车", phone=PHONE.phone) == []


def test_a_secret_reporter_is_not_told_by_his_phone() -> None:
    secret = ReporterData(name="单小红", phone="13800007788", secret=True)
    id = make.from_resident(words=LID, reporter=secret)
    for who, knows in (("counter", True), ("grid1", False)):
        rows = alike(who, phone=secret.phone)
        assert ids_of(rows) == [id]
        assert ("reporter" in rows[0]["why"]) == knows


SIGHT = {
    "counter": {"home"},
    "grid2": set[str](),
    "next_counter": {"next"},
    "property": set[str](),
    "department": set[str](),
    "volunteer": set[str](),
    "subdistrict": {"home", "next"},
}


@pytest.mark.parametrize("who", sorted(SIGHT))
def test_nobody_is_told_of_what_is_not_his(who: str) -> None:
    made = {
        "home": make.from_resident(words=LID, area=c.GRIDS[0], reporter=PHONE),
        "next": make.from_resident(words=LID, area=c.NEXT_DOOR, reporter=PHONE),
        "else": make.from_resident(words=LID, area=c.ELSEWHERE, reporter=PHONE),
    }
    for area in ("", c.HOME, c.NEXT_DOOR, c.ELSEWHERE):
        told = set(ids_of(alike(who, area=area, phone=PHONE.phone)))
        assert told <= {made[place] for place in SIGHT[who]}
    assert set(ids_of(alike(who, phone=PHONE.phone))) == {made[place] for place in SIGHT[who]}


def test_through_the_door() -> None:
    id = make.from_resident(words=LID)
    told = Caller("counter").post("/matters/similar", {"words": AGAIN, "area": c.HOME}).json()
    assert [row["id"] for row in told] == [str(id)]
    assert told[0]["why"] == ["words"]
    for words in ("'; --" * 50, "!&|:*" * 40, "路" * 20_000, "@2970 @990101001001 @2971"):
        assert Caller("counter").post("/matters/similar", {"words": words}).status_code == 200
    assert Caller("counter").post("/matters/similar", {"words": "路" * 20_001}).status_code == 422
    for who in ("supervisor", "admin"):
        assert Caller(who).post("/matters/similar", {"words": AGAIN}).status_code == 403


def test_statements() -> None:
    make.from_resident(words=LID)
    by = c.actor("counter")
    with scope(by, write=False):
        queries.similar(by, words=AGAIN)
        with CaptureQueriesContext(connection) as told:
            queries.similar(by, words=AGAIN, phone=PHONE.phone)
    assert len(told) <= 2, [query["sql"][:120] for query in told]


def test_common_pairs_are_told_and_rare_ones_are_not() -> None:
    for _ in range(10):
        make.from_resident(words="门口的路灯坏了")
    make.from_resident(words=LID)
    by = system("tests")
    with scope(by, write=False), connection.cursor() as cursor:
        cursor.execute("SELECT pair FROM matters_common(100)")
        pairs = {row[0] for row in cursor.fetchall()}
    assert "路灯" in pairs
    assert "窨井" not in pairs
    assert not any(pair.startswith("@") for pair in pairs)
    make.do(by, actions.leave_traces)


# The rule alone

WEIGHT = weights({"路灯": 0.05, "门口": 0.1, "坏了": 0.08, "小区": 0.3})
CASES = (
    ("3号楼门口的路灯坏了三天", "三号楼门口路灯坏了", True),
    ("3号楼门口的路灯坏了三天", "8号楼门口的路灯坏了三天", False),
    ("锦绣花园南门夜宵摊油烟太大", "锦绣花园南门口夜宵摊油烟扰民", True),
    ("锦绣花园南门夜宵摊油烟太大", "翠竹小区北门垃圾没人清", False),
    ("希望领导重视解决", "希望领导重视解决，谢谢", False),
)


@pytest.mark.parametrize(("one", "other", "same"), CASES)
def test_likeness(one: str, other: str, same: bool) -> None:
    there, back = likeness(Said(one), Said(other), WEIGHT), likeness(Said(other), Said(one), WEIGHT)
    assert there == back
    assert (there.score >= LEAST) == same, there
