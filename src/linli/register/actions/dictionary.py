"""The dictionary of labels, as shipped."""

import csv
from pathlib import Path

from linli.kit import ids
from linli.kit.actor import Actor, require_system
from linli.ledger import actions as ledger
from linli.register.models import LabelKind
from linli.register.queries.dictionary import forget_labels

FILE = Path(__file__).parent.parent / "data" / "labels.csv"


def load_label_kinds(*, by: Actor) -> int:
    """Put in those shipped labels that are not there yet, and return how many; what a site has changed stays."""
    require_system(by)
    known = set(LabelKind.objects.values_list("code", flat=True))
    with FILE.open(encoding="utf-8", newline="") as file:
        new = [_kind(row) for row in csv.DictReader(file) if row["code"] not in known]
    LabelKind.objects.bulk_create(new)
    forget_labels()
    if new:
        ledger.record(
            "labels.loaded", by=by, area="00", subject=ids.of("dictionary", "labels"), count=len(new)
        )
    return len(new)


def _kind(row: dict[str, str]) -> LabelKind:
    return LabelKind(
        id=ids.of("label", row["code"]),
        seen_by=[title for title in row["seen_by"].split("|") if title],
        cadence_days=int(row["cadence_days"]) if row["cadence_days"] else None,
        review_months=int(row["review_months"]) if row["review_months"] else None,
        order=int(row["order"]),
        **{name: row[name] == "1" for name in ("of_household", "on_phone", "in_export", "active")},
        **{name: row[name] for name in ("code", "name", "name_en", "group", "purpose", "basis")},
    )
