"""Mail for posts: who gets it, when it goes, what it says, what becomes of it when it cannot."""

import smtplib
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from linli.delivery import actions as delivery
from linli.delivery import queries
from linli.delivery.models import Letter, Message
from linli.delivery.rules.mailing import Choice, Quiet
from linli.delivery.tests import factories as make
from linli.kit import clock
from linli.kit.actor import system
from linli.kit.errors import Forbidden
from linli.kit.scope import scope
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.workforce import actions as workforce
from linli.workforce import jobs

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=ZONE)
NIGHT = datetime(2026, 11, 26, 22, 0, tzinfo=ZONE)
MORNING = datetime(2026, 11, 27, 7, 30, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _on(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.LINLI_MAIL_ON = True
    settings.DEFAULT_FROM_EMAIL = "linli@example.cn"
    monkeypatch.setattr(clock, "is_told", lambda: False)
    make.give_address("grid1", "grid2", "secretary")
    with clock.at(NOON):
        yield


def _run(moment: datetime | None = None) -> int:
    """What the worker does every minute, at a moment."""
    with clock.at(moment or clock.now()):
        return jobs.mail_waiting()


def _state(id: UUID) -> tuple[str, str]:
    found = make.letter(id)
    return found.state, found.why


def test_a_letter_and_its_job_come_with_the_message() -> None:
    ids = make.told("grid1", "grid2")
    job = ProcrastinateJob.objects.get(task_name="workforce.mail_out")
    assert job.args == {"letters": [str(id) for id in ids]}
    assert jobs.mail_out(letters=job.args["letters"]) == 2
    assert {tuple(one.to) for one in mail.outbox} == {(make.address("grid1"),), (make.address("grid2"),)}


def test_leaving_letters_costs_one_statement_and_one_for_the_job() -> None:
    queries.template("matter.dispatched")
    with scope(c.actor("counter")):
        by = c.actor("counter")
        with CaptureQueriesContext(connection) as found:
            from linli.kit import ids

            delivery.tell(
                by=by,
                area=c.GRIDS[0],
                kind="matter.dispatched",
                noun="matter",
                subject=ids.new(),
                posts=[c.post_id("grid1"), c.post_id("grid2")],
            )
    assert len(found) == 2


def test_no_server_no_letter(settings: Settings) -> None:
    settings.LINLI_MAIL_ON = False
    assert make.told("grid1") == []
    assert not ProcrastinateJob.objects.exists()
    assert jobs.mail_waiting() == 0
    with scope(c.actor("grid1")):
        assert Message.objects.count() == 1


def test_a_kind_without_a_template_stays_in_the_product() -> None:
    with scope(c.actor("counter")):
        by = c.actor("counter")
        delivery.tell(
            by=by,
            area=c.GRIDS[0],
            kind="drill.begun",
            title="演练",
            title_en="Drill",
            noun="drill",
            subject=c.post_id("grid1"),
            posts=[c.post_id("grid1")],
        )
    with scope(system()):
        assert not Letter.objects.exists()


def test_what_it_says_and_what_it_does_not() -> None:
    (id,) = make.told("grid1", words="路灯坏了，张三反映 13812345678")
    assert _run() == 1
    (sent,) = mail.outbox
    reference = make.letter(id).reference
    assert sent.subject == f"派给您一件事项：{reference}"
    for part in (reference, "grid1岗", "本社区", f"/field/matters/{make.letter(id).subject}"):
        assert part in sent.body
    for part in ("路灯", "张三", "13812345678", "{"):
        assert part not in sent.subject + str(sent.body)
    assert sent.from_email == "linli@example.cn"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert _state(id) == ("sent", "")
    assert make.letter(id).mailed_to == c.user_id("grid1")


def test_an_english_reader_gets_english() -> None:
    with scope(c.actor("secretary")), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET language = 'en' WHERE id = %s", [c.user_id("secretary")])
    make.told("secretary")
    _run()
    assert mail.outbox[0].subject.startswith("A matter was dispatched to you: QT")
    assert "/desk/matters/" in mail.outbox[0].body


def test_it_goes_once() -> None:
    ids = make.told("grid1")
    for _ in range(3):
        jobs.mail_out(letters=[str(id) for id in ids])
        _run()
    assert len(mail.outbox) == 1


def test_whoever_holds_the_post_when_it_goes() -> None:
    with clock.at(NIGHT):
        (id,) = make.told("grid1")
        assert jobs.mail_out(letters=[str(id)]) == 0
    with clock.at(datetime.now(UTC)), scope(system()):
        workforce.assign(by=system(), post_id=c.post_id("grid1"), user_id=c.user_id("grid2"))
    assert _run(MORNING) == 1
    assert mail.outbox[0].to == [make.address("grid2")]


def test_to_a_vacant_post_nothing_goes_and_nothing_breaks() -> None:
    (id,) = make.told("vacant")
    assert _run() == 0
    assert _state(id) == ("dropped", "vacant")


def test_a_person_himself() -> None:
    (id,) = make.told(users=[c.user_id("grid1")])
    assert _run() == 1
    assert mail.outbox[0].to == [make.address("grid1")]
    assert _state(id) == ("sent", "")


def test_who_has_no_address_or_a_closed_account() -> None:
    (none,) = make.told("lead")
    (closed,) = make.told("grid2")
    with connection.cursor() as cursor, scope(c.actor("grid2")):
        cursor.execute("UPDATE accounts_user SET is_active = false WHERE id = %s", [c.user_id("grid2")])
    assert _run() == 0
    assert _state(none) == _state(closed) == ("dropped", "no-address")


def _choose(key: str, choice: Choice, quiet: Quiet = Quiet.SITE, **hours: str) -> None:
    by = c.actor(key)
    with scope(by):
        delivery.choose(by=by, choice=choice, quiet=quiet, **hours)


def test_what_a_person_lets_come() -> None:
    _choose("grid1", Choice.PRESSING)
    (ordinary,) = make.told("grid1")
    (late,) = make.told("grid1", kind="matter.overdue")
    assert _run() == 1
    assert (_state(ordinary), _state(late)) == (("dropped", "not-wanted"), ("sent", ""))
    _choose("grid1", Choice.NONE)
    (urgent,) = make.told("grid1", kind="matter.urgent")
    assert _run() == 0
    assert _state(urgent) == ("dropped", "not-wanted")


def test_quiet_hours_hold_and_what_waited_comes_as_one() -> None:
    with clock.at(NIGHT):
        ids = [make.told("grid1")[0] for _ in range(3)]
        (urgent,) = make.told("grid1", kind="matter.urgent")
        assert _run() == 1
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject.startswith("收到一件紧急事项")
    assert _state(urgent) == ("sent", "")
    assert {make.letter(id).after for id in ids} == {MORNING}
    assert _run(MORNING - timedelta(minutes=1)) == 0
    assert _run(MORNING) == 3
    digest = mail.outbox[1]
    assert digest.subject == "您有3条消息等您看"
    assert all(make.letter(id).reference in digest.body for id in ids)
    assert "路灯" not in digest.body
    assert "/field/me" in digest.body
    assert _run(MORNING + timedelta(minutes=1)) == 0


def test_what_was_read_meanwhile_is_not_mailed() -> None:
    with clock.at(NIGHT):
        read, unread = make.told("grid1")[0], make.told("grid1")[0]
        _run()
        with scope(c.actor("grid1")):
            delivery.mark_read(by=c.actor("grid1"), ids=[read])
    assert _run(MORNING) == 1
    assert (_state(read), _state(unread)) == (("dropped", "read"), ("sent", ""))


def test_a_persons_own_hours_and_none() -> None:
    _choose("grid1", Choice.ALL, Quiet.OFF)
    _choose("grid2", Choice.ALL, Quiet.OWN, begins="11:00", ends="13:00")
    (at_once,) = make.told("grid1")
    (waits,) = make.told("grid2")
    assert _run() == 1
    assert _state(at_once) == ("sent", "")
    assert make.letter(waits).after == NOON + timedelta(hours=1)


class Broken(EmailMessage):
    """A server that fails with what is put here."""

    error: Exception = OSError()

    def send(self, fail_silently: bool = False) -> int:
        raise self.error


def _break(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr("linli.delivery.actions.mail.EmailMessage", Broken)
    monkeypatch.setattr(Broken, "error", error)


def test_a_server_that_is_away_is_tried_again_and_then_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (id,) = make.told("grid1", kind="matter.overdue")
    _break(monkeypatch, ConnectionRefusedError("no"))
    moment, seen = NOON, []
    for _ in range(6):
        assert _run(moment) == 0
        found = make.letter(id)
        seen.append((found.state, found.tries, int((found.after - moment).total_seconds() // 60)))
        moment = found.after
    assert seen[:5] == [("waiting", n, wait) for n, wait in enumerate((1, 5, 15, 60, 240), start=1)]
    assert seen[5][:2] == ("failed", 6)
    assert _state(id) == ("failed", "unreachable")
    assert "mail given up" in caplog.text
    assert make.address("grid1") not in caplog.text


NEVER: tuple[tuple[Exception, bool], ...] = (
    (smtplib.SMTPRecipientsRefused({"a@b.cn": (550, b"no such user")}), True),
    (smtplib.SMTPRecipientsRefused({"a@b.cn": (450, b"busy")}), False),
    (smtplib.SMTPDataError(554, b"spam"), True),
    (smtplib.SMTPAuthenticationError(535, b"bad password"), False),
    (smtplib.SMTPServerDisconnected("gone"), False),
)


@pytest.mark.parametrize(("error", "forever"), NEVER)
def test_what_the_server_will_never_take(
    monkeypatch: pytest.MonkeyPatch, error: Exception, forever: bool
) -> None:
    (id,) = make.told("grid1")
    _break(monkeypatch, error)
    _run()
    assert _state(id) == (("failed", "refused") if forever else ("waiting", "unreachable"))


def test_one_person_in_trouble_keeps_nobody_else_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    make.told("grid1", "grid2")
    whole = delivery.mail_out

    def fails_once(**given: Any) -> int:
        if given["person"] == c.user_id("grid1"):
            raise RuntimeError
        return whole(**given)

    monkeypatch.setattr(delivery, "mail_out", fails_once)
    assert _run() == 1
    assert mail.outbox[0].to == [make.address("grid2")]


def test_the_administrator_sees_how_it_does_and_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    (id,) = make.told("grid1")
    with monkeypatch.context() as patch:
        _break(patch, smtplib.SMTPDataError(554, b"spam"))
        _run()
    make.told("secretary")
    _run()
    with clock.at(NIGHT):
        make.told("grid1")
        _run()
        admin = Caller("admin")
        state = admin.get("/delivery/mail").json()
        assert (state["waiting"], state["sent_today"], state["failed"]) == (1, 1, 1)
        (failure,) = state["failures"]
        assert (failure["id"], failure["why"], failure["name"]) == (str(id), "refused", "派单")
        assert datetime.fromisoformat(state["next_at"]) == MORNING
        problem(Caller("secretary").get("/delivery/mail"), 403)
        problem(Caller("secretary").post("/delivery/mail/again", {}), 403)
        again = admin.post("/delivery/mail/again", {}).json()
        assert (again["waiting"], again["failed"]) == (2, 0)
    assert _run(MORNING) == 2


def test_the_sites_hours_are_changed_in_editions() -> None:
    admin = Caller("admin")
    body = {"begins": "20:00", "ends": "08:00", "seen": 0, "reason": "大家要求"}
    state = admin.post("/delivery/mail/hours", body).json()
    assert (state["begins"], state["ends"], state["number"]) == ("20:00", "08:00", 2)
    problem(admin.post("/delivery/mail/hours", body), 409, "edition/changed")
    problem(admin.post("/delivery/mail/hours", {**body, "seen": 2, "ends": "x"}), 422, "mail/bad-hours")
    problem(Caller("secretary").post("/delivery/mail/hours", body), 403)
    with clock.at(NOON.replace(hour=20, minute=30)):
        (id,) = make.told("grid1")
        _run()
    assert make.letter(id).after == MORNING.replace(hour=8, minute=0)


def test_old_letters_are_forgotten_and_waiting_ones_are_not() -> None:
    make.told("grid1")
    _run()
    with clock.at(NIGHT):
        (waits,) = make.told("grid1")
        _run()
    with clock.at(NOON + timedelta(days=201)), scope(system()):
        assert delivery.forget_letters(by=system()) == 1
        assert list(Letter.objects.values_list("id", flat=True)) == [waits]


def test_only_the_system_mails() -> None:
    by = c.actor("admin")
    with scope(by):
        for act in (
            lambda: delivery.mail_out(by=by, person=by.id, letters={}),
            lambda: delivery.give_up(by=by, letters=[], why=jobs.Why.VACANT),
            lambda: delivery.forget_letters(by=by),
        ):
            with pytest.raises(Forbidden):
                act()


class Kept(Handler):
    """Keeps what a server was given."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.mails.append(message)


def test_a_real_server_takes_it(settings: Settings) -> None:
    kept = Kept()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        (id,) = make.told("grid1")
        assert _run() == 1
    finally:
        server.stop()
    (sent,) = kept.mails
    assert sent["To"] == make.address("grid1")
    assert sent["Message-ID"].startswith(f"<{id}.matter.dispatched@")
    assert make.letter(id).reference in sent.get_payload(decode=True).decode()
    assert _state(id) == ("sent", "")
