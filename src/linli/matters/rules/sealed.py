"""What the loop keeps sealed: whoever raised a matter."""

from linli.kit.sealed import Blind, Sealed

REPORTERS = Sealed(
    table="matters_reporter",
    key="matter_id",
    fields={"name": "reporter.name", "phone": "reporter.phone", "address": "reporter.address"},
    blinds={"phone_index": Blind("phone", "phone")},
)
SEALED = (REPORTERS,)
