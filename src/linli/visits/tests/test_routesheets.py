"""Route sheets: what goes onto one, what is left off it, and what it becomes when it comes back. Lists to sign."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Forbidden, NotFound, Problem, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.register.models import Resident
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.visits import actions as visit_actions
from linli.visits.actions import ReliefData
from linli.visits.actions import routesheets as actions
from linli.visits.actions.routesheets import LineData
from linli.visits.models import Planned, RouteSheet, SheetLine, Standing, Visit
from linli.visits.queries import relief as relief_queries
from linli.visits.queries import routesheets as queries
from linli.visits.rules.kinds import Result, Way
from linli.visits.tests import factories as visits
from linli.visits.tests import papers

pytestmark = pytest.mark.django_db


def due(*subjects: UUID) -> None:
    """Let somebody be due today."""
    with scope(system()):
        Standing.objects.filter(id__in=subjects).update(due_on=papers.today())


def lines(sheet: UUID) -> list[SheetLine]:
    return sorted(make.rows(SheetLine, sheet=sheet), key=lambda one: one.order)


def enter(sheet: UUID, key: str = "grid1", **line: Any) -> UUID:
    values: dict[str, Any] = {"order": 1, "way": Way.HOME, "result": Result.MET} | line
    return make.act(key, actions.enter, visit_id=ids.new(), sheet_id=sheet, line=LineData(**values))


def test_what_is_due_is_on_it_in_walking_order() -> None:
    homes = [visits.home(room=room) for room in ("601", "201", "401")]
    shop = visits.shop()
    due(*homes, shop)
    sheet = papers.sheet()
    row = make.row(RouteSheet, id=sheet)
    assert row.number == f"{papers.today():%y%m%d}-001-1"
    walked = [make.row(Standing, id=one.subject).walk for one in lines(sheet)]
    assert walked == sorted(walked)
    assert {one.subject for one in lines(sheet)} == {*homes, shop}
    assert make.row(RouteSheet, id=papers.sheet()).number.endswith("-2")
    assert make.rows(Entry, subject=sheet)[0].facts == {"doors": 4}


def test_what_was_planned_comes_in_the_planned_order_and_nothing_else() -> None:
    first, second, third = (visits.home(room=room) for room in ("201", "401", "601"))
    due(third)
    with scope(system()):
        for order, subject in enumerate((second, first), start=1):
            Planned.objects.create(
                id=ids.new(),
                community=c.HOME,
                area=c.GRIDS[0],
                noun="household",
                subject=subject,
                on=papers.today(),
                post=c.post_id("grid1"),
                order=order,
                way="home",
                planned_at=clock.now(),
                planned_by=c.user_id("lead"),
            )
    assert [one.subject for one in lines(papers.sheet())] == [second, first]


def refusal(kind: type[Problem], key: str = "grid1", **more: Any) -> str:
    with pytest.raises(kind) as told:
        papers.sheet(key, **more)
    return told.value.type


def test_what_sheet_cannot_be() -> None:
    assert refusal(Refused) == "sheet/nothing-due"
    due(visits.home())
    assert refusal(Refused, days=-1) == "sheet/past"
    assert refusal(NotFound, "grid2") == "post/not-found"
    assert refusal(Forbidden, "supervisor") == "actor/not-allowed"
    assert refusal(NotFound, post_id=ids.new()) == "post/not-found"
    assert refusal(Refused, "subdistrict", post_id=c.post_id("subdistrict")) == "sheet/no-community"


def test_no_more_of_a_person_than_finds_the_door() -> None:
    home = visits.home(name="欧阳秀英")
    who = make.row(Resident, household=home)
    make.label(system(), who.id, kind="living_alone_elder")
    make.label(system(), who.id, kind="mental_disorder")
    visits.follow(residents=(who.id,))
    with scope(system()):
        Standing.objects.filter(id=home).update(due_on=papers.today(), two_go=True, heed="有犬")
    sheet = papers.sheet()
    answer = Caller("grid1").post(f"/visits/sheets/{sheet}/print", {})
    assert answer.status_code == 200, answer.content
    said = papers.text_of(answer.content)
    kinds = make.ask("grid1", lambda by: queries.labels_on_paper())
    assert "mental_disorder" not in kinds
    for words in (
        "走访单",
        make.row(RouteSheet, id=sheet).number,
        "欧阳",
        "*",
        "两人同去",
        "有犬",
        "用后交回",
        "家中无人",
    ):
        assert words in said, words
    assert "欧阳秀英" not in said
    assert "精神" not in said
    assert [one.verb for one in make.rows(Entry, subject=sheet)][-1] == "sheet.printed"


@pytest.mark.parametrize(
    ("who", "status"), [("grid1", 200), ("lead", 200), ("supervisor", 403), ("grid2", 404)]
)
def test_who_prints_a_sheet(who: str, status: int) -> None:
    due(visits.home())
    assert Caller(who).post(f"/visits/sheets/{papers.sheet()}/print", {}).status_code == status


def test_a_line_becomes_a_visit_of_that_day() -> None:
    homes = [visits.home(room=room) for room in ("201", "401")]
    due(*homes)
    sheet = papers.sheet()
    with clock.at(clock.now() + timedelta(days=1)):
        enter(sheet, order=1, way=Way.DOOR, note="腿疼")
        told = make.ask("grid1", queries.sheet, sheet)
        visit = make.row(Visit, id=told["lines"][0]["visit"])
        assert visit.sheet == told["number"]
        assert timezone.localdate(visit.at) == make.row(RouteSheet, id=sheet).on
        assert (visit.way, visit.result, visit.note) == ("door", "met", "腿疼")
        assert visit.recorded_by == c.user_id("grid1")
        assert (told["entered"], told["doors"], told["done_at"]) == (1, 2, None)
        enter(sheet, order=2, skipped=True)
        told = make.ask("grid1", queries.sheet, sheet)
    assert told["entered"] == 2
    assert told["done_at"]
    assert told["lines"][1]["visit"] is None
    assert len(make.rows(Visit)) == 1


def test_what_line_is_not_taken() -> None:
    due(visits.home())
    sheet = papers.sheet()

    def told(kind: type[Problem], key: str = "grid1", id: UUID = sheet, **line: Any) -> str:
        with pytest.raises(kind) as found:
            enter(id, key, **line)
        return found.value.type

    assert told(Refused, way=None) == "sheet/unsaid"
    assert told(NotFound, order=2) == "sheet/no-line"
    assert told(NotFound, "grid2") == "sheet/not-found"
    assert told(Forbidden, "supervisor") == "actor/not-allowed"
    assert told(Refused, way=Way.PREMISES) == "visit/cannot-be"
    assert told(Refused, id=papers.sheet(days=1)) == "sheet/not-yet"
    assert not make.rows(Visit)
    enter(sheet, skipped=True)
    enter(sheet, result=Result.NOBODY)
    assert told(Refused) == "sheet/entered"


def test_over_the_api_and_found_by_its_number() -> None:
    due(visits.home())
    who, command = Caller("grid1"), ids.new()
    body = {"post": str(c.post_id("grid1")), "on": str(papers.today())}
    made = who.post("/visits/sheets", body, command=command)
    assert made.status_code == 201
    assert who.post("/visits/sheets", body, command=command).json()["id"] == str(command)
    number = made.json()["number"]
    typed = number.replace("-", " ")
    assert [one["id"] for one in who.get("/visits/sheets", number=typed).json()] == [str(command)]
    assert who.get("/visits/sheets", number="nonsense").json() == []
    line, entering = {"order": 1, "way": "home", "result": "met"}, ids.new()
    path = f"/visits/sheets/{command}/enter"
    assert who.post(path, line, command=entering).json()["lines"][0]["result"] == "met"
    assert who.post(path, line, command=entering).status_code == 200
    assert len(make.rows(Visit)) == 1
    problem(who.post(path, line), 422, "sheet/entered")


def given(home: UUID, **more: Any) -> None:
    values: dict[str, Any] = {"item": "大米", "amount": Decimal(2), "unit": "袋", "worth": Decimal(120)}
    visits.visit("grid1", home, relief=(ReliefData(**(values | more)),))


def signing(who: str = "grid1", **more: Any) -> Any:
    return Caller(who).post("/visits/relief/print", {"area": c.GRIDS[0]} | more)


def test_who_got_what_and_who_signed_for_whom() -> None:
    given(visits.home(name="欧阳秀英"), signed_by="欧阳小红", signed_for="欧阳秀英")
    given(visits.home(room="601", name="张三丰"), signed_by="张三丰")
    page = Caller("grid1").get("/visits/relief", area=c.GRIDS[0]).json()
    assert page["total"] == "合计：大米 4 袋；折合 240 元"
    assert len(page["rows"]) == 2
    said = papers.text_of(signing().content)
    assert "慰问品签收表" in said
    assert "合计：大米4袋" in said
    for name in ("欧阳秀英", "欧阳小红", "张三丰"):
        assert name not in said
    assert "代欧阳" in said
    whole = papers.text_of(signing(whole="signing").content)
    assert "欧阳小红代欧阳秀英" in whole
    facts = [one.facts["whole"] for one in make.rows(Entry, verb="relief.printed")]
    assert sorted(facts) == ["", "signing"]


def test_a_list_that_would_be_cut_is_refused_and_sums_are_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relief_queries, "ROWS_MOST", 1)
    home = visits.home()
    given(home)
    given(home)
    page = Caller("grid1").get("/visits/relief", area=c.GRIDS[0]).json()
    assert (len(page["rows"]), page["cut"], page["total"]) == (1, True, "合计：大米 4 袋；折合 240 元")
    problem(signing(), 422, "relief/too-many")


def test_goods_are_narrowed_by_days() -> None:
    given(visits.home())
    assert (
        not Caller("grid1").get("/visits/relief", area=c.GRIDS[0], until=str(papers.today(-1))).json()["rows"]
    )
    assert Caller("grid1").get("/visits/relief", area=c.GRIDS[0], since=str(papers.today())).json()["rows"]


def test_a_list_beforehand_for_a_label_or_a_campaign() -> None:
    home, other = visits.home(name="欧阳秀英"), visits.home(room="601", name="张三丰")
    who = make.row(Resident, household=home)
    make.label(system(), who.id, kind="living_alone_elder")
    visits.follow(residents=(who.id,))
    said = papers.text_of(signing(blank=True, label="living_alone_elder", item="棉被", amount="1 床").content)
    assert "棉被" in said
    assert "1床" in said
    assert "共1户" in said
    assert "欧阳秀英" not in said
    problem(signing(blank=True), 422, "relief/no-list")
    problem(signing(blank=True, label="no_such_label"), 422, "relief/no-list")
    campaign = make.act(
        "secretary",
        visit_actions.start_campaign,
        campaign_id=ids.new(),
        asked=visit_actions.Asked(kinds=[], labels=[]),
        area=c.HOME,
        name="冬季送温暖",
        what="",
        noun=visits.Whom.HOUSEHOLD,
        inside=True,
        from_on=papers.today(),
        until_on=papers.today(30),
    )
    said = papers.text_of(signing(blank=True, campaign=str(campaign), item="棉被").content)
    assert "冬季送温暖" in said
    assert "共2户" in said
    assert other


@pytest.mark.parametrize(
    ("who", "status"), [("grid1", 200), ("supervisor", 403), ("grid2", 403), ("admin", 403)]
)
def test_who_prints_a_list_to_sign(who: str, status: int) -> None:
    assert signing(who).status_code == status


def test_nothing_of_another_grid_is_listed() -> None:
    given(visits.home(c.GRIDS[0]))
    want = relief_queries.Wanted(area=c.GRIDS[0])
    assert not make.ask("grid2", relief_queries.relief, want)["rows"]
    assert make.ask("lead", relief_queries.relief, want)["rows"]
