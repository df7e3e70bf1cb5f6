"""The one place where sealed values become what a screen shows: numbers, phones, landlords and other people
outside the register with their middle hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from linli.kit import sealing
from linli.language.rules.masking import mask_name, mask_phone
from linli.register.models import Contact, Dwelling, Secret, Tie
from linli.register.rules.numbers import mask_number

SECRETS = ("id_number", "phone", "other_phone")
"""What of a resident is sealed."""
LANDLORD = ("landlord", "landlord_phone")
"""What of a dwelling is sealed."""
TIE = ("name", "phone")
"""What of a tie to somebody outside the register is sealed."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value where it is kept: of which record, in which field."""

    value: bytes
    of: UUID
    field: str

    def masked(self) -> str:
        """What a screen shows of it."""
        return mask(self.field, sealing.unseal(self.value, of=self.of, field=self.field))


def mask(field: str, text: str) -> str:
    """A value of a sealed field with its middle hidden, by what the field holds."""
    name = field.rpartition(".")[2]
    if not text:
        return ""
    if name in {"landlord", "name"}:
        return mask_name(text)
    return mask_number(text) if name == "id_number" else mask_phone(text)


def of_resident(secret: Secret | None) -> dict[str, str]:
    """Number and phones of a resident, masked; empty where there are none."""
    if secret is None:
        return {"id_kind": "", **dict.fromkeys(SECRETS, "")}
    shown = {name: Sealed(getattr(secret, name), secret.pk, f"resident.{name}").masked() for name in SECRETS}
    return {"id_kind": secret.id_kind if shown["id_number"] else "", **shown}


def of_dwelling(dwelling: Dwelling) -> dict[str, str]:
    """The landlord and his phone, masked."""
    return {
        name: Sealed(getattr(dwelling, name), dwelling.id, f"dwelling.{name}").masked() for name in LANDLORD
    }


def of_contact(contact: Contact) -> str:
    """A contact's phone, masked."""
    return Sealed(contact.phone, contact.id, "contact.phone").masked()


def of_tie(tie: Tie) -> dict[str, str]:
    """Name and phone of somebody outside the register, masked; empty where the other end is a resident."""
    return {name: Sealed(getattr(tie, name), tie.id, f"tie.{name}").masked() for name in TIE}


def differing(row: Any, noun: str, told: Mapping[str, str | None]) -> list[dict[str, str]]:
    """The sealed fields of a row that somebody says otherwise than they are, both masked."""
    found: list[dict[str, str]] = []
    for name, text in told.items():
        now = sealing.unseal(getattr(row, name), of=row.pk, field=f"{noun}.{name}")
        if text is not None and now != text.strip():
            found.append({"field": name, "now": mask(name, now), "said": mask(name, text.strip())})
    return found
