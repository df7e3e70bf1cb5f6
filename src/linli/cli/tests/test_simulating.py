"""Made-up registers in the database: marked, sealed, counted in one ledger entry; a used area is refused, a load that
broke off goes on, and the figures are those the community was made by."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from linli.cli import loading, showing, simulating
from linli.cli.demo import places
from linli.cli.synthetic import city, community, site
from linli.insight import queries as insight
from linli.kit import sealing
from linli.kit.actor import system
from linli.kit.errors import Forbidden, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.register import actions as register
from linli.register.models import (
    Building,
    Contact,
    Dwelling,
    Entrance,
    Estate,
    Household,
    Label,
    Organisation,
    Resident,
    Secret,
    Skill,
    Stay,
)
from linli.register.rules.rows import Rows
from linli.territory import actions as maps
from linli.territory import queries as territory
from linli.territory.queries import forget_map
from linli.tests import community as c
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db
BY = system("试验")
AREA = "990301"
SEED = {
    "area": 0.65,
    "grids": 16,
    "grids_posted": 16,
    "buildings_kept": 46,
    "households": 5426,
    "residents": 10163,
    "party_members": 603,
    "women": 4132,
    "elders": 2902,
    "shops": 400,
    "enterprises_equipped": 31,
    "partners": 30,
}


@pytest.fixture(autouse=True)
def _month_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The web's login, which tests use, opens no months; the test database has this one."""
    monkeypatch.setattr("linli.ledger.actions.open_months", lambda **_: 0)


def small(households: int = 60, *, code: str = "990301001001", seed: int = 1) -> Rows:
    return community.make(site.numbered(code, 0, households=households, seed=seed), date(2026, 11, 20))


def load(rows: Rows, code: str = "990301001001") -> int:
    with scope(BY):
        return register.load_made_up(by=BY, community=code, rows=rows)


def figures(area: str) -> dict[str, float]:
    with scope(BY, write=False):
        return {one.key: one.value for one in insight.figures(BY, area=area)}


def test_the_demo_s_figures_are_those_of_the_seed() -> None:
    loading.prepare(BY)
    forget_map()
    loading.settle(BY)
    _posts()
    found = figures(places.COMMUNITY)
    assert {key: found[key] for key in SEED} == SEED
    with scope(BY, write=False):
        for key in ("women", "party_members", "shops", "buildings_kept", "partners", "label_migrant"):
            assert insight.behind(BY, area=places.COMMUNITY, key=key).count() == found[key]
    parts = [figures(f"{places.COMMUNITY}{n:03d}") for n in (1, 2)]
    assert all(0 < part["residents"] < 1200 and 0.01 < part["area"] < 0.1 for part in parts)


def _posts() -> None:
    """A worker's post in each grid."""
    with scope(BY):
        for number in range(1, 17):
            workforce.open_post(
                by=BY,
                area=f"{places.COMMUNITY}{number:03d}",
                title="grid_worker",
                name=f"{number}号",
                synthetic=True,
            )


MODELS: tuple[Any, ...] = (
    Estate,
    Building,
    Entrance,
    Dwelling,
    Household,
    Resident,
    Label,
    Skill,
    Organisation,
)


def test_everything_loaded_is_marked_and_sealed() -> None:
    rows = small()
    assert load(rows) == sum(rows.counts().values()) + 2 * len(rows.residents)
    with scope(BY, write=False):
        for model in MODELS:
            assert model.objects.exists(), model
            assert not model.objects.filter(synthetic=False).exists(), model
        assert Stay.objects.count() == Secret.objects.count() == Resident.objects.count()
        one = next(one for one in rows.residents if one.phone and one.id_number)
        secret = Secret.objects.get(resident=UUID(one.id))
        assert sealing.unseal(secret.id_number, of=secret.pk, field="resident.id_number") == one.id_number
        assert sealing.unseal(secret.phone, of=secret.pk, field="resident.phone") == one.phone
        assert bytes(secret.id_index) == sealing.index(one.id_number, field="id_number")
        told = Resident.objects.get(id=UUID(one.id))
        assert told.sort.endswith(told.name) and told.sort.isascii() is False  # noqa: PT018
        contact = Contact.objects.filter(order=0).first()
        assert contact is not None
        assert sealing.unseal(contact.phone, of=contact.id, field="contact.phone").startswith("194")
        sizes = {h.id: h.size for h in Household.objects.all()}
        assert sum(sizes.values()) == Resident.objects.count()
        landlord = Dwelling.objects.filter(use="let").first()
        assert landlord is not None
        assert sealing.unseal(landlord.landlord, of=landlord.id, field="dwelling.landlord")
        entry = Entry.objects.get(verb="register.loaded")
        assert (entry.area, entry.facts["residents"]) == ("990301001001", len(rows.residents))


def test_the_same_again_is_left_alone_and_another_is_refused() -> None:
    load(small())
    assert load(small()) == 0
    with pytest.raises(Refused) as told:
        load(small(seed=2))
    assert told.value.type == "register/used"


def test_a_worker_may_not() -> None:
    by = c.actor("secretary")
    with scope(by), pytest.raises(Forbidden):
        register.load_made_up(by=by, community=c.HOME, rows=small())


def test_simulate_makes_divisions_grids_and_homes(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulating.simulate(households=70, area="990301001", processes=1) == 0
    assert capsys.readouterr().out.startswith("70 户 131 人")
    found = figures("990301001001")
    assert (found["households"], found["residents"], found["grids"]) == (70, 131, 16)
    with scope(BY, write=False):
        assert all(row["synthetic"] for row in territory.divisions(BY, below="9903"))
        assert (
            Building.objects.exclude(area__in=[g["code"] for g in territory.grids(BY, below="9903")]).count()
            == 0
        )


def test_simulate_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(city, "WHOLE", city.WHOLE.__class__(30, 56, 3, 23, 16, 2, 1, 1))
    wanted = city.sites(70, AREA, seed=1)
    assert [one.households for one in wanted] == [30, 30, 10]
    simulating.put(wanted[1])
    simulating.simulate(households=70, area=AREA, processes=1)
    assert capsys.readouterr().out.startswith("已有 1 个社区")
    assert [figures(one.code)["households"] for one in wanted] == [30, 30, 10]
    simulating.simulate(households=70, area=AREA, processes=1)
    assert "0 户 0 人" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("households", "area"),
    [(0, "9902"), (10, "320508"), (10, "99"), (10, "9902ab"), (20_000, "990201001001"), (10**9, "990201001")],
)
def test_simulate_refuses_what_cannot_be(households: int, area: str) -> None:
    with pytest.raises(ValueError, match=r"99|between"):
        simulating.simulate(households=households, area=area)


def test_simulate_refuses_a_used_area_before_it_writes() -> None:
    simulating.simulate(households=20, area="990301001", processes=1)
    with scope(BY, write=False):
        before = Resident.objects.count()
    with pytest.raises(ValueError, match="990301001001"):
        simulating.simulate(households=20, area="990301001", seed=2, processes=1)
    with pytest.raises(ValueError, match="990301001001"):
        simulating.simulate(households=25, area="990301001", processes=1)
    with scope(BY, write=False):
        assert Resident.objects.count() == before


def test_codes_of_a_large_city_are_apart() -> None:
    wanted = city.sites(3_000_000, "9902", seed=1)
    assert sum(one.households for one in wanted) == 3_000_000
    assert len({one.code for one in wanted}) == len({one.serial for one in wanted}) == len(wanted) == 553
    named = list(city.divisions(wanted))
    assert len({one.code for one in named}) == len(named)
    assert {len(one.code) for one in named} == {4, 6, 9, 12}


def test_figures_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    load(small())
    with scope(BY):
        maps.load_divisions(by=BY, rows=[maps.DivisionRow(code="990301001001", name="合成", synthetic=True)])
    assert showing.figures(community="990301001001", as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["area"] == "990301001001"
    first = next(one for one in told["figures"] if one["key"] == "households")
    assert first == {"key": "households", "name": "户数", "name_en": "Households", "value": 60, "unit": "户"}
    with pytest.raises(Refused):
        showing.figures(community="990399001001")
    with pytest.raises(Refused):
        showing.figures(community="990301001001", first=date(2026, 2, 2), last=date(2026, 2, 1))
    assert showing.figures(community="990301001001", last=date(2026, 2, 1), as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["from"], told["to"]) == ("2025-02-02", "2026-02-01")
