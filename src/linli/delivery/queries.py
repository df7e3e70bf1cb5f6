"""Reading one's own messages; the texts in force; what waits to leave the house."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.accounts import queries as accounts
from linli.delivery.models import Letter, Message, QuietHours, Reader, Template
from linli.delivery.rules import UNREAD_MOST, Permission, mailing, templates
from linli.delivery.rules.mailing import Choice, Hours, LetterState, Quiet
from linli.delivery.rules.templates import TEMPLATE, Text
from linli.editions import queries as editions
from linli.editions.rules import Rows
from linli.kit import clock
from linli.kit.actor import Actor, require, require_for_site
from linli.kit.areas import bounds
from linli.kit.paging import cursor, page_size, read_cursor

STALE_AFTER = 10.0
"""Seconds a process trusts its copy of the texts."""
FAILED_MOST = 50
DUE_MOST = 500


def own(by: Actor) -> QuerySet[Message]:
    """Messages to the actor and to the posts he holds now."""
    return Message.objects.filter(Q(to_post__in=by.posts) | Q(to_user=by.id))


def messages(by: Actor, *, after: str = "", most: int | None = None) -> dict[str, Any]:
    """A page of the actor's messages, newest first; `next` goes on. Refuses a cursor that was not issued here."""
    rows = own(by).order_by("-at", "-id")
    if after:
        moment, id = read_cursor(after)
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, id__lt=id))
    size = page_size(most)
    columns = ("id", "kind", "title", "title_en", "at", "read_at", "noun", "subject")
    found: list[dict[str, Any]] = list(rows.values(*columns)[: size + 1])
    page = found[:size]
    more = cursor(page[-1]["at"], page[-1]["id"]) if len(found) > size else None
    return {"rows": [_shown(row) for row in page], "next": more}


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    known = templates.shipped().get(row["kind"])
    return {
        **row,
        "read": row["read_at"] is not None,
        "kind_name": known.name if known else "",
        "kind_name_en": known.name_en if known else "",
        "weight": known.weight.value if known else templates.Weight.ORDINARY.value,
    }


def unread_count(by: Actor) -> int:
    """How many messages the actor has not read, counted up to 100."""
    return own(by).filter(read_at=None)[:UNREAD_MOST].count()


# Texts


@dataclass(slots=True)
class _Kept:
    """A process's copy of the texts a site has of its own, by kind, and when it last asked."""

    texts: dict[str, dict[str, Text]] | None = None
    asked: float = 0.0


_kept = _Kept()


def forget_templates() -> None:
    """Drop the process's copy: after a change in this process, and between tests."""
    _kept.texts = None


def template(kind: str) -> templates.Template:
    """The template in force, at most ten seconds old: the site's own, else the shipped one. NotFound for a kind there
    is not."""
    known = templates.known(kind)
    if _kept.texts is None or time.monotonic() - _kept.asked > STALE_AFTER:
        _kept.texts, _kept.asked = _own_texts(), time.monotonic()
    texts = _kept.texts.get(kind)
    return replace(known, texts=texts) if texts else known


def _own_texts() -> dict[str, dict[str, Text]]:
    found: dict[str, dict[str, Text]] = {}
    for row in Template.objects.all():
        found.setdefault(row.kind, {})[row.language] = Text(row.title, row.body)
    return {kind: texts for kind, texts in found.items() if set(texts) == set(templates.LANGUAGES)}


def template_rows(kind: str) -> Rows:
    """The template in force as an edition holds it, fresh from the table."""
    own = _own_texts().get(kind)
    return templates.rows_of(own or templates.known(kind).texts)


def require_change(by: Actor) -> None:
    """Refuse unless the actor may change what all messages of the site share."""
    require_for_site(by, Permission.CHANGE_TEMPLATES)


def templates_edited(by: Actor) -> dict[str, Any]:
    """All templates in force, for editing, with the places each text may have. Refused to all but administrators."""
    require_change(by)
    own = _own_texts()
    return {
        "mail_on": bool(settings.LINLI_MAIL_ON),
        "rows": [
            {
                "kind": one.kind,
                "name": one.name,
                "name_en": one.name_en,
                "weight": one.weight.value,
                "changed": one.kind in own,
                "title_places": list(templates.title_places(one.kind)),
                "body_places": list(templates.body_places(one.kind)),
                "needed_places": list(templates.needed_places(one.kind)),
                "texts": templates.rows_of(own.get(one.kind, one.texts)),
            }
            for one in templates.shipped().values()
        ],
    }


def template_editions(by: Actor, *, kind: str, before: int = 0) -> dict[str, Any]:
    """Who changed a template when, why and how, with the number of the last edition. Refused to all but
    administrators; NotFound for a kind there is not."""
    require_change(by)
    templates.known(kind)
    part = templates.part_of(kind)
    number = editions.number_of(by, TEMPLATE, part=part)
    if not number:
        return {"editions": [], "next": None, "number": 0}
    return {**editions.history(by, TEMPLATE, part=part, before=before), "number": number}


def preview(by: Actor, *, kind: str, rows: Rows) -> dict[str, Any]:
    """What is wrong with a draft, and how it reads with an invented matter filled in: in the product, and as a mail.
    Refused to all but administrators; NotFound for a kind there is not."""
    require_change(by)
    templates.known(kind)
    tidy = templates.tidy_rows(rows)
    due = local(clock.now() + timedelta(days=2)).replace(hour=17, minute=0)
    link = f"{settings.PUBLIC_URL}/desk/"
    shown: list[dict[str, str]] = []
    for row in tidy:
        filled = templates.sample(kind, row["language"], link=link, due=due)
        outside = {**filled, "subject": filled["reference"]}
        shown.append(
            {
                "language": row["language"],
                "title": templates.fill(row["title"], filled),
                "mail_title": templates.fill(row["title"], outside),
                "mail_body": templates.fill(row["body"], outside),
            }
        )
    return {"bad": templates.check_template(kind, tidy), "shown": shown}


# What leaves the house


def local(moment: datetime) -> datetime:
    """A moment in the site's zone."""
    return moment.astimezone(timezone.get_default_timezone())


def site_hours() -> Hours:
    """The site's quiet hours: those its administrator set, else from 21:00 until 07:30."""
    row = QuietHours.objects.first()
    return Hours(row.begins, row.ends) if row else mailing.SITE_HOURS


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person as a mail needs him. No address where none is proven or the account is closed; no hours where he has
    switched them off."""

    address: str
    language: str
    choice: Choice
    hours: Hours | None


def addressee(by: Actor, person: UUID) -> Addressee:
    """Where and when a person is mailed."""
    account = accounts.person(by, user_id=person)
    row = Reader.objects.filter(id=person).first()
    return Addressee(
        address=account.email if account and account.is_active else "",
        language=account.language if account else templates.LANGUAGES[0],
        choice=Choice(row.choice) if row else Choice.ALL,
        hours=_hours_of(row),
    )


def _hours_of(row: Reader | None) -> Hours | None:
    if row is not None and row.quiet == Quiet.OFF:
        return None
    if row is not None and row.quiet == Quiet.OWN and row.begins and row.ends:
        return Hours(row.begins, row.ends)
    return site_hours()


def my_settings(by: Actor) -> dict[str, Any]:
    """What the actor chose about his own messages, his address, and the site's quiet hours."""
    row = Reader.objects.filter(id=by.id).first()
    account = accounts.person(by, user_id=by.id)
    asked = bool(row and row.pending and row.code_until and row.code_until > clock.now())
    site = mailing.hours_row(site_hours())[0]
    return {
        "mail_on": bool(settings.LINLI_MAIL_ON),
        "email": account.email if account else "",
        "pending": row.pending if row and asked else "",
        "choice": row.choice if row else Choice.ALL.value,
        "quiet": row.quiet if row else Quiet.SITE.value,
        "begins": f"{row.begins:%H:%M}" if row and row.begins else site["begins"],
        "ends": f"{row.ends:%H:%M}" if row and row.ends else site["ends"],
        "site_begins": site["begins"],
        "site_ends": site["ends"],
    }


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that waits, and the post or person it is for."""

    id: UUID
    to_post: UUID | None
    to_user: UUID | None


def waiting(by: Actor, *, letters: Collection[UUID] | None = None) -> list[Waiting]:
    """Letters that may go now, the oldest first, 500 at most: of these, or of all."""
    rows = Letter.objects.filter(state=LetterState.WAITING, after__lte=clock.now())
    if letters is not None:
        rows = rows.filter(id__in=letters)
    found = rows.order_by("after", "id").values_list("id", "to_post", "to_user")[:DUE_MOST]
    return [Waiting(*row) for row in found]


def read_already(by: Actor, letters: Collection[UUID]) -> set[UUID]:
    """Those of the letters whose message was read in the product meanwhile."""
    return set(Message.objects.filter(id__in=letters, read_at__isnull=False).values_list("id", flat=True))


def _of_my_areas(by: Actor) -> Q:
    if by.everywhere:
        return Q()
    found = Q(pk__in=[])
    for seat in by.seats:
        if by.may(Permission.SEE_MAIL, seat.area):
            lo, hi = bounds(seat.area)
            found |= Q(area__gte=lo, area__lt=hi)
    return found


def letters_of(by: Actor) -> QuerySet[Letter]:
    """The letters about areas in which the actor looks after the mail. Refused to all but administrators."""
    require(by, Permission.SEE_MAIL, within=None)
    return Letter.objects.filter(_of_my_areas(by))


def mail_state(by: Actor) -> dict[str, Any]:
    """How the mail does: whether it is set up, how many letters wait, went today and were given up, those given up last
    with the reason, and the site's quiet hours. Refused to all but administrators."""
    rows = letters_of(by)
    midnight = local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    columns = ("id", "at", "kind", "reference", "tries", "why")
    failed = list(rows.filter(state=LetterState.FAILED).order_by("-at", "-id").values(*columns)[:FAILED_MOST])
    names = templates.shipped()
    queue = rows.filter(state=LetterState.WAITING)
    return {
        "mail_on": bool(settings.LINLI_MAIL_ON),
        "sender": settings.DEFAULT_FROM_EMAIL if settings.LINLI_MAIL_ON else "",
        "waiting": queue.count(),
        "trying_again": queue.filter(tries__gt=0).count(),
        "next_at": queue.order_by("after").values_list("after", flat=True).first(),
        "sent_today": rows.filter(state=LetterState.SENT, mailed_at__gte=midnight).count(),
        "failed": rows.filter(state=LetterState.FAILED).count(),
        "failures": [{**row, **_named(names, row["kind"])} for row in failed],
        **mailing.hours_row(site_hours())[0],
        "number": editions.number_of(by, mailing.HOURS),
        "abilities": ["change"] if by.may(Permission.CHANGE_TEMPLATES) else [],
    }


def _named(names: Mapping[str, templates.Template], kind: str) -> dict[str, str]:
    known = names.get(kind)
    return {"name": known.name if known else kind, "name_en": known.name_en if known else kind}
