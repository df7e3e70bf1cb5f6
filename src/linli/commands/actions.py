"""Running a command once. The id is claimed by the first statement of the transaction, so a twin that arrives at the
same moment waits, and then finds the result. Where writes are many and seldom come twice, the claim may travel with
them."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import connection

from linli.kit import clock, statements
from linli.kit.actor import Actor, require_system
from linli.kit.errors import Conflict
from linli.kit.http import Command

KEPT = timedelta(days=400)

_CLAIM = (
    "INSERT INTO commands_done (id, actor, body, result, at) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (id) DO NOTHING"
)
_CLAIM_FRESH = "INSERT INTO commands_done (id, actor, body, result, at) VALUES (%s, %s, %s, %s, %s)"
_AMEND = "UPDATE commands_done SET result = %s WHERE id = %s"
_FIND = "SELECT actor, body, result FROM commands_done WHERE id = %s"


def run_once(command: Command, *, by: Actor, do: Callable[[], UUID], result: UUID | None = None) -> UUID:
    """Do it unless it was done; return the id of its result. Refused (409) when the id came with another body or from
    another actor. With `result` known beforehand (the client named the new record) one statement is enough."""
    claim = (command.id, by.id, command.body, result or command.id, clock.now())
    if statements.run(_CLAIM, claim) == 0:
        return _stored(command, by)
    made = do()
    if made != (result or command.id):
        statements.run(_AMEND, (made, command.id))
    return made


def run_fresh(command: Command, *, by: Actor, do: Callable[[], UUID], result: UUID) -> UUID:
    """Do what has most likely not been done yet: the id is claimed along with the first statements that `do` sends
    together, which spares a round trip. Where the command came before, the claim (IntegrityError), or `do` before it,
    fails; then nothing was done, and the caller asks `run_once`, which knows what was answered."""
    with statements.along(_CLAIM_FRESH, (command.id, by.id, command.body, result, clock.now())):
        return do()


def is_known(command: Command, *, by: Actor) -> bool:
    """Whether the actor's command with this id succeeded before."""
    return any(actor == by.id for actor, _, _ in statements.rows(_FIND, (command.id,)))


def _stored(command: Command, by: Actor) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(_FIND, (command.id,))
        actor, body, result = cursor.fetchall()[0]
    if actor != by.id or bytes(body) != command.body:
        raise Conflict(
            "command/other-body",
            zh="同一编号的操作内容不同，请刷新后重新提交",
            en="This command id was used for something else; refresh and send again",
        )
    return result


def forget_old(*, by: Actor) -> int:
    """Remove commands older than 400 days, longer than any outbox lives, and return how many. The system's daily job,
    forbidden to all others."""
    require_system(by)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM commands_done WHERE at < %s", (clock.now() - KEPT,))
        return cursor.rowcount
