"""What a preview shows of rows: differences, wrong cells, nothing of what is sealed."""

from collections.abc import Mapping
from typing import Any

from linli.language.rules.masking import mask_text
from linli.register import queries as register
from linli.register.actions.changing import HIDDEN
from linli.register.queries import Found, masks
from linli.sheets.rules import judging
from linli.sheets.rules.people import Wrong


def shown(differs: judging.Differences, found: Found, moved: bool) -> list[list[str]]:
    """Differences for the preview: field, what it was, what it becomes; nothing of what is sealed."""
    before: dict[str, Any] = dict(zip(register.PEOPLE, found.values, strict=True))
    told = [[name, str(before[name] or ""), str(value or "")] for name, value in differs.values.items()]
    told += [
        [name, HIDDEN if getattr(found, judging.SEALED[name]) else "", HIDDEN] for name in differs.sealed
    ]
    return [*told, *([["dwelling", "", ""]] if moved else [])]


def plain(cell: Any) -> Any:
    """A cell as it goes into a file to be mended; a number too long for Excel with the zeros Excel made of its end."""
    if isinstance(cell, float) and abs(cell) >= 1e15:
        return str(int(cell))
    return cell.replace("\x00", "") if isinstance(cell, str) else cell


def problem(name: str, why: tuple[str, str], row: Wrong, columns: Mapping[str, int]) -> dict[str, Any]:
    """What is wrong in a cell, for the preview and the reasons in the file to be mended."""
    at = columns.get(name)
    value = "" if at is None or at >= len(row.cells) else str(plain(row.cells[at]))
    return {"field": name, "value": masked(name, value), "title": why[0], "title_en": why[1]}


def masked(name: str, value: str) -> str:
    """A cell as a preview shows it: what the register seals with its middle hidden, and numbers wherever else they
    stand."""
    sealed = name in {*masks.SECRETS, *masks.LANDLORD}
    if sealed and (name == "landlord" or any(sign.isdigit() for sign in value)):
        return masks.mask(name, value.strip())[:60]
    return mask_text(value)[:60]
