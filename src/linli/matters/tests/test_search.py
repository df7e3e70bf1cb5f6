"""Finding matters: by words, number, place, reporter; with slips of the hand and of the ear; by hostile queries; and
never what is not the searcher's."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.kit import clock, sealing
from linli.kit.actor import Actor, system
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.actions import ReporterData, moving
from linli.matters.models import Matter, Traces
from linli.matters.queries import Filters
from linli.matters.queries import search as looking
from linli.matters.rules import Party
from linli.matters.rules.marks import mark_asked, marks_of
from linli.matters.tests import factories as make
from linli.tests import community as c

pytestmark = pytest.mark.django_db

LID = "幸福里东门的窨井盖翘起来了"
ZHANG = ReporterData(name="张华国", phone="13900004321")
SECRET = ReporterData(name="单小红", phone="13800007788", secret=True)


def page(who: str | Actor, q: str, after: str = "", **more: Any) -> dict[str, Any]:
    asked: dict[str, Any] = {"group": "all", "q": q} | more
    return make.look(who, queries.page, Filters(**asked), after=after)


def found(who: str | Actor, q: str, **more: Any) -> list[UUID]:
    return [row["id"] for row in page(who, q, **more)["rows"]]


def traced() -> None:
    make.do(system("tests"), actions.leave_traces)


# Reporters

NAMED = (
    "张华国",
    "张华",
    "zhg",
    "ZHG",
    "zh",
    "zhanghuaguo",
    "zhanghg",
    "张hg",
    "4321",
    "13900004321",
    "139 0000 4321",
)


@pytest.mark.parametrize("q", NAMED)
def test_a_reporter_is_found_by_name_initials_and_phone(q: str) -> None:
    id = make.from_resident(reporter=ZHANG)
    make.from_resident(reporter=ReporterData(name="李四", phone="13900001111"))
    traced()
    told = page("counter", q)
    assert [row["id"] for row in told["rows"]] == [id]
    assert not told["near"]
    assert told["rows"][0]["hit"]["why"] == "reporter"
    assert "张华国" not in str(told)
    assert "13900004321" not in str(told)


def test_a_whole_phone_is_found_at_once_and_the_rest_within_a_minute() -> None:
    id = make.from_resident(reporter=ZHANG)
    assert found("counter", ZHANG.phone) == [id]
    assert found("counter", "zhg") == []
    traced()
    assert found("counter", "zhg") == [id]


KNOWS = {"counter", "counter2", "secretary", "subdistrict", "supervisor"}


def test_a_secret_reporter_is_found_by_the_few_who_may_know() -> None:
    id = make.in_hand("property", reporter=SECRET)
    traced()
    for who in c.PEOPLE:
        for q in ("单小红", "sxh", "7788", SECRET.phone):
            assert found(who, q) == ([id] if who in KNOWS else []), (who, q)


MAY_REVEAL = KNOWS | {"grid1", "lead"}


def test_a_reporter_is_found_by_who_may_look_at_him_alone() -> None:
    """Else the search would tell, guess by guess, what a masked name hides."""
    id = make.in_hand("property", reporter=ZHANG)
    traced()
    for who in c.PEOPLE:
        for q in ("张华国", "4321", ZHANG.phone):
            assert found(who, q) == ([id] if who in MAY_REVEAL else []), (who, q)
    assert found(make.resident(id), "张华国") == []


def test_nothing_of_a_reporter_is_kept_in_clear() -> None:
    id = make.from_resident(reporter=ZHANG)
    traced()
    with scope(system("tests"), write=False):
        row = Traces.objects.get(matter=id)
    assert len(row.keys) == len(marks_of("张华国", ZHANG.phone))
    assert all(isinstance(key, int) for key in row.keys)
    assert not {"张华", "zhang.hua"} & set(row.sounds.replace("'", "").split())
    assert looking.mark_key("zhg") in row.keys
    assert looking.mark_key("zhg") != int.from_bytes(sealing.index("zhg", field="phone")[:8], signed=True)


def test_traces_are_made_once_and_bear_repeats() -> None:
    for _ in range(3):
        make.from_resident()
    by = system("tests")
    with scope(by):
        assert [actions.leave_traces(by=by) for _ in range(2)] == [3, 0]


# Slips

SLIPS = (
    "窨井盖翅起来",
    "jinggaiqiao",
    "引井盖",
    "东门的窨盖井",
    "东门的窨井盖翘起赖了",
    "窨井盖翘来了",
    "窨井井盖翘起",
)


@pytest.mark.parametrize("q", SLIPS)
def test_a_slip_still_finds_and_says_it_is_only_near(q: str) -> None:
    id = make.from_resident(words=LID)
    make.from_resident(words="楼道堆满纸箱")
    traced()
    told = page("counter", q)
    assert [row["id"] for row in told["rows"]] == [id]
    assert told["near"]


@pytest.mark.parametrize("q", ["路登", "灯路", "ludeng", "lu登", "luden"])
def test_two_characters_are_found_by_ear_or_swapped(q: str) -> None:
    id = make.from_resident()
    traced()
    assert found("counter", q) == [id]


def test_what_is_there_as_typed_is_not_mixed_with_what_is_near() -> None:
    id = make.from_resident(words="路登这两个字写错了")
    make.from_resident()
    traced()
    told = page("counter", "路登")
    assert [row["id"] for row in told["rows"]] == [id]
    assert not told["near"]


# Order, pages, marks


def test_the_matter_with_the_number_comes_first() -> None:
    id = make.from_resident()
    reference = make.row(id).reference
    later = make.from_resident(words=f"上次{reference}说的路灯还没有修")
    assert found("counter", reference) == [id, later]
    assert page("counter", reference)["rows"][0]["hit"]["why"] == "reference"
    order = make.from_resident(external_number="GD2026030499")
    mention = make.from_resident(words="工单GD2026030499怎么还没有回音")
    assert found("counter", "GD2026030499") == [order, mention]


def test_pages_of_a_search_follow_one_another_and_lose_nothing() -> None:
    now = clock.now()
    made = []
    for weeks in (0, 0, 1, 5, 9, 30, 30, 80):
        with clock.at(now - timedelta(weeks=weeks)):
            made.append(make.from_resident(words=LID))
    seen: list[UUID] = []
    after: str | None = ""
    while after is not None:
        told = make.look("counter", queries.page, Filters(group="all", q="窨井盖"), after=after, most=3)
        seen += [row["id"] for row in told["rows"]]
        after = told["next"]
    assert set(seen) == set(made)
    assert len(seen) == len(made)
    moments = [make.row(id).received_at for id in seen]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize("q", ["张华国", "4321", "窨井盖"])
def test_as_few_weeks_are_looked_through_as_fill_the_page_and_none_is_left_out(q: str) -> None:
    """Whether much or little was found of late, by words or reporter: the newest, in order, and all in the end."""
    now = clock.now()
    made: list[UUID] = []
    for weeks in (0, 1, 3, 7, 8, 12, 20, 60, 79, 81, 100):
        with clock.at(now - timedelta(weeks=weeks)):
            made.append(make.from_resident(words=LID, reporter=ZHANG))
            make.from_resident(words="楼道堆满纸箱", reporter=ReporterData(name="李四", phone="13900001111"))
            make.from_resident(words=LID, reporter=ZHANG, area=c.NEXT_DOOR)
    traced()
    for most in (1, 2, 3, 5, 20):
        seen, after = list[UUID](), ""
        while True:
            told = make.look(
                "counter", queries.page, Filters(group="all", q=q), after=after, most=most
            )
            seen += [row["id"] for row in told["rows"]]
            after = told["next"] or ""
            if not after:
                break
        assert seen == made, most


SPANS = ((2, 0, 21, 8), (8, 0, 21, 0), (2, 7, 21, 9), (2, 20, 21, 4), (9, 1, 21, 0), (40, 20, 21, 80), (80, 20, 21, 0))


@pytest.mark.parametrize(("span", "there", "most", "wanted"), SPANS)
def test_how_many_weeks_are_looked_through_next(span: int, there: int, most: int, wanted: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT matters_span(%s, %s, %s)", [span, there, most])
        assert cursor.fetchone() == (wanted,)


def test_what_matched_is_marked() -> None:
    make.from_resident(words=f"您好。{LID}，请尽快修。", subject="窨井盖坏了")
    hit = page("counter", "窨井盖")["rows"][0]["hit"]
    assert hit["subject"] == ["", "窨井盖", "坏了"]
    assert hit["snippet"][1::2] == ["窨井盖"]
    assert "".join(hit["snippet"]).startswith("您好")
    make.from_resident(words="楼道堆满纸箱", place="东门传达室")
    assert page("counter", "传达室")["rows"][0]["hit"]["why"] == "place"
    assert page("counter", "")["rows"][0].get("hit") is None


def test_marks_do_not_change_a_word_of_what_was_said() -> None:
    words = "<b>路灯</b>&amp;“路灯”\n第二行也说路灯，" + "很长" * 40
    make.from_resident(words=words, subject="<script>路灯</script>")
    hit = page("counter", "路灯")["rows"][0]["hit"]
    assert "".join(hit["subject"]) == "<script>路灯</script>"
    assert "".join(hit["snippet"]).rstrip("…") in words.replace("\n", " ")


# Hostile queries

HOSTILE = (
    "路灯" * 5000,
    "'; DROP TABLE matters_matter; --",
    "!&|:*<->()'\\",
    "路灯' | '窨井",
    "\\",
    "'",
    "@990101001001",
    "@2970 | 路灯",
    "%_%",
    "(路灯",
    "路灯:*",
    "a" * 400,
    "啊" * 400,
    "。，！？",
    "\x00路灯"[1:],
    "🙂🙂",
    "𠮷𠮷",
    "９９９９",
    "x" * 23 + "路",
    "lalalalalalalalalalalalalalalalalalalala",
    "xianxianxianxianxianxian",
    "0" * 300,
    "路 " * 150,
)


@pytest.mark.parametrize("q", HOSTILE)
def test_no_query_is_an_error_or_a_way_around(q: str) -> None:
    make.from_resident(words=LID, area=c.NEXT_DOOR)
    traced()
    for who in ("counter", "volunteer", "subdistrict"):
        told = page(who, q)
        assert len(told["rows"]) <= 20
    assert found("counter", q) == []


# Walls


def test_nobody_finds_what_is_not_his() -> None:
    """By words, by slip, by sound, by number, by reporter: what is found lies in sight, and all in sight is found."""
    places = {
        "grid1": c.GRIDS[0],
        "grid2": c.GRIDS[1],
        "home": c.HOME,
        "next": c.NEXT_DOOR,
        "else": c.ELSEWHERE,
    }
    made = {make.from_resident(words=LID, area=area, reporter=ZHANG): area for area in places.values()}
    given = make.dispatched("property", words=LID, reporter=ZHANG)
    away = make.accepted(words=LID, area=c.GRIDS[2])
    make.do("counter", actions.dispatch, matter_id=away, post_id=c.post_id("department"))
    traced()
    everything = [*made, given, away]
    for who in c.PEOPLE:
        seen = {row["id"] for row in make.look(who, queries.page, Filters(group="all"))["rows"]}
        assert seen <= set(everything)
        for q in ("窨井盖", "熏井盖", "jinggaiqiao", "窨井盖翅起来"):
            assert set(found(who, q)) == seen, (who, q)
        for q in ("张华国", "zhg", "4321", ZHANG.phone):
            assert set(found(who, q)) <= seen, (who, q)
        alike = make.look(who, queries.similar, words=LID, phone=ZHANG.phone)
        assert {row["id"] for row in alike} <= seen, who


def test_what_was_given_to_a_post_elsewhere_is_found_beside_its_own() -> None:
    """The search looks in one community for who has all his posts there, and in what his posts were given besides."""
    near = make.from_resident(words=LID)
    far = make.from_resident(words=LID, area=c.NEXT_DOOR)
    other = make.from_resident(words=LID, area=c.NEXT_DOOR)
    assert found("counter", "窨井盖") == [near]
    with scope(system("tests")):
        moving.partake(Matter.objects.get(id=far), c.post_id("counter"), Party.HANDLER)
        Matter.objects.filter(id=other).update(post_id=c.post_id("counter"), owner_area=c.HOME)
    assert found("counter", "窨井盖") == [other, far, near]
    assert found("counter", "窨井盖", area=c.NEXT_DOOR) == [other, far]
    assert found("counter2", "窨井盖") == [near]


def test_a_grid_worker_finds_his_grids_his_posts_and_what_he_takes_part_in() -> None:
    """Of the same words in one community: recent and old, open and done; nothing else of other grids."""
    with clock.at(clock.now() - timedelta(weeks=30)):
        old = make.raised(words=LID, area=c.GRIDS[0])
    own = make.raised(words=LID, area=c.GRIDS[0])
    given = make.raised(words=LID, area=c.GRIDS[1])
    make.do("counter", actions.accept, matter_id=given)
    make.do("counter", actions.dispatch, matter_id=given, post_id=c.post_id("grid1"))
    part = make.raised(words=LID, area=c.GRIDS[1])
    with scope(system("tests")):
        moving.partake(Matter.objects.get(id=part), c.post_id("grid1"), Party.HANDLER)
    make.raised(words=LID, area=c.GRIDS[1])
    assert found("grid1", "窨井盖") == [part, given, own, old]
    assert found("grid1", "窨井盖", group="open") == [part, given, own, old]
    assert found("grid1", "窨井盖", area=c.GRIDS[1]) == [part, given]
    assert len(found("counter", "窨井盖")) == 5


def test_a_reporter_of_next_door_is_not_found_by_his_phone() -> None:
    make.from_resident(words=LID, area=c.NEXT_DOOR, reporter=ZHANG)
    traced()
    assert found("counter", ZHANG.phone) == []
    assert make.look("counter", queries.similar, words=LID, phone=ZHANG.phone) == []


# Statements

COUNTED = (
    ("窨井盖", 2),
    ("张华国", 2),
    ("引井盖", 3),
    ("260304-0000-0000", 3),
    ("没有这样的话", 3),
)


@pytest.mark.parametrize(("q", "most"), COUNTED)
def test_statements_of_a_search(q: str, most: int) -> None:
    make.from_resident(words=LID, reporter=ZHANG)
    traced()
    by = c.actor("counter")
    with scope(by, write=False):
        queries.page(by, Filters(group="all", q=q))
        with CaptureQueriesContext(connection) as told:
            queries.page(by, Filters(group="all", q=q))
    assert len(told) <= most, [query["sql"][:120] for query in told]


# The rules alone

ASKED = (
    ("张华国", "张华国"),
    (" zhang hg ", "zhanghg"),
    ("张HG", "张hg"),
    ("4321", "4321"),
    ("12345", ""),
    ("张", ""),
    ("张华国和李四还有王五一起反映", ""),
    ("路灯 坏了!", ""),
    ("", ""),
)


@pytest.mark.parametrize(("query", "mark"), ASKED)
def test_what_may_name_a_reporter(query: str, mark: str) -> None:
    assert mark_asked(query) == mark


def test_surnames_are_marked_as_they_are_read() -> None:
    assert "cxh" not in marks_of("曾小红", "")
    assert {"zxh", "zengxh", "曾小红", "曾xh"} <= set(marks_of("曾小红", ""))
    assert {"oyxh", "ouyangxh", "欧阳xh"} <= set(marks_of("欧阳小红", ""))
    assert marks_of("", "") == []
    assert marks_of("李", "12345678") == ["5678", "li"]
