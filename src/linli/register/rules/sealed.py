"""What the register keeps sealed."""

from linli.kit.sealed import Blind, Sealed

SEALED = (
    Sealed(
        table="register_secret",
        key="resident_id",
        fields={
            "id_number": "resident.id_number",
            "phone": "resident.phone",
            "other_phone": "resident.other_phone",
        },
        blinds={
            "id_index": Blind("id_number", "id_number"),
            "phone_index": Blind("phone", "phone"),
            "other_index": Blind("other_phone", "phone"),
        },
    ),
    Sealed(
        table="register_dwelling",
        key="id",
        fields={"landlord": "dwelling.landlord", "landlord_phone": "dwelling.landlord_phone"},
    ),
    Sealed(
        table="register_contact",
        key="id",
        fields={"phone": "contact.phone"},
        blinds={"phone_index": Blind("phone", "phone")},
    ),
    Sealed(table="register_tie", key="id", fields={"name": "tie.name", "phone": "tie.phone"}),
)
