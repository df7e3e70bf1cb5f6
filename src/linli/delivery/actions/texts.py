"""Changing the texts and the quiet hours of the site: each change is an edition with who, when and why."""

from collections.abc import Callable
from uuid import UUID

from linli.delivery import queries
from linli.delivery.models import QuietHours, Template
from linli.delivery.rules import mailing, templates
from linli.delivery.rules.templates import TEMPLATE
from linli.editions import actions as editions
from linli.editions import queries as edition_queries
from linli.editions.rules import Rows, refusal
from linli.kit import ids
from linli.kit.actor import Actor


def change_template(*, by: Actor, kind: str, seen: int, reason: str, rows: Rows) -> UUID:
    """Put a new edition of one template in force, in both languages. Returns the edition's id. Forbidden to all but
    administrators. Refused: what `check_template` finds, an edition that is not the last any more (409), no reason, no
    change; NotFound for a kind there is not."""
    queries.require_change(by)
    return _new_template(by, kind, seen, reason, lambda: templates.tidy_rows(rows))


def put_template_back(*, by: Actor, kind: str, number: int, seen: int, reason: str) -> UUID:
    """Put an earlier edition of a template in force again, as a new one. Refuses as `change_template` does, and where
    there is no such edition (404)."""
    queries.require_change(by)
    templates.known(kind)
    return _new_template(
        by,
        kind,
        seen,
        reason,
        lambda: edition_queries.rows_of(by, TEMPLATE, number, part=templates.part_of(kind)),
    )


def _new_template(by: Actor, kind: str, seen: int, reason: str, wanted: Callable[[], Rows]) -> UUID:
    templates.known(kind)

    def checked(_: Rows) -> Rows:
        rows = wanted()
        if bad := templates.check_template(kind, rows):
            raise refusal("template/bad-text", bad)
        return rows

    id, rows = editions.change(
        by=by,
        noun=TEMPLATE,
        part=templates.part_of(kind),
        seen=seen,
        reason=reason,
        stands=lambda: queries.template_rows(kind),
        becomes=checked,
    )
    for row in rows:
        language = row["language"]
        Template.objects.update_or_create(
            id=ids.of("template", f"{kind}/{language}"),
            defaults={"kind": kind, "language": language, "title": row["title"], "body": row["body"]},
        )
    queries.forget_templates()
    return id


def change_hours(*, by: Actor, seen: int, reason: str, begins: str, ends: str) -> UUID:
    """Set the site's quiet hours (21:00, 07:30) as a new edition; returns its id. Letters that wait already go when
    they were to go. Forbidden to all but administrators. Refuses what is no clock time, both being the same, and as
    `change_template` does."""
    queries.require_change(by)
    hours = mailing.read_hours(begins, ends)
    id, _ = editions.change(
        by=by,
        noun=mailing.HOURS,
        seen=seen,
        reason=reason,
        stands=lambda: mailing.hours_row(queries.site_hours()),
        becomes=lambda _: mailing.hours_row(hours),
    )
    QuietHours.objects.update_or_create(
        id=ids.of("quiet", "site"), defaults={"begins": hours.begins, "ends": hours.ends}
    )
    return id
