"""Telling, and marking as read."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from linli.delivery import queries
from linli.delivery.rules import templates, tidy_title
from linli.delivery.rules.mailing import LetterState
from linli.delivery.rules.templates import LANGUAGES, Values
from linli.kit import clock, ids, statements
from linli.kit.actor import Actor
from linli.kit.areas import community_of
from linli.territory import queries as territory

_LEAVE = (
    "INSERT INTO delivery_message"
    " (id, community, area, at, to_post, to_user, kind, title, title_en, noun, subject)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_LETTER = (
    "INSERT INTO delivery_letter (id, community, area, at, to_post, to_user, kind, noun, subject, reference,"
    " due_at, after, state, tries, why) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, '')"
)
NOTHING = Values()


def tell(
    *,
    by: Actor,
    area: str,
    kind: str,
    noun: str,
    subject: UUID,
    title: str = "",
    title_en: str = "",
    values: Values = NOTHING,
    posts: Collection[UUID | None] = (),
    users: Collection[UUID | None] = (),
) -> int:
    """Leave a message with each post and person, and return how many were left: with the title given, else with the
    kind's template and these values in it. None among them is passed over, and so are the actor himself and his own
    posts: he knows. Nothing is sent while old records are loaded. Where mail is set up and the kind has a template,
    each message gets its letter in the same statement, and one job is deferred for all. NotFound when there is neither
    a title nor a template."""
    if clock.is_told():
        return 0
    now = clock.now()
    to = [(post, None) for post in dict.fromkeys(posts) if post and post not in by.posts]
    to += [(None, user) for user in dict.fromkeys(users) if user and user != by.id]
    titles = (title, title_en) if title else _titles(kind, area, values)
    said = kind, tidy_title(titles[0]), tidy_title(titles[1]), noun, subject
    letter = kind, noun, subject, values.reference, values.due, now, LetterState.WAITING.value
    mailed = settings.LINLI_MAIL_ON and kind in templates.shipped()
    left: list[UUID] = []
    with statements.together():
        for post, user in to:
            begins = ids.new(), community_of(area), area, now, post, user
            statements.insert(_LEAVE, (*begins, *said))
            if mailed:
                statements.insert(_LETTER, (*begins, *letter))
            left.append(begins[0])
    if mailed and left:
        app.configure_task("workforce.mail_out").defer(letters=[str(id) for id in left])
    return len(left)


def _titles(kind: str, area: str, values: Values) -> tuple[str, str]:
    """The title in both languages."""
    texts = queries.template(kind).texts
    due = queries.local(values.due) if values.due else None
    filled = {"subject": values.subject, "reference": values.reference}
    if any("{community}" in text.title for text in texts.values()):
        filled["community"] = territory.name_of(community_of(area))
    zh, en = (
        templates.fill(texts[lang].title, {**filled, "due": templates.say_moment(due, lang)})
        for lang in LANGUAGES
    )
    return zh, en


def mark_read(*, by: Actor, ids: Collection[UUID] | None = None, everything: bool = False) -> int:
    """Mark some of the actor's own messages, or all of them, as read; return how many were new. Others' are not found
    and so not touched."""
    rows = queries.own(by).filter(read_at=None)
    if not everything:
        rows = rows.filter(id__in=list(ids or ()))
    return rows.update(read_at=clock.now(), read_by=by.id)
