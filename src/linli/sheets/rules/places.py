"""Where people on a sheet live: an address taken apart (3-2-501, 春晖新村3幢2单元501室), and the list of dwellings of a
load, each told apart by estate, building, entrance and room."""

import re

import msgspec

from linli.register.rules import writing

_DASHED = re.compile(r"(.*?)(\d+[A-Za-z]?|[甲乙丙丁]\d+)[-–—](?:(\d+)[-–—])?(\d+[A-Za-z]?)(?:室|号)?")
_WORDED = re.compile(
    r"(.*?)([甲乙丙丁东南西北]?\d+[A-Za-z]?)(?:号楼|幢|栋|座|号)(?:(\d+|[甲乙丙丁])(?:单元|门|梯))?(\d+[A-Za-z]?)(?:室|房|号)?"
)
_TOWN = re.compile(r"^.*(?:社区|街道|居委会|镇|乡|区|县|市|省|路\d+号|路|街|巷)(?=.)")


class Home(msgspec.Struct, array_like=True, gc=False, frozen=True):
    """A dwelling as a sheet says it, in the form the register keeps numbers."""

    estate: str
    building: str
    entrance: str
    room: str

    def shown(self) -> str:
        """As neighbours write it, with the estate before it."""
        return f"{self.estate} {writing.dwelling_code(self.building, self.entrance, self.room)}".strip()


def taken_apart(address: str) -> Home | None:
    """Estate, building, entrance and room out of one text; nothing where it does not say building and room."""
    plain = writing.narrow(address)
    found = _WORDED.fullmatch(plain) or _DASHED.fullmatch(plain)
    if found is None:
        return None
    before, building, entrance, room = found.groups()
    estate = _TOWN.sub("", before)
    return Home(estate, writing.building_number(building), entrance or "", writing.room_number(room))
