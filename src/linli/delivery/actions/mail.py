"""What leaves the house. A letter goes to whoever holds its post then; what waited together goes as one mail."""

import smtplib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import EmailMessage

from linli.calendars import queries as calendars
from linli.delivery import queries
from linli.delivery.models import Letter
from linli.delivery.queries import Addressee
from linli.delivery.rules import mailing, templates, tidy_title
from linli.delivery.rules.mailing import LetterState, Why
from linli.delivery.rules.templates import Filled, Weight
from linli.kit import clock, ids
from linli.kit.actor import Actor, require_system
from linli.kit.areas import community_of
from linli.ledger import actions as ledger
from linli.territory import queries as territory

log = structlog.get_logger(__name__)
LISTED_MOST = 30
"""Messages a mail of many names one by one; how many there are it says in full."""
KEPT = timedelta(days=200)


class Place(NamedTuple):
    """Where a letter reaches somebody: what his post is called, and the face his work is on (`desk`, `field`)."""

    post: str
    face: str


def mail_out(*, by: Actor, person: UUID, letters: Mapping[UUID, Place]) -> int:
    """Send a person the letters that may go now, and return how many went: an urgent one by itself, the others
    together. What falls into his quiet hours waits on; what he read meanwhile, does not want, or has no address for is
    dropped. Each letter is locked while it goes and marked in the same transaction: two runs never send it both, and a
    crash between the server's yes and our commit sends it once more, under the same Message-ID: rather twice than
    never. A failure is written on the letters, never raised. The system's job, forbidden to all others."""
    require_system(by)
    now = clock.now()
    rows = Letter.objects.select_for_update(skip_locked=True).filter(
        id__in=letters, state=LetterState.WAITING, after__lte=now
    )
    held = list(rows.order_by("at", "id"))
    to = queries.addressee(by, person)
    read = queries.read_already(by, [one.id for one in held])
    going = [one for one in held if _goes(one, to, now, read=one.id in read)]
    urgent = [[one] for one in going if _weight(one) is Weight.URGENT]
    others = [one for one in going if _weight(one) is not Weight.URGENT]
    bundles = [*urgent, others] if others else urgent
    return sum(_send(bundle, person, to, letters, now) for bundle in bundles)


def _weight(letter: Letter) -> Weight:
    known = templates.shipped().get(letter.kind)
    return known.weight if known else Weight.ORDINARY


def _goes(letter: Letter, to: Addressee, now: datetime, *, read: bool) -> bool:
    """Whether a letter goes now; one that does not is dropped or waits on."""
    weight = _weight(letter)
    why = _unwanted(letter, to, weight, read=read)
    if why is not None:
        _end(letter, LetterState.DROPPED, why)
        return False
    at = mailing.may_go(queries.local(now), weight, to.hours, calendars.working_calendar())
    if at > now:
        letter.after = at
        letter.save(update_fields=["after"])
        return False
    return True


def _unwanted(letter: Letter, to: Addressee, weight: Weight, *, read: bool) -> Why | None:
    """Why nothing is sent, if so; a kind that ships no more has no text to send either."""
    if read:
        return Why.READ
    if not to.address:
        return Why.NO_ADDRESS
    wanted = mailing.wants(to.choice, weight) and letter.kind in templates.shipped()
    return None if wanted else Why.NOT_WANTED


def _end(letter: Letter, state: LetterState, why: Why) -> None:
    letter.state, letter.why = state.value, why.value
    letter.save(update_fields=["state", "why", "tries", "after"])


def _send(
    bundle: Sequence[Letter], person: UUID, to: Addressee, places: Mapping[UUID, Place], now: datetime
) -> int:
    """Send a bundle as one mail; how many letters that were, none when it failed."""
    mail = _single(bundle[0], to, places) if len(bundle) == 1 else _digest(bundle, to, places)
    try:
        mail.send()
    except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: an address no header can hold
        for one in bundle:
            _failed(one, error, now)
        return 0
    for one in bundle:
        one.state, one.mailed_at, one.mailed_to, one.why = LetterState.SENT.value, now, person, ""
        one.save(update_fields=["state", "mailed_at", "mailed_to", "why"])
    return len(bundle)


def _failed(letter: Letter, error: Exception, now: datetime) -> None:
    """Try again later, or give up: at once when the server says that it will never take it. The log holds kinds of
    errors and codes, for what a server says may name an address."""
    letter.tries += 1
    code, forever = _refusal(error)
    wait = None if forever else mailing.next_try(letter.tries)
    log.warning(
        "mail given up" if wait is None else "mail not sent",
        letter=str(letter.id),
        tries=letter.tries,
        error=type(error).__name__,
        code=code,
    )
    if wait is None:
        _end(letter, LetterState.FAILED, Why.REFUSED if forever else Why.UNREACHABLE)
    else:
        letter.after, letter.why = now + wait, Why.UNREACHABLE.value
        letter.save(update_fields=["after", "tries", "why"])


def _refusal(error: Exception) -> tuple[int, bool]:
    """The server's code, 0 where it gave none, and whether it means never (RFC 5321: 5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return (codes[0] if codes else 0), bool(codes) and all(code >= 500 for code in codes)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return (
            error.smtp_code,
            False,
        )  # the site's settings are wrong, not this mail: worth trying once mended
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, error.smtp_code >= 500
    return 0, False


def _mail(letter: Letter, to: Addressee, subject: str, body: str) -> EmailMessage:
    host = urlsplit(settings.PUBLIC_URL).hostname
    headers = {
        "Message-ID": f"<{letter.id}.{letter.kind}@{host}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    return EmailMessage(subject=tidy_title(subject), body=body, to=[to.address], headers=headers)


def _single(letter: Letter, to: Addressee, places: Mapping[UUID, Place]) -> EmailMessage:
    text = queries.template(letter.kind).texts[to.language]
    filled = _filled(letter, to, places)
    return _mail(letter, to, templates.fill(text.title, filled), templates.fill(text.body, filled))


def _digest(bundle: Sequence[Letter], to: Addressee, places: Mapping[UUID, Place]) -> EmailMessage:
    text = queries.template(templates.DIGEST).texts[to.language]
    lines: list[str] = []
    for number, one in enumerate(bundle[:LISTED_MOST], start=1):
        filled = _filled(one, to, places)
        title = templates.fill(queries.template(one.kind).texts[to.language].title, filled)
        lines.append(
            f"{number}. {tidy_title(title)}\n   {_DUE[to.language]}{filled['due']}\n   {filled['link']}"
        )
    place = places[bundle[0].id]
    address = "desk/messages" if place.face == "desk" else "field/me"
    filled = {
        "count": str(len(bundle)),
        "list": "\n".join(lines),
        "link": f"{settings.PUBLIC_URL}/{address}",
    }
    return _mail(bundle[0], to, templates.fill(text.title, filled), templates.fill(text.body, filled))


_DUE = {"zh-hans": "期限：", "en": "Due: "}
_NOUNS = {"matter": "matters"}


def _filled(letter: Letter, to: Addressee, places: Mapping[UUID, Place]) -> Filled:
    """What a letter's places are filled with. Where a title has the matter's subject stands its reference: no word of
    a resident leaves the house."""
    place = places[letter.id]
    page = f"{_NOUNS[letter.noun]}/{letter.subject}" if letter.noun in _NOUNS else ""
    due = queries.local(letter.due_at) if letter.due_at else None
    return {
        "subject": letter.reference,
        "reference": letter.reference,
        "due": templates.say_moment(due, to.language),
        "post": place.post,
        "community": territory.name_of(community_of(letter.area)),
        "link": f"{settings.PUBLIC_URL}/{place.face}/{page}",
    }


def give_up(*, by: Actor, letters: Collection[UUID], why: Why) -> int:
    """Drop letters that nobody can get, such as those to a vacant post; return how many waited. The system's job,
    forbidden to all others."""
    require_system(by)
    rows = Letter.objects.filter(id__in=letters, state=LetterState.WAITING)
    return rows.update(state=LetterState.DROPPED.value, why=why.value)


def send_again(*, by: Actor) -> UUID:
    """Let all letters of the actor's areas that were given up wait once more, from now, as if new. Returns the id of
    the entry. Forbidden to all but administrators."""
    rows = queries.letters_of(by).filter(state=LetterState.FAILED)
    count = rows.update(state=LetterState.WAITING.value, why="", tries=0, after=clock.now())
    return ledger.record("mail.again", by=by, area=by.community, subject=ids.new(), count=count)


def forget_letters(*, by: Actor) -> int:
    """Remove letters older than 200 days that wait no more, and return how many; messages stay. The system's nightly
    job, forbidden to all others."""
    require_system(by)
    old = Letter.objects.filter(at__lt=clock.now() - KEPT).exclude(state=LetterState.WAITING)
    return old.delete()[0]
