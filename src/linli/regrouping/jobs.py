"""Carrying a regrouping out. It is all done or nothing; a repeat finds it done."""

from uuid import UUID

import structlog
from procrastinate.contrib.django import app

from linli.kit.actor import system
from linli.kit.errors import Problem
from linli.kit.scope import scope
from linli.regrouping import actions

log = structlog.get_logger(__name__)


@app.task(name="regrouping.carry_out")
def carry_out(regrouping: str) -> None:
    """Apply what somebody ordered; where something stands in its way meanwhile it becomes a draft again and says so."""
    by, id = system(), UUID(regrouping)
    try:
        with scope(by):
            actions.carry_out(by=by, regrouping_id=id)
    except Problem as problem:
        with scope(by):
            actions.give_up(by=by, regrouping_id=id, trouble=problem.zh)
    except Exception:
        log.exception("left undone", regrouping=regrouping)
        with scope(by):
            actions.give_up(
                by=by, regrouping_id=id, trouble="执行时出错，什么都没有改；请稍后再试或联系管理员"
            )
        raise
