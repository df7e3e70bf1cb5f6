"""Finding residents, homes, shops and buildings, within what one may see."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from linli.kit import ids
from linli.kit.actor import Actor, system
from linli.kit.errors import Forbidden
from linli.kit.scope import scope
from linli.register import actions, queries
from linli.register.actions import finding
from linli.register.queries import Sought
from linli.register.rules.finding import Noun
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.logins import as_jobs

pytestmark = pytest.mark.django_db


def found(who: str | Actor, query: str, noun: Noun = Noun.RESIDENT, **more: Any) -> list[dict[str, Any]]:
    by = c.actor(who) if isinstance(who, str) else who
    with scope(by, write=False):
        answer = queries.found(by, Sought(query, noun, **more))
    return answer["groups"][0]["rows"]


def names(who: str | Actor, query: str, noun: Noun = Noun.RESIDENT, **more: Any) -> list[str]:
    return [row["name"] for row in found(who, query, noun, **more)]


def live(
    *people: Any, area: str = c.GRIDS[0], number: str = "3", room: str = "501", entrance: str = "2"
) -> UUID:
    """Somebody lives in 3-2-501 of the first grid."""
    building = make.building(system(), area, number, name=f"阳光新村{number}幢")
    home = make.dwelling(system(), building, room, entrance)
    make.household(system(), home, *people)
    return home


@pytest.fixture
def _some() -> None:
    live(
        make.member("曾小敏", phone="13812345678", id_number=make.number()),
        make.member("单雄信"),
        make.member("解思远"),
    )
    live(
        make.member("王秀英", skills=[("choir", "")]),
        make.member("王建国"),
        number="5",
        room="1203",
        entrance="1",
    )


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("曾小敏", ["曾小敏"]),
        ("小敏", ["曾小敏"]),
        ("敏", ["曾小敏"]),
        ("zengxiaomin", ["曾小敏"]),
        ("zxm", ["曾小敏"]),
        ("zengx", ["曾小敏"]),
        ("ceng", []),
        ("shanxiongxin", ["单雄信"]),
        ("shan", ["单雄信"]),
        ("dan", []),
        ("xie", ["解思远"]),
        ("xsy", ["解思远"]),
        ("jie", []),
        ("ｚｘｍ　３幢", ["曾小敏"]),
        ("zxm 5幢", []),
        ("王", ["王建国", "王秀英"]),
        ("王 5-1", ["王建国", "王秀英"]),
        ("王 ３－２", []),
        ("王阿姨", ["王建国", "王秀英"]),
        ("5678", ["曾小敏"]),
        ("13812345678", ["曾小敏"]),
        ("13812345679", []),
        (make.number()[-4:], ["曾小敏"]),
        (make.number(), ["曾小敏"]),
        ("3-2-501", ["单雄信", "解思远", "曾小敏"]),
        ("３幢２单元５０１室", ["单雄信", "解思远", "曾小敏"]),
        ("三幢二单元五零一", ["单雄信", "解思远", "曾小敏"]),
        ("3-501 单", ["单雄信"]),
        ("1203", ["王建国", "王秀英"]),
        ("合唱", ["王秀英"]),
        ("阳光新村 秀英", ["王秀英"]),
    ],
)
def test_residents(typed: str, who: list[str]) -> None:
    assert names("counter", typed) == who


@pytest.mark.usefixtures("_some")
def test_why_and_how_it_is_shown() -> None:
    row = found("counter", "zxm 3幢")[0]
    assert row["why"] == [{"word": "zxm", "by": "sound"}, {"word": "3", "by": "building"}]
    assert row["phone"] == "138****5678"
    assert (row["code"], row["place"], row["sex"]) == ("3-2-501", "阳光新村3幢", "male")


@pytest.mark.usefixtures("_some")
def test_other_nouns() -> None:
    make.shop(
        system(),
        c.GRIDS[0],
        "惠民便利店",
        building_id=make.building(system(), c.GRIDS[0], name="阳光新村3幢"),
    )
    assert names("counter", "惠民", Noun.ORGANISATION) == ["惠民便利店"]
    assert names("counter", "hmbld", Noun.ORGANISATION) == ["惠民便利店"]
    assert names("counter", "便利 3幢", Noun.ORGANISATION) == ["惠民便利店"]
    assert names("counter", "0000", Noun.ORGANISATION) == ["惠民便利店"]
    assert names("counter", "3-2-501", Noun.DWELLING) == ["3-2-501"]
    assert names("counter", "3-501", Noun.DWELLING) == ["3-2-501"]
    assert names("counter", "阳光新村", Noun.BUILDING) == ["阳光新村3幢", "阳光新村5幢"]
    assert names("counter", "5幢", Noun.BUILDING) == ["阳光新村5幢"]


@pytest.mark.usefixtures("_some")
def test_all_nouns_at_once() -> None:
    by = c.actor("counter")
    with scope(by, write=False):
        answer = queries.found(by, Sought("3幢"))
    assert {group["noun"]: len(group["rows"]) for group in answer["groups"]} == {
        "resident": 3,
        "dwelling": 1,
        "organisation": 0,
        "building": 1,
    }
    assert answer["understood"]


def test_nothing_outside_the_walls() -> None:
    live(make.member("墙外一"), area=c.GRIDS[0])
    live(make.member("墙外二"), area=c.GRIDS[1], number="7")
    live(make.member("墙外三"), area=c.ELSEWHERE)
    assert names("grid1", "墙外") == ["墙外一"]
    assert sorted(names("lead", "墙外")) == ["墙外一", "墙外二"]
    assert sorted(names("subdistrict", "墙外")) == ["墙外一", "墙外二"]
    assert names("far_secretary", "墙外") == ["墙外三"]
    assert len(names(system(), "墙外")) == 3
    assert names("counter", "墙外", area=c.GRIDS[1]) == ["墙外二"]
    assert names("counter", "墙外", area=c.ELSEWHERE) == []


@pytest.mark.parametrize("who", ["grid1", "counter", "far_secretary"])
def test_the_function_trusts_no_caller(who: str) -> None:
    live(make.member("墙外一"), area=c.GRIDS[0])
    live(make.member("墙外二"), area=c.GRIDS[1], number="7")
    live(make.member("墙外三"), area=c.ELSEWHERE)
    seen = {"grid1": 1, "counter": 2, "far_secretary": 1}[who]
    with scope(c.actor(who), write=False), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM register_search('resident', ARRAY['n墙外'], ARRAY[''], ARRAY[''], '', NULL, true, 50,"
            " 1, '', '', '00000000-0000-0000-0000-000000000000')"
        )
        assert cursor.fetchone() == (seen,)


def test_labels() -> None:
    one, two = make.member("王秀英"), make.member("李大海")
    live(one, two)
    make.label(c.actor("counter"), one.id)
    make.label(c.actor("secretary"), two.id, kind="mental_disorder")
    assert names("counter", "独居") == ["王秀英"]
    assert names("counter", "独居 3幢") == ["王秀英"]
    assert names("counter", "独居 5幢") == []
    assert names("secretary", "精神") == ["李大海"]
    assert names("secretary", "精神 5幢") == []
    assert names("counter", "精神") == []
    assert names("grid1", "精神障碍患者") == []
    assert [label["code"] for label in found("secretary", "李大海")[0]["labels"]] == ["mental_disorder"]
    assert found("counter", "李大海")[0]["labels"] == []


def test_a_household_s_label_finds_its_members() -> None:
    one = make.member("王秀英")
    home = live(one)
    by = c.actor("counter")
    with scope(by):
        household = queries.visible_households(by).get(dwelling=home).id
        label = actions.give_label(by=by, label_id=ids.new(), kind="hard_up", household_id=household)
    assert names("counter", "困难家庭") == ["王秀英"]
    with scope(by):
        actions.end_label(by=by, label_id=label, reason="已经好转")
    assert names("counter", "困难家庭") == []


def test_who_left_is_found_when_asked() -> None:
    one = make.member("王秀英")
    live(one)
    by = c.actor("counter")
    with scope(by):
        actions.leave(by=by, residents=[one.id], on=queries_day())
    assert names("counter", "王秀英") == []
    row = found("counter", "王秀英", gone=True)[0]
    assert (row["name"], row["state"]) == ("王秀英", "left")


def queries_day() -> Any:
    from linli.register.actions.changing import today

    return today()


def test_who_is_merged_is_not_found() -> None:
    one, two = make.member("王秀英"), make.member("王秀瑛")
    live(one, two)
    by = c.actor("counter")
    with scope(by):
        actions.merge_residents(by=by, keep=one.id, drop=two.id, reason="同一个人")
    assert names("counter", "wxy", gone=True) == ["王秀英"]
    with scope(by):
        actions.part_residents(by=by, resident_id=two.id, reason="弄错了")
    assert names("counter", "wxy") == ["王秀瑛", "王秀英"]


def test_what_changes_is_found_as_it_is_now() -> None:
    one = make.member("王秀英", phone="13812345678")
    home = live(one)
    by = c.actor("counter")
    with scope(by):
        actions.change_resident(
            by=by, member=actions.Member(id=one.id, values={"name": "王秀瑛"}, phone="13812349999")
        )
    assert names("counter", "秀英") == []
    assert names("counter", "秀瑛 9999") == ["王秀瑛"]
    assert names("counter", "5678") == []
    with scope(by):
        building = queries.visible_dwellings(by).get(id=home).building_id
        actions.put_building(by=by, building_id=building, area=c.GRIDS[1], number="8")
    assert names("counter", "8-2-501") == ["王秀瑛"]
    assert names("counter", "3-2-501") == []
    assert names("grid1", "秀瑛") == []
    assert names("grid2", "秀瑛") == ["王秀瑛"]
    with scope(by):
        actions.leave(by=by, residents=[one.id], on=queries_day())
        actions.close_dwelling(by=by, dwelling_id=home, reason="登记错了")
    assert names("counter", "8-2-501", Noun.DWELLING) == []


def test_pages_go_on_where_they_ended() -> None:
    live(*[make.member(f"王{chr(0x4E00 + n * 7)}") for n in range(30)])
    live(*[make.member(f"王{chr(0x5000 + n * 7)}") for n in range(30)], number="5")
    by = c.actor("counter")
    seen: list[str] = []
    after = ""
    for _ in range(10):
        with scope(by, write=False):
            group = queries.found(by, Sought("王", Noun.RESIDENT, after=after, most=7))["groups"][0]
        seen += [row["id"] for row in group["rows"]]
        if not (after := group["next"]):
            break
    assert len(seen) == len(set(seen)) == 60


def test_what_is_common_is_walked_along_the_list() -> None:
    with scope(system()), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO register_resident (id, community, area, relation, name, sort, sex, presence, registered_at,"
            " ethnicity, politics, education, marriage, occupation, workplace, note, state, synthetic, source,"
            " changed_at, version)"
            " SELECT gen_random_uuid(), %s, %s, 'other', '王' || chr(20000 + n), 'wang x ' || lpad(n::text, 4, '0'),"
            " 'male', 'here', '', '', '', '', '', '', '', '', 'active', true, '', now(), 1"
            " FROM generate_series(1, 1200) AS n",
            [c.HOME, c.GRIDS[0]],
        )
        cursor.execute(
            "SELECT register_mark(ARRAY(SELECT id FROM register_resident WHERE community = %s),"
            " '{}', '{}', '{}', '{}')",
            [c.HOME],
        )
    for who in ("grid1", "counter", "subdistrict", "supervisor"):
        by = c.actor(who)
        with scope(by, write=False):
            first = queries.found(by, Sought("王", Noun.RESIDENT, most=20))["groups"][0]
            second = queries.found(by, Sought("王", Noun.RESIDENT, most=20, after=first["next"]))["groups"][0]
        rows = [*first["rows"], *second["rows"]]
        assert [row["name"] for row in rows] == [f"王{chr(20001 + n)}" for n in range(40)], who


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize("who", ["grid1", "counter", "subdistrict"])
def test_the_database_looks_in_the_index(who: str) -> None:
    by = c.actor(who)
    with scope(by, write=False):
        before = _scans()
        queries.found(by, Sought("王 5-1", Noun.RESIDENT))
        after = _scans()
    assert after["seq_scan"] == before["seq_scan"]
    assert after["idx_scan"] > before["idx_scan"]


def _scans() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(seq_scan, 0), coalesce(idx_scan, 0) FROM pg_stat_xact_user_tables"
            " WHERE relname = 'register_find'"
        )
        row = cursor.fetchone() or (0, 0)
    return dict(zip(("seq_scan", "idx_scan"), row, strict=True))


@pytest.mark.usefixtures("_some")
@pytest.mark.django_db(transaction=True)
def test_a_whole_community_is_found_anew_after_a_load() -> None:
    by = c.actor("counter")
    with scope(system()), connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_find WHERE community = %s", [c.HOME])
    assert names("counter", "曾小敏") == []
    with as_jobs() as jobs:
        jobs.execute("SELECT set_config('linli.everywhere', 'on', false)")
        made = jobs.execute("SELECT register_mark_all(%s)", [c.HOME]).fetchone()
    assert made == (9,)
    assert names("counter", "曾小敏 5678") == ["曾小敏"]
    with scope(by), pytest.raises(Forbidden):
        actions.rebuild(by=by, community=c.HOME)


def test_what_was_written_without_its_numbers_hashes_is_reckoned() -> None:
    one = make.member("王秀英", phone="13812345678", id_number=make.number())
    live(one)
    with scope(system()), connection.cursor() as cursor:
        cursor.execute("SELECT tails FROM register_secret WHERE resident_id = %s", [one.id])
        before = cursor.fetchone()
        cursor.execute("UPDATE register_secret SET tails = NULL WHERE resident_id = %s", [one.id])
        finding.reckon(c.HOME)
        cursor.execute("SELECT tails FROM register_secret WHERE resident_id = %s", [one.id])
        after = cursor.fetchone()
    assert before is not None
    assert after is not None
    assert sorted(after[0]) == sorted(before[0])
