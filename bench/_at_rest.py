"""What personal values may look like on a disk, and looking for them: as they are, as UTF-16 and GB 18030, in
hexadecimal, in base64 at every alignment, as a number; and people with such values, put in by the actions a site
uses."""

import base64
import json
import os
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

AREA = "990101001001"
CHUNK = 16 * 1024 * 1024


@dataclass(frozen=True)
class Values:
    """Values that nothing else on the machine has, made up for one run."""

    numbers: list[str]
    phones: list[str]
    names: list[str]

    def all(self) -> list[str]:
        """Every one."""
        return [*self.numbers, *self.phones, *self.names]


def made_up(seed: int, people: int) -> Values:
    """Identity numbers that can be right, phones, and names no other text holds."""
    from linli.register.rules.numbers import check_digit

    dice = random.Random(seed)
    born = [date(1930, 1, 1) + timedelta(days=dice.randint(0, 29_000)) for _ in range(people)]
    firsts = [f"970101{day:%Y%m%d}{dice.randint(100, 999)}" for day in born]
    numbers = [first + check_digit(first) for first in firsts]
    phones = [f"1{dice.randint(30, 89)}{dice.randint(10_000_000, 99_999_999)}" for _ in range(people * 4)]
    glyphs = [chr(dice.randint(0x4E00, 0x9FA0)) for _ in range(6)]
    return Values(numbers, phones, ["欧阳" + "".join(glyphs[:3]), "巷" + "".join(glyphs[3:])])


def forms(text: str) -> Mapping[str, bytes]:
    """What a value may look like on the disk, by name."""
    plain = text.encode()
    found = {
        "utf-8": plain,
        "utf-16": text.encode("utf-16-le"),
        "utf-16 big end first": text.encode("utf-16-be"),
        "hexadecimal": plain.hex().encode(),
        "HEXADECIMAL": plain.hex().upper().encode(),
    }
    if not text.isascii():
        found["gb18030"] = text.encode("gb18030")
    if text.isdigit():
        found["a number"] = int(text).to_bytes(8, "little")
        found["a number, big end first"] = int(text).to_bytes(8)
    for shift in range(3):
        found[f"base64 at {shift}"] = _in_base64(plain, shift)
    return found


def _in_base64(plain: bytes, shift: int) -> bytes:
    """The part of a base64 text that is the same whatever stands around the value."""
    whole = base64.b64encode(bytes(shift) + plain)
    first = (shift * 8 + 5) // 6
    last = (shift + len(plain)) * 8 // 6
    return whole[first:last]


def look(files: Sequence[Path], values: Sequence[str]) -> Iterator[tuple[Path, str, str]]:
    """Every file in which a value stands in some form: file, value, form."""
    wanted = [(value, name, form) for value in values for name, form in forms(value).items()]
    overlap = max(len(form) for *_, form in wanted)
    for path in files:
        left = list(wanted)
        for part in _parts(path, overlap):
            hits = [one for one in left if one[2] in part]
            for value, name, _ in hits:
                yield path, value, name
            left = [one for one in left if one not in hits]


def _parts(path: Path, overlap: int) -> Iterator[bytes]:
    """A file in overlapping parts; one that is gone meanwhile has none."""
    try:
        with path.open("rb") as stream:
            before = b""
            while part := stream.read(CHUNK):
                yield before + part
                before = part[-overlap:]
    except FileNotFoundError:
        return


def main() -> int:
    """Put the people of the values on standard input into the database, by the actions; a process of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    os.environ["LINLI_DATABASE_ROLE"] = "web"
    import django

    django.setup()
    told = json.load(sys.stdin)
    _enter(Values(**told))
    return 0


def _enter(values: Values) -> None:
    """Everybody with number and two phones, changed once and revealed once; landlords, contacts; one number refused."""
    from linli.kit import ids
    from linli.kit.actor import system
    from linli.kit.errors import Problem
    from linli.kit.scope import scope
    from linli.register import actions
    from linli.register.tests import factories as homes
    from linli.territory import queries as territory

    by = system("trial")
    with scope(by, write=False):
        grid: str = territory.grids(by, below=AREA, polygons=False, micro=False)[0]["code"]
    building = homes.building(by, grid, "8801")
    phones: list[str] = list(values.phones)
    owner: str = values.names[0]
    for n, number in enumerate(values.numbers):
        phone, other, landlord, contact = phones[n * 4 : n * 4 + 4]
        home = homes.dwelling(by, building, f"{n + 101}", landlord=owner, landlord_phone=landlord)
        one = homes.member("某人", id_number=number, phone=other, other_phone=phone)
        homes.household(by, home, one)
        changed: Any = homes.member("某人", id=one.id, phone=phone, other_phone=other)
        with scope(by):
            actions.change_resident(by=by, member=changed)
            actions.reveal_resident(by=by, resident_id=one.id, reason="核对信息")
            actions.put_organisation(
                by=by,
                organisation_id=ids.new(),
                area=grid,
                values={"kind": "shop", "name": f"店{n}"},
                contacts=[actions.ContactData(id=ids.new(), name="某人", phone=contact)],
            )
        try:
            homes.household(by, home, homes.member("某人", id_number=number))
        except Problem:
            continue
        raise RuntimeError("a number was taken twice")


if __name__ == "__main__":
    sys.exit(main())
