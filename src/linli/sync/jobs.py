"""What phones have done to them by themselves."""

from uuid import UUID

from procrastinate.contrib.django import app

from linli.kit.actor import system
from linli.kit.scope import scope
from linli.sync import actions


@app.task(name="sync.end_phones")
def end_phones(person: str, but: str | None = None) -> int:
    """A person's sessions were ended for him, or his password changed: his phones end too, save the one he changed it
    on. Returns how many."""
    by = system()
    with scope(by):
        return actions.end_phones(by=by, person=UUID(person), but=UUID(but) if but else None)
