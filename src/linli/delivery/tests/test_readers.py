"""One's own settings: an address proven by a code, what comes by mail, quiet hours."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from linli.accounts.models import User
from linli.delivery import actions, jobs, queries
from linli.delivery.models import Reader
from linli.delivery.rules.mailing import Choice, Quiet
from linli.kit import clock
from linli.kit.actor import system, visitor
from linli.kit.errors import Forbidden, Refused, TooMany
from linli.kit.scope import scope
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db
ADDRESS = "grid.one@example.cn"


@pytest.fixture(autouse=True)
def _on(settings: Settings) -> None:
    settings.LINLI_MAIL_ON = True
    settings.DEFAULT_FROM_EMAIL = "linli@example.cn"


def _ask(email: str = ADDRESS) -> None:
    by = c.actor("grid1")
    with scope(by):
        actions.ask_address(by=by, email=email)


def _code() -> str:
    assert jobs.send_code(person=str(c.user_id("grid1")))
    found = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", str(mail.outbox[-1].body))
    assert found
    return found[0]


def _confirm(code: str) -> None:
    by = c.actor("grid1")
    with scope(by):
        actions.confirm_address(by=by, code=code)


def _address() -> str:
    return User.objects.get(id=c.user_id("grid1")).email


def test_an_address_is_proven_by_the_code_sent_to_it() -> None:
    _ask()
    job = ProcrastinateJob.objects.get(task_name="delivery.send_code")
    assert job.args == {"person": str(c.user_id("grid1"))}
    code = _code()
    assert mail.outbox[0].to == [ADDRESS]
    assert _address() == ""
    _confirm(code.lower().replace("-", " "))
    assert _address() == ADDRESS
    with scope(c.actor("grid1")):
        assert queries.my_settings(c.actor("grid1"))["pending"] == ""
    with pytest.raises(Refused):
        _confirm(code)


def test_the_code_is_sealed_where_it_lies() -> None:
    _ask()
    code = _code()
    with scope(c.actor("grid1")):
        kept = bytes(Reader.objects.get(id=c.user_id("grid1")).code)
    assert code.encode() not in kept
    assert code.replace("-", "").encode() not in kept


def test_a_wrong_or_an_old_code() -> None:
    _ask()
    with pytest.raises(Refused) as wrong:
        _confirm("AAAA-AAAA")
    assert wrong.value.type == "mail/wrong-code"
    code = _code()
    with clock.at(clock.now() + timedelta(minutes=31)):
        with pytest.raises(Refused) as old:
            _confirm(code)
        assert old.value.type == "mail/code-expired"
        assert not jobs.send_code(person=str(c.user_id("grid1")))
    assert _address() == ""


def test_nobody_is_flooded() -> None:
    _ask()
    with pytest.raises(TooMany):
        _ask("somebody.else@example.cn")
    now = queries.local(clock.now()).replace(hour=8)
    for step in range(11):
        with clock.at(now + timedelta(days=1, minutes=2 * step)):
            if step < 10:
                _ask()
            else:
                with pytest.raises(TooMany):
                    _ask()


def test_taking_the_address_off() -> None:
    _ask()
    _confirm(_code())
    by = c.actor("grid1")
    with scope(by):
        actions.drop_address(by=by)
    assert _address() == ""


def test_without_a_server_no_code(settings: Settings) -> None:
    settings.LINLI_MAIL_ON = False
    with pytest.raises(Refused) as off:
        _ask()
    assert off.value.type == "mail/off"


def test_only_a_person_and_only_himself() -> None:
    for by in (visitor(), system()):
        with scope(by), pytest.raises(Forbidden):
            actions.choose(by=by, choice=Choice.NONE, quiet=Quiet.OFF)
    by = c.actor("grid1")
    with scope(by):
        actions.choose(by=by, choice=Choice.NONE, quiet=Quiet.OWN, begins="22:00", ends="06:00")
    with scope(c.actor("secretary")):
        assert not Reader.objects.exists()
    with scope(by):
        found = queries.my_settings(by)
    assert (found["choice"], found["quiet"], found["begins"], found["ends"]) == (
        "none",
        "own",
        "22:00",
        "06:00",
    )
    with scope(by), pytest.raises(Refused):
        actions.choose(by=by, choice=Choice.ALL, quiet=Quiet.OWN, begins="22:00", ends="22:00")
    with scope(c.actor("grid1")), pytest.raises(Forbidden):
        actions.send_code(by=c.actor("grid1"), person=c.user_id("grid1"))


def test_signing_in_copies_no_address(client: Any) -> None:
    _ask()
    _confirm(_code())
    client.post("/accounts/login/", {"login": "grid1", "password": c.PASSWORD})
    assert client.get("/api/delivery/settings").json()["email"] == ADDRESS
    from allauth.account.models import EmailAddress

    assert not EmailAddress.objects.exists()


def test_the_routes() -> None:
    me = Caller("grid1")
    assert Caller().get("/delivery/settings").status_code == 401
    assert me.get("/delivery/settings").json() == {
        "mail_on": True,
        "email": "",
        "pending": "",
        "choice": "all",
        "quiet": "site",
        "begins": "21:00",
        "ends": "07:30",
        "site_begins": "21:00",
        "site_ends": "07:30",
    }
    problem(me.post("/delivery/settings", {"choice": "some", "quiet": "site"}), 422)
    assert (
        me.post("/delivery/settings", {"choice": "pressing", "quiet": "off"}).json()["choice"] == "pressing"
    )
    problem(me.post("/delivery/settings/address", {"email": "nothing"}), 422, "mail/bad-address")
    assert me.post("/delivery/settings/address", {"email": ADDRESS}).json()["pending"] == ADDRESS
    problem(me.post("/delivery/settings/address", {"email": ADDRESS}), 429, "mail/asked-often")
    problem(me.post("/delivery/settings/confirm", {"code": "AAAA-AAAA"}), 422, "mail/wrong-code")
    assert me.post("/delivery/settings/confirm", {"code": _code()}).json()["email"] == ADDRESS
    assert me.post("/delivery/settings/address", {"email": ""}).json()["email"] == ""
