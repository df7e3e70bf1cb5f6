"""What a person chooses for himself: the address his mail goes to, once he has proven that it is his, which kinds come
by mail, and his quiet hours."""

import os
from datetime import datetime
from email.utils import make_msgid
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from linli.accounts import actions as accounts
from linli.accounts import queries as people
from linli.delivery import queries
from linli.delivery.models import Reader
from linli.delivery.rules import mailing, templates
from linli.delivery.rules.mailing import Choice, Quiet
from linli.kit import clock, sealing
from linli.kit.actor import Actor, ActorKind, require_system
from linli.kit.errors import Forbidden, Refused, TooMany
from linli.ledger import actions as ledger

FIELD = "mail-code"


def _require_person(by: Actor) -> None:
    if by.kind is not ActorKind.PERSON:
        raise Forbidden(
            "mail/persons-only", zh="只有登录的本人能这样做", en="Only a person who is signed in does this"
        )


def choose(
    *, by: Actor, choice: Choice, quiet: Quiet, begins: str | None = None, ends: str | None = None
) -> UUID:
    """Keep which kinds come to the actor by mail and whose quiet hours hold for him. Hours are wanted with `own` alone;
    refused when they are no clock times."""
    _require_person(by)
    values: dict[str, object] = {"choice": choice.value, "quiet": quiet.value}
    if quiet is Quiet.OWN:
        hours = mailing.read_hours(begins or "", ends or "")
        values |= {"begins": hours.begins, "ends": hours.ends}
    Reader.objects.update_or_create(id=by.id, defaults=values)
    return by.id


def ask_address(*, by: Actor, email: str) -> UUID:
    """Send a code to an address the actor says is his; it becomes his once he types the code. Refused: what is no
    address, while no mail is set up, more than once a minute or ten times a day (429)."""
    _require_person(by)
    address = mailing.check_address(email)
    if not settings.LINLI_MAIL_ON:
        raise Refused(
            "mail/off",
            zh="还没有配置发信服务器，请联系系统管理员",
            en="No mail server is set up yet; ask the administrator",
        )
    now = clock.now()
    row, _ = Reader.objects.select_for_update().get_or_create(id=by.id)
    row.asked_count = _asked_today(row, now) + 1
    row.pending, row.asked_at, row.code_until = address, now, now + mailing.CODE_LASTS
    row.code = sealing.seal(mailing.spell_code(os.urandom(16)), of=by.id, field=FIELD)
    row.save(update_fields=["pending", "code", "code_until", "asked_at", "asked_count"])
    ledger.record("account.address-asked", by=by, area=by.community, subject=by.id)
    app.configure_task("delivery.send_code").defer(person=str(by.id))
    return by.id


def _asked_today(row: Reader, now: datetime) -> int:
    """How often the person asked today; refused when that was often, or just now."""
    if row.asked_at is None or queries.local(row.asked_at).date() != queries.local(now).date():
        return 0
    if now - row.asked_at < mailing.CODE_AGAIN or row.asked_count >= mailing.CODES_A_DAY:
        raise TooMany(
            "mail/asked-often",
            zh="验证码刚发过，请过一分钟再试；一天最多发十次",
            en="A code was just sent; try again in a minute, ten times a day at most",
        )
    return row.asked_count


def confirm_address(*, by: Actor, code: str) -> UUID:
    """Make the address the code was sent to the actor's own. Refused when the code is wrong or half an hour old."""
    _require_person(by)
    row = Reader.objects.select_for_update().filter(id=by.id).first()
    if row is None or not row.pending or row.code_until is None or row.code_until <= clock.now():
        raise Refused(
            "mail/code-expired",
            zh="验证码已过期，请重新发送",
            en="The code is no longer good; have a new one sent",
        )
    meant = mailing.read_code(sealing.unseal(row.code, of=by.id, field=FIELD))
    if mailing.read_code(code) != meant:
        raise Refused(
            "mail/wrong-code", zh="验证码不对，请照邮件里的再输一次", en="That is not the code in the mail"
        )
    accounts.set_email(by=by, email=row.pending)
    row.pending, row.code, row.code_until = "", b"", None
    row.save(update_fields=["pending", "code", "code_until"])
    return by.id


def drop_address(*, by: Actor) -> UUID:
    """Take the actor's address off his account, and one that waits to be proven; nothing comes to him by mail then."""
    _require_person(by)
    Reader.objects.filter(id=by.id).update(pending="", code=b"", code_until=None)
    return accounts.set_email(by=by, email="")


def send_code(*, by: Actor, person: UUID) -> bool:
    """Send the code a person asked for, and return whether there was one; the system's job, forbidden to all others. A
    run that is repeated sends the same code again."""
    require_system(by)
    row = Reader.objects.filter(id=person).first()
    account = people.person(by, user_id=person)
    if row is None or account is None or not row.pending or not row.code_until:
        return False
    if row.code_until <= clock.now():
        return False
    text = queries.template(templates.CODE).texts[account.language]
    filled = {
        "code": sealing.unseal(row.code, of=person, field=FIELD),
        "minutes": str(int(mailing.CODE_LASTS.total_seconds() // 60)),
    }
    EmailMessage(
        subject=templates.fill(text.title, filled),
        body=templates.fill(text.body, filled),
        to=[row.pending],
        headers={
            "Message-ID": make_msgid(domain=urlsplit(settings.PUBLIC_URL).hostname),
            "Auto-Submitted": "auto-generated",
        },
    ).send()
    return True
