"""Talks somebody is asked to (约谈): what one must say, pure."""

from datetime import datetime, timedelta

from linli.kit.errors import Refused
from linli.visits.rules.kinds import Called

TOPIC_MOST, PERSON_MOST, WORDS_MOST = 60, 60, 4000
LATE_MOST = timedelta(days=366)


class About(Called):
    """With whom somebody talks."""

    RESIDENT = "resident", "居民", "Resident"
    ORGANISATION = "organisation", "单位", "Organisation"
    OTHER = "other", "其他", "Somebody else"


def refused(field: str, zh: str, en: str) -> Refused:
    """A talk that cannot be written down so, and the field it is about."""
    fields = [{"field": field, "title": zh, "title_en": en}]
    return Refused("interview/cannot-be", zh=zh, en=en, fields=fields)


def check(*, person: str, topic: str, at: datetime, now: datetime) -> None:
    """Refuse a talk with nobody, about nothing, or of over a year ago. One that is still to come is an appointment."""
    if not person.strip():
        raise refused("person", "请写明和谁谈", "Say with whom")
    if not topic.strip():
        raise refused("topic", "请写明谈什么", "Say what about")
    if at < now - LATE_MOST:
        raise refused("at", "一年以前的约谈不再补录", "Talks of over a year ago are not entered any more")
