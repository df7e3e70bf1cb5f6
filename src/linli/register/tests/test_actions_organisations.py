"""Organisations entered, corrected, closed and open again, with whom one speaks to there."""

from typing import Any
from uuid import UUID

import pytest

from linli.kit import ids
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.register import actions, queries
from linli.register.actions import ContactData
from linli.register.models import Change, Contact, Organisation
from linli.register.tests import factories as make
from linli.register.tests.factories import act, ask, row, rows
from linli.tests import community as c

pytestmark = pytest.mark.django_db


def put(key: str = "grid1", **more: Any) -> UUID:
    said = {"organisation_id": ids.new(), "area": c.GRIDS[0], "values": {"name": "惠民便利店"}}
    return act(key, actions.put_organisation, **said | more)


def test_in_a_building_it_lies_in_its_grid() -> None:
    building = make.building(c.actor("secretary"), c.GRIDS[1])
    id = put("secretary", area=c.GRIDS[0], building_id=building)
    assert row(Organisation, id=id).area == c.GRIDS[1]
    with pytest.raises(Refused, match="no such building"):
        put("secretary", building_id=ids.new())


def test_contacts_replace_those_there_were_and_a_phone_not_said_stays() -> None:
    id, contact = make.shop(c.actor("grid1"), c.GRIDS[0]), ids.new()
    said = [ContactData(id=contact, name="张店长", phone="13812345678")]
    put(organisation_id=id, values={}, contacts=said)
    put(organisation_id=id, values={}, contacts=[ContactData(id=contact, name="张店长", duty="负责人")])
    told = ask("grid1", queries.organisation, id)["contacts"]
    assert [(one["name"], one["duty"], one["phone"]) for one in told] == [("张店长", "负责人", "138****5678")]
    revealed = act("grid1", actions.reveal_contacts, organisation_id=id, reason="安全检查前联系")
    assert revealed == {str(contact): "13812345678"}
    assert len(rows(Contact, organisation=id)) == 1


def test_closed_and_open_again() -> None:
    id = put(values={"name": "惠民便利店", "note": "转角"})
    with pytest.raises(Refused, match="It is open"):
        act("grid1", actions.reopen_organisation, organisation_id=id)
    act("grid1", actions.close_organisation, organisation_id=id, reason="租约到期")
    assert ask("grid1", queries.organisations)["rows"] == []
    assert [one["id"] for one in ask("grid1", queries.organisations, closed=True)["rows"]] == [id]
    with pytest.raises(Refused, match="closed already"):
        act("grid1", actions.close_organisation, organisation_id=id, reason="租约到期")
    act("grid1", actions.reopen_organisation, organisation_id=id)
    assert row(Organisation, id=id).closed_at is None
    assert ("note", "转角") in {(one.field, one.before) for one in rows(Change, subject=id)}


def test_refused() -> None:
    for values, field in (
        ({"name": " "}, "name"),
        ({"name": "店", "credit_code": "91320508MA1"}, "credit_code"),
        ({"name": "店", "employees": -1}, "employees"),
    ):
        with pytest.raises(Refused) as told:
            put(values=values)
        assert told.value.fields[0]["field"] == field
    with pytest.raises(Forbidden):
        put("supervisor")
    with pytest.raises(Forbidden):
        put("grid2")
    id = put()
    with pytest.raises(NotFound):
        act("grid2", actions.close_organisation, organisation_id=id, reason="不开了")
    with pytest.raises(Conflict) as told_both:
        put(organisation_id=id, values={"name": "新店名"}, version=5)
    assert told_both.value.extra["differs"] == [{"field": "name", "now": "惠民便利店", "said": "新店名"}]
