"""How long what is known of people is kept after it is over, by kind of field; a site sets its own days. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

NEVER = "never"


class Kept(StrEnum):
    """A kind of fields that go together, and what their days run from."""

    SECRETS = "secrets"
    """Numbers and phones of residents: since they left, died or were merged."""
    NOTES = "notes"
    """Notes on them, on their labels, and values that were changed: likewise."""
    RESIDENT = "resident"
    """All else that tells who a resident was: likewise; a tombstone stays."""
    CONTACT = "contact"
    """Contacts of an organisation since it closed, a landlord since the dwelling closed."""
    REPORTER = "reporter"
    """Whoever raised a matter: since it closed."""


USUAL: Mapping[Kept, int | None] = {
    Kept.SECRETS: 365,
    Kept.NOTES: 365,
    Kept.RESIDENT: 1095,
    Kept.CONTACT: 365,
    Kept.REPORTER: 1095,
}
"""Days; no law names them, so a site sets what its own rules say."""
DAYS_LEAST, DAYS_MOST = 30, 36500


def read(text: str) -> dict[Kept, int | None]:
    """The days of every kind, from `secrets:365,resident:never`; what is not named stays as usual. ValueError where it
    is none, or so short that a mistake could not be undone."""
    found = dict(USUAL)
    for one in filter(None, (part.strip() for part in text.split(","))):
        name, _, days = one.partition(":")
        if name not in {kind.value for kind in Kept} or not (days == NEVER or days.isdigit()):
            raise ValueError(f"LINLI_KEEP_DAYS: {one!r}; write secrets:365,resident:never")
        if days != NEVER and not DAYS_LEAST <= int(days) <= DAYS_MOST:
            raise ValueError(f"LINLI_KEEP_DAYS: {name} is kept {DAYS_LEAST} to {DAYS_MOST} days")
        found[Kept(name)] = None if days == NEVER else int(days)
    return found


def before(days: Mapping[Kept, int | None], kind: Kept, today: date) -> date | None:
    """What ended before this day is kept no longer; nothing where it is kept for ever."""
    kept = days[kind]
    return None if kept is None else today - timedelta(days=kept)


def decade_of(born_on: date | None) -> date | None:
    """What a tombstone keeps of a day of birth: the first day of its decade."""
    return None if born_on is None else date(born_on.year // 10 * 10, 1, 1)
