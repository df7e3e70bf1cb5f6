"""No table holds a number, a phone or a reporter's name in the clear, whatever was done with them; a column that did
would be seen."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection

from linli.kit.actor import system
from linli.kit.errors import Conflict
from linli.kit.scope import scope
from linli.matters import actions as matters
from linli.matters.actions import ReporterData
from linli.matters.tests import factories as make
from linli.register import actions as register
from linli.register.models import Resident
from linli.register.tests import factories as homes
from linli.tests import community as c

pytestmark = pytest.mark.django_db
GRID = c.GRIDS[0]
NUMBER = homes.number("19610715", 37)
PHONE, OTHER, CHANGED, LANDLORD = "13700031111", "13700032222", "13700033333", "13700034444"
REPORTER, NAME, ADDRESS = "13900034321", "欧阳清扬", "白云巷七弄三号"
SECRET = (NUMBER, PHONE, OTHER, CHANGED, LANDLORD, REPORTER, NAME, ADDRESS, "13655550000")
TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"


def _live() -> UUID:
    """All that is done with sealed values: entered, changed, revealed, searched for, refused."""
    by = system("tests")
    home = homes.dwelling(by, homes.building(by, GRID), landlord="李房东", landlord_phone=LANDLORD)
    one = homes.member(id_number=NUMBER, phone=PHONE, other_phone=OTHER)
    homes.household(by, home, one)
    homes.shop(by, GRID)
    with scope(by):
        register.change_resident(by=by, member=replace(one, phone=CHANGED, other_phone=""))
        register.reveal_resident(by=by, resident_id=one.id, reason="核对信息")
    with pytest.raises(Conflict):
        homes.household(by, home, homes.member(id_number=NUMBER))
    make.from_resident(reporter=ReporterData(name=NAME, phone=REPORTER, address=ADDRESS))
    with scope(by):
        matters.leave_traces(by=by)
    return one.id


def _in_the_clear() -> set[tuple[str, str]]:
    """Tables in which a value stands, as text or in bytes."""
    found: set[tuple[str, str]] = set()
    with scope(system(), write=False), connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [table])
            if not cursor.fetchall()[0][0]:
                continue
            for value in SECRET:
                forms = [f"%{value}%", f"%{value.encode().hex()}%"]
                cursor.execute(f"SELECT 1 FROM {table} t WHERE t::text LIKE ANY(%s) LIMIT 1", [forms])
                found |= {(table, value)} if cursor.fetchall() else set()
    return found


def test_nothing_lies_in_the_clear() -> None:
    _live()
    assert _in_the_clear() == set()


def test_a_column_in_the_clear_would_be_seen() -> None:
    id = _live()
    with scope(system()):
        Resident.objects.filter(id=id).update(note=f"电话{CHANGED}")
    assert _in_the_clear() == {("register_resident", CHANGED)}
    with scope(system()):
        Resident.objects.filter(id=id).update(note="")
        register.put_estate(
            by=system(), estate_id=id, area=c.HOME, values={"name": "桂花苑", "address": ADDRESS}
        )
    assert _in_the_clear() == {("register_estate", ADDRESS)}
