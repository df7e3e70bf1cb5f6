"""A ledger on its way into the register: previewed, loaded, found again, mended, stopped and gone on with."""

import pytest

from linli.kit import ids
from linli.kit.errors import Conflict, Forbidden, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.register import actions as register
from linli.register import queries
from linli.register.models import Building, Change, Dwelling, Estate, Household, Label, Resident, Secret, Stay
from linli.register.tests import factories as homes
from linli.register.tests.factories import number
from linli.sheets import actions, jobs
from linli.sheets import queries as loads
from linli.sheets.models import Load, Part
from linli.sheets.tests import books
from linli.sheets.tests.walks import counts, loaded, seen, sent
from linli.tests import community as c

pytestmark = pytest.mark.django_db


def test_a_preview_says_what_would_happen_and_does_nothing() -> None:
    id = sent(books.family())
    with seen():
        assert counts(id) == {"rows": 4, "new": 4, "dwellings": 2, "estates": 1, "buildings": 1}
        assert (Resident.objects.count(), Estate.objects.filter(community=c.HOME).count()) == (0, 0)


def test_whoever_is_new_is_entered_with_home_household_and_stay() -> None:
    loaded(books.family())
    with seen():
        who = Resident.objects.get(name="王秀英")
        assert (who.relation, who.sex, str(who.born_on), who.source) == (
            "head",
            "female",
            "1958-03-12",
            "派出所",
        )
        home = Dwelling.objects.get(id=who.dwelling_id)
        assert (home.code, home.community) == ("3-2-501", c.HOME)
        assert Household.objects.get(id=who.household_id).size == 3
        assert Stay.objects.filter(resident=who, until=None).count() == 1
        assert Secret.objects.get(resident=who).id_index
        assert Resident.objects.get(name="陈四").sex == "unknown"
        facts = [e.facts for e in Entry.objects.filter(verb="register.people_loaded")]
    assert facts == [{"people": 4, "households": 2}]
    by = c.actor("counter")
    with scope(by):
        told = register.reveal_resident(by=by, resident_id=who.id, reason="核对")
    assert (told["id_number"], told["phone"]) == (number("19580312", 2), "13655550000")


def test_the_same_file_twice_changes_nothing() -> None:
    loaded(books.family())
    with seen():
        before = list(Resident.objects.order_by("id").values())
    id = sent(books.family())
    with seen():
        assert counts(id) == {"rows": 4, "same": 4}
    by = c.actor("counter")
    with pytest.raises(Refused), scope(by):
        actions.start(by=by, load_id=id)
    with seen():
        assert list(Resident.objects.order_by("id").values()) == before
        assert not Change.objects.exists()


def test_changes_are_field_by_field_with_their_source() -> None:
    loaded(books.family())
    rows = books.family()
    rows[0][9] = "13655559999"
    rows[3][10] = "独居"
    id = loaded(rows, source="网格员")
    with seen():
        assert counts(id) == {"rows": 4, "same": 2, "changed": 2}
        kept = set(Change.objects.values_list("field", "before", "after", "source"))
        assert kept == {("phone", "（已加密）", "（已加密）", "网格员"), ("note", "", "独居", "网格员")}
        assert Resident.objects.get(name="陈四").note == "独居"
        assert Resident.objects.count() == 4


def test_an_empty_cell_says_nothing() -> None:
    loaded(books.family())
    rows = books.family()
    rows[0][9] = ""
    id = sent(rows)
    with seen():
        assert counts(id) == {"rows": 4, "same": 4}


def test_who_is_known_by_name_and_home_gets_his_number() -> None:
    loaded(books.family())
    rows = [books.row("陈四", room="502室", 身份证号码=number("19700102", 5))]
    id = loaded(rows)
    with seen():
        assert counts(id) == {"rows": 1, "changed": 1}
        assert Resident.objects.filter(name="陈四").count() == 1


def test_another_number_under_the_same_name_and_birthday_is_told() -> None:
    loaded(books.family())
    id = sent([books.row("王秀英", 身份证号码=number("19580312", 4))])
    with seen():
        assert counts(id) == {"rows": 1, "wrong": 1}


def test_who_lives_elsewhere_now_moves() -> None:
    loaded(books.family())
    id = loaded([books.row("李小明", room="601室", 身份证号码=number("19850607", 3))])
    with seen():
        assert counts(id) == {"rows": 1, "changed": 1, "moved": 1, "dwellings": 1}
        who = Resident.objects.get(name="李小明")
        assert (Dwelling.objects.get(id=who.dwelling_id).code, who.relation) == ("3-2-601", "head")
        assert Stay.objects.filter(resident=who).count() == 2
        old = Household.objects.get(dwelling__code="3-2-501")
        assert old.size == 2


def test_a_child_joins_the_household_there() -> None:
    loaded(books.family())
    rows = [*books.family()[:2], books.row("李小花", relation="女", 身份证号码=number("20200607", 2))]
    loaded(rows)
    with seen():
        child, mother = Resident.objects.get(name="李小花"), Resident.objects.get(name="王秀英")
        assert child.household_id == mother.household_id
        assert Household.objects.get(id=mother.household_id).size == 4


def test_who_left_is_told_and_not_taken_back_in_silence() -> None:
    loaded(books.family())
    by = c.actor("counter")
    with scope(by):
        who = Resident.objects.get(name="李小明")
        register.leave(by=by, residents=[who.id], on=who.changed_at.date())
    id = sent(books.family())
    with seen():
        assert counts(id) == {"rows": 4, "same": 3, "wrong": 1}


def test_wrong_rows_are_named_with_column_value_and_reason() -> None:
    rows = [*books.family(), books.row("赵五", room="701室", 性别="中")]
    id = sent(rows)
    with seen():
        [told] = loads.wrong_rows(c.actor("counter"), id)
    assert (told["row"], told["name"]) == (8, "赵五")
    assert told["problems"] == [
        {"field": "sex", "value": "中", "title": "没有这个选项", "title_en": "There is no such choice"}
    ]
    assert told["cells"][5] == "赵五"


def test_labels_are_given_once_and_unknown_ones_told() -> None:
    heads = [*books.HEADS, "人员类别"]
    rows = [[*one, "独居老人、低保户，没这个" if not at else ""] for at, one in enumerate(books.family())]
    id = loaded(rows, heads=heads)
    with seen():
        kinds = set(Label.objects.values_list("kind", flat=True))
        assert Load.objects.get(id=id).remarks["label"] == 1
    assert kinds == {"living_alone_elder", "subsistence_allowance"}
    again = sent(rows, heads=heads)
    with seen():
        assert counts(again) == {"rows": 4, "same": 4}


def test_restricted_labels_are_not_given_by_who_may_not_know_them() -> None:
    heads = [*books.HEADS, "人员类别"]
    rows = [[*one, "精神障碍患者"] for one in books.family()[:1]]
    loaded(rows, heads=heads)
    with scope(c.actor("secretary"), write=False):
        assert not Label.objects.exists()


def test_columns_are_remembered_for_the_source() -> None:
    heads = ["老人", *(h for h in books.HEADS if h != "姓名")]
    at = books.HEADS.index("姓名")
    rows = [[one[at], *one[:at], *one[at + 1 :]] for one in books.family()]
    by = c.actor("counter")
    id = ids.new()
    with scope(by):
        content = books.book(rows, heads=heads)
        actions.receive(by=by, load_id=id, area=c.HOME, name="a.xlsx", content=content, source="老龄办")
    jobs.check(str(id))
    with seen():
        load = Load.objects.get(id=id)
        assert (load.state, load.problem["type"]) == ("failed", "sheets/no-headings")
    with scope(by):
        actions.remap(by=by, load_id=id, mapping={"老人": "name"}, sheets=[0])
    jobs.check(str(id))
    with seen():
        assert counts(id)["new"] == 4
    again = sent(rows, heads=heads, source="老龄办")
    with seen():
        assert counts(again)["new"] == 4


def test_a_load_that_stopped_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.sheets.rules.loads.PART", 2)
    rows = [books.row(f"居民{'甲乙丙丁戊己'[n]}", room=f"{n + 1}01室") for n in range(6)]
    id = sent(rows)
    by = c.actor("counter")
    with scope(by):
        actions.start(by=by, load_id=id)
    with scope(by):
        ready = actions.prepare(by=by, load_id=id)
    assert len(ready.waiting) > 2
    with scope(by):
        actions.load_part(by=by, ready=ready, number=ready.waiting[0])
    with scope(by):
        actions.fail(by=by, load_id=id)
    with scope(by):
        actions.start(by=by, load_id=id)
    assert jobs.load_all(by, id)
    with seen():
        assert Resident.objects.count() == 6
        assert Load.objects.get(id=id).state == "done"
        assert not Part.objects.filter(load=id).exists()


def test_only_one_ledger_at_a_time() -> None:
    by = c.actor("counter")
    first, second = sent(books.family()), sent(books.family()[:1])
    with scope(by):
        actions.start(by=by, load_id=first)
    with pytest.raises(Conflict), scope(by):
        actions.start(by=by, load_id=second)


def test_whoever_may_not_load_does_not() -> None:
    for key in ("grid1", "lead", "subdistrict", "next_counter"):
        with pytest.raises(Forbidden), scope(c.actor(key)):
            actions.receive(
                by=c.actor(key),
                load_id=ids.new(),
                area=c.HOME,
                name="a.xlsx",
                content=books.book(books.family()),
            )


def test_nothing_of_the_people_stays_behind_when_it_is_given_up() -> None:
    by = c.actor("counter")
    id = sent(books.family())
    with scope(by):
        actions.drop(by=by, load_id=id)
    with seen():
        assert not Part.objects.filter(load=id).exists()
        assert Load.objects.get(id=id).state == "dropped"


def test_nothing_of_the_people_is_in_the_clear() -> None:
    id = sent([*books.family(), books.row("赵五", 性别="中", 身份证号码=number("19580312", 8))])
    with seen():
        kept = b"".join(bytes(one) for one in Part.objects.filter(load=id).values_list("content", flat=True))
    assert "王秀英".encode() not in kept
    assert number("19580312", 8).encode() not in kept


def test_a_home_entered_by_hand_is_found() -> None:
    by = c.actor("counter")
    homes.household(by, homes.dwelling(by, homes.building(by, c.GRIDS[0])), homes.member("陈四"))
    rows = [books.row("陈四", 小区="", 联系电话="13655550000")]
    id = loaded(rows)
    with seen():
        assert counts(id) == {"rows": 1, "changed": 1}
        assert Resident.objects.get(name="陈四").area == c.GRIDS[0]
        assert queries.ground(by, c.HOME).alike("3")


def test_what_a_ledger_says_of_a_home_is_kept_and_corrected() -> None:
    heads = [*books.HEADS, "房屋用途", "房东", "房东电话"]
    loaded([[*one, "出租", "赵房东", "13655551111"] for one in books.family()], heads=heads)
    with seen():
        home = Dwelling.objects.get(code="3-2-501")
        assert home.use == "let"
        assert Household.objects.get(dwelling=home).tenant
    id = loaded([[*one, "自住", "赵房东", ""] for one in books.family()], heads=heads)
    with seen():
        assert counts(id) == {"rows": 4, "same": 4, "homes_changed": 2}
        kept = set(Change.objects.values_list("noun", "field", "before", "after"))
        assert kept == {("dwelling", "use", "let", "own")}
        assert Dwelling.objects.get(code="3-2-501").use == "own"


@pytest.mark.parametrize("said", ["2号网格", "本社区2号网格", "002", "２", c.GRIDS[1]])
def test_new_buildings_come_into_the_grid_the_ledger_names(said: str) -> None:
    by = c.actor("counter")
    homes.dwelling(by, homes.building(by, c.GRIDS[0], "3"))
    heads = ["所属网格", *books.HEADS]
    rows = [books.row(小区="", 楼栋="3幢"), books.row("李四", 楼栋="4幢"), books.row("赵五", 楼栋="5幢")]
    id = loaded([[said, *rows[0]], [said, *rows[1]], ["没这个", *rows[2]]], heads=heads)
    with seen():
        areas = dict(Building.objects.values_list("number", "area"))
        assert Load.objects.get(id=id).remarks == {"grid": 1, "no_number": 3}
        assert Resident.objects.get(name="李四").area == c.GRIDS[1]
    assert areas == {"3": c.GRIDS[0], "4": c.GRIDS[1], "5": c.HOME}


def test_homes_of_wrong_rows_are_not_made() -> None:
    id = loaded([*books.family(), books.row("赵五", room="901室", 性别="中")])
    with seen():
        assert counts(id)["dwellings"] == 2
        assert not Dwelling.objects.filter(room="901").exists()
        assert Load.objects.get(id=id).remarks == {"no_number": 1}
