"""Letting the register be found anew, community by community."""

from linli.kit.actor import system
from linli.kit.errors import NotFound
from linli.kit.scope import scope
from linli.register import actions, queries


def reindex(*, community: str) -> int:
    """Let all of a community be found as it is now, or of every community that keeps a register; each is a transaction
    of its own, printed with how many things it found."""
    by = system("重建查找")
    with scope(by, write=False):
        kept = queries.communities(by)
    if community and community not in kept:
        raise NotFound(
            "register/no-register",
            zh=f"社区 {community} 没有底册",
            en=f"Community {community} keeps no register",
        )
    for one in [community] if community else kept:
        with scope(by):
            print(f"{one}: {actions.rebuild(by=by, community=one)}", flush=True)
    return 0
