"""Mail for a post while its holder is away."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from linli.delivery.tests import factories as make
from linli.kit import clock
from linli.kit.scope import scope
from linli.tests import community as c
from linli.workforce import actions, jobs
from linli.workforce.rules import LeaveReason

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _mail(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LINLI_MAIL_ON = True
    settings.DEFAULT_FROM_EMAIL = "linli@example.cn"
    monkeypatch.setattr(clock, "is_told", lambda: False)
    make.give_address("grid1", "grid2")


def enter() -> UUID:
    """grid1 is away today, grid2 stands in."""
    by = c.actor("grid1")
    with scope(by):
        return actions.enter_leave(
            by=by,
            person_id=by.id,
            stand_in_id=c.user_id("grid2"),
            first=NOON.date(),
            last=NOON.date(),
            reason=LeaveReason.ANNUAL,
        )


def test_while_somebody_stands_in_mail_for_the_post_goes_to_him() -> None:
    by = c.actor("grid1")
    with clock.at(NOON):
        leave = enter()
        make.told("grid1")
        assert jobs.mail_waiting() == 1
        with scope(by):
            actions.end_leave(by=by, leave_id=leave)
        make.told("grid1")
        assert jobs.mail_waiting() == 1
    assert [one.to for one in mail.outbox] == [[make.address("grid2")], [make.address("grid1")]]


def test_mail_goes_to_the_holder_again_once_the_stand_in_has_left_his_last_post() -> None:
    by = c.actor("secretary")
    with clock.at(NOON):
        enter()
    with scope(by):
        actions.vacate(by=by, post_id=c.post_id("grid2"))
    with clock.at(NOON):
        make.told("grid1")
        assert jobs.mail_waiting() == 1
    assert [one.to for one in mail.outbox] == [[make.address("grid1")]]
