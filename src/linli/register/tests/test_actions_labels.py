"""Labels given, reviewed and ended; the restricted ones reach the titles they name and nobody else, by any way."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.ledger import actions as ledger
from linli.ledger.models import Entry
from linli.register import actions, queries
from linli.register.models import Label, LabelKind
from linli.register.tests import factories as make
from linli.register.tests.factories import act, ask, row, rows
from linli.tests import community as c

pytestmark = pytest.mark.django_db

TOLD = ("secretary", "lead", "subdistrict")
NOT_TOLD = ("grid1", "counter", "supervisor")
NOTHING = ("volunteer", "property", "police", "department", "admin", "next_secretary", "far_secretary")


def day(ago: int = 0) -> date:
    return timezone.localdate(clock.now()) - timedelta(days=ago)


@pytest.fixture
def who() -> UUID:
    one = make.member()
    make.home(c.actor("grid1"), c.GRIDS[0], one)
    return one.id


class TestGiving:
    def test_dated_with_source_and_the_day_to_look_again(self, who: UUID) -> None:
        id = make.label(c.actor("grid1"), who, since=date(2026, 1, 31), source="走访")
        kept = row(Label, id=id)
        assert (kept.since, kept.review_on, kept.source) == (date(2026, 1, 31), date(2026, 7, 31), "走访")
        assert [one.facts["kind"] for one in rows(Entry, subject=id)] == ["living_alone_elder"]

    def test_the_ledger_does_not_name_a_restricted_one(self, who: UUID) -> None:
        id = make.label(c.actor("secretary"), who, kind="mental_disorder")
        assert [one.facts for one in rows(Entry, subject=id)] == [{"restricted": True}]

    @pytest.mark.parametrize("key", ["grid1", "counter"])
    def test_a_restricted_one_is_not_given_by_who_may_not_know(self, who: UUID, key: str) -> None:
        with pytest.raises(Forbidden) as told:
            make.label(c.actor(key), who, kind="mental_disorder")
        assert told.value.type == "label/not-for-you"

    def test_refused(self, who: UUID) -> None:
        by = c.actor("grid1")
        make.label(by, who)
        with pytest.raises(Conflict):
            make.label(by, who)
        for kind, more in (
            ("hard_up", {}),
            ("no_such", {}),
            ("disabled", {"since": day(-2)}),
            ("disabled", {"review_on": day(2)}),
        ):
            with pytest.raises(Refused):
                make.label(by, who, kind=kind, **more)
        for of in ({}, {"resident_id": who, "household_id": who}):
            with pytest.raises(Refused, match="resident or a household"):
                act("grid1", actions.give_label, label_id=ids.new(), kind="disabled", **of)
        for key in ("grid2", "volunteer"):
            with pytest.raises(NotFound):
                make.label(c.actor(key), who, kind="disabled")
        with pytest.raises(Forbidden):
            make.label(c.actor("supervisor"), who, kind="disabled")

    def test_nothing_is_kept_where_the_ledger_fails(self, who: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr(ledger, "record", fail)
        with pytest.raises(RuntimeError):
            make.label(c.actor("grid1"), who)
        assert rows(Label, resident=who) == []


class TestReviewingAndEnding:
    def test_looked_at_again(self, who: UUID) -> None:
        id = make.label(c.actor("grid1"), who, since=day(400), review_on=day())
        assert [one["id"] for one in ask("grid1", queries.labels_due)["rows"]] == [id]
        act("grid1", actions.review_label, label_id=id)
        assert ask("grid1", queries.labels_due)["rows"] == []
        assert row(Label, id=id).review_on > day()  # type: ignore[operator]

    def test_ended_with_a_reason_beside_the_note_there_was(self, who: UUID) -> None:
        id = make.label(c.actor("grid1"), who, since=day(10), note="子女在外地")
        with pytest.raises(Refused, match="before it began"):
            act("grid1", actions.end_label, label_id=id, on=day(20), reason="子女搬回")
        act("grid1", actions.end_label, label_id=id, on=day(1), reason="子女搬回")
        assert (row(Label, id=id).until, row(Label, id=id).note) == (day(1), "子女在外地；子女搬回")
        with pytest.raises(NotFound):
            act("grid1", actions.end_label, label_id=id, reason="子女搬回")
        make.label(c.actor("grid1"), who)
        told = ask("grid1", queries.resident, who)["labels"]
        assert [one["until"] is None for one in told] == [True, False]


class TestRestricted:
    @pytest.fixture
    def told(self, who: UUID) -> UUID:
        return make.label(c.actor("secretary"), who, kind="mental_disorder", since=day(300), review_on=day())

    @pytest.mark.parametrize("key", TOLD)
    def test_those_whose_title_is_named_see_it(self, who: UUID, told: UUID, key: str) -> None:
        assert [one["id"] for one in ask(key, queries.resident, who)["labels"]] == [told]
        assert [one["id"] for one in ask(key, queries.labels_due)["rows"]] == [told]
        listed = ask(key, queries.residents, queries.Narrowed(label="mental_disorder"))
        assert [one["labels"] for one in listed["rows"]] == [["mental_disorder"]]
        assert "mental_disorder" in {one["code"] for one in ask(key, queries.told_kinds)}

    @pytest.mark.parametrize("key", NOT_TOLD)
    def test_others_who_see_the_person_find_nothing_of_it(self, who: UUID, told: UUID, key: str) -> None:
        person = ask(key, queries.resident, who)
        assert person["labels"] == []
        building = ask(key, queries.buildings)["rows"][0]["id"]
        for answer in (
            person,
            ask(key, queries.building, building),
            ask(key, queries.residents, queries.Narrowed()),
            ask(key, queries.household, person["household"]),
            ask(key, queries.dwelling, person["dwelling"]),
            ask(key, queries.labels_due),
            ask(key, queries.told_kinds),
        ):
            assert "mental_disorder" not in str(answer)
            assert str(told) not in str(answer)
        assert ask(key, queries.residents, queries.Narrowed(label="mental_disorder"))["rows"] == []
        with pytest.raises(NotFound):
            ask(key, queries.label, told)

    @pytest.mark.parametrize("key", ["grid1", "counter"])
    def test_nor_do_they_end_it(self, told: UUID, key: str) -> None:
        with pytest.raises(NotFound):
            act(key, actions.end_label, label_id=told, reason="不需要了")

    @pytest.mark.parametrize("key", NOTHING)
    def test_whoever_sees_no_person_sees_no_label(self, who: UUID, told: UUID, key: str) -> None:
        with pytest.raises(NotFound):
            ask(key, queries.resident, who)
        with pytest.raises(NotFound):
            ask(key, queries.label, told)

    def test_past_the_queries_the_database_does_not_show_it_either(self, told: UUID) -> None:
        found = {key: ask(key, lambda _: Label.objects.filter(id=told).count()) for key in (*TOLD, *NOT_TOLD)}
        assert found == dict.fromkeys(TOLD, 1) | dict.fromkeys(NOT_TOLD, 0)


class TestDictionary:
    def test_changed_by_an_administrator_of_the_site_alone(self) -> None:
        sent = {"code": "disabled", "cadence_days": 14, "review_months": 6, "active": False}
        for key in ("secretary", "grid1"):
            with pytest.raises(Forbidden):
                act(key, actions.change_label_kind, **sent)
        act("admin", actions.change_label_kind, **sent)
        kind = row(LabelKind, code="disabled")
        assert (kind.cadence_days, kind.review_months, kind.active) == (14, 6, False)
        for wrong in ({"cadence_days": 0}, {"review_months": 99}):
            with pytest.raises(Refused):
                act("admin", actions.change_label_kind, **sent | wrong)
        with pytest.raises(NotFound):
            act("admin", actions.change_label_kind, **sent | {"code": "none"})

    def test_one_no_longer_given_is_refused(self, who: UUID) -> None:
        act(
            "admin",
            actions.change_label_kind,
            code="disabled",
            cadence_days=None,
            review_months=None,
            active=False,
        )
        with pytest.raises(Refused):
            make.label(c.actor("grid1"), who, kind="disabled")
