"""The secrets of the second factor under the current key: allauth keeps them in a document of its own."""

import base64
from collections.abc import Iterator
from typing import Any

import structlog
from allauth.mfa.models import Authenticator

from linli.accounts.actions import sealed
from linli.kit import resealing, sealing
from linli.kit.actor import Actor, require_system
from linli.kit.resealing import Heads, Piece

log = structlog.get_logger(__name__)
SEALED = ("secret", "seed")
"""What of the document is sealed: the secret of the codes, the seed of the recovery codes."""


def reseal_second_factors(*, by: Actor, after: str, most: int = resealing.BATCH) -> Piece:
    """Seal the next secrets anew where they are not sealed as it is done now. Forbidden to all but the system."""
    require_system(by)
    rows = Authenticator.objects.select_for_update(of=("self",), skip_locked=True).order_by("id")
    found = list((rows.filter(id__gt=int(after)) if after else rows)[:most])
    done = failed = 0
    for row in found:
        try:
            anew = _anew(row)
        except ValueError:
            failed += 1
            log.exception("does not open", table="mfa_authenticator", row=str(row.pk))
            continue
        if anew != row.data:
            Authenticator.objects.filter(pk=row.pk).update(data=anew)
            done += 1
    last = str(found[-1].pk) if len(found) == most else ""
    return Piece(last, len(found), done, failed)


def _anew(row: Any) -> dict[str, Any]:
    anew = dict(row.data)
    with sealed.secrets_of(row.user_id):
        for name, text in _sealed(row.data):
            if not sealing.is_current(base64.b64decode(text)):
                anew[name] = sealed.close(sealed.open_(text))
    return anew


def _sealed(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, data[name]) for name in SEALED if data.get(name))


def second_factor_heads(*, by: Actor) -> Heads:
    """How many secrets are sealed with which key and algorithms. Forbidden to all but the system."""
    require_system(by)
    every = Authenticator.objects.values_list("data", flat=True)
    return resealing.counted(
        (base64.b64decode(text)[: sealing.HEAD], 1) for data in every for _, text in _sealed(data)
    )
