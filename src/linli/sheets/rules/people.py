"""Whole rows of residents, checked column by column: clean people, and what is wrong with the others, each with its
row, column, value and reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from linli.kit.spreadsheets import apart
from linli.register.rules.numbers import age_on
from linli.sheets.rules import cells, headings
from linli.sheets.rules.cells import Problem
from linli.sheets.rules.places import Home, taken_apart

PLAIN = (
    "name",
    "sex",
    "born_on",
    "relation",
    "presence",
    "registered_at",
    "ethnicity",
    "politics",
    "education",
    "marriage",
    "occupation",
    "workplace",
    "note",
)
"""The plain fields of a resident, in the order a `Person` holds their values; None where the sheet says nothing."""
SEX, BORN, RELATION = (PLAIN.index(name) for name in ("sex", "born_on", "relation"))
REPEATED_MOST = 20_000
REMARKS: dict[str, tuple[str, str]] = {
    "age": ("年龄与出生日期对不上", "Age and day of birth do not fit"),
    "relation": ("与户主关系不认识，记作“其他”", "Relation not known, kept as “other”"),
    "label": (
        "人员类别不在标签字典里，或不归您的岗位登记，没有记",
        "Label not in the dictionary or not yours, left out",
    ),
    "carried": ("没写住址，按上一位户主的住址", "No address: that of the head above"),
    "grid": (
        "不认识的网格名称，新楼栋先归在整个社区",
        "No grid of that name: the new building lies in the community at large",
    ),
    "formula": ("有公式算错的格子（如#N/A），当作没填", "A formula failed (such as #N/A): taken as empty"),
    "no_number": ("没有身份证号码", "No identity number"),
    "unkept": (
        "有误的行太多，这些行的内容没有留下：先改好下载到的，再上传一遍",
        "Too many wrong rows; these were not kept: mend those in the file, then send it again",
    ),
}
"""What is taken all the same, and told."""
MISSING: dict[str, Problem] = {
    "name": ("没有姓名", "No name"),
    "place": ("没有写清住址（楼栋和室号）", "The dwelling is not clear (building and room)"),
    "sex": ("性别与身份证号码不符", "Sex contradicts the identity number"),
    "born_on": ("出生日期与身份证号码不符", "Day of birth contradicts the identity number"),
    "twice": ("与{row}的身份证号码相同", "The same identity number as {row}"),
    "again": (
        "与{row}像是同一个人（姓名、住址相同，生日和号码不矛盾），请合成一行",
        "It seems the same person as {row} (name and home, birthday and number agree); make one row of them",
    ),
}


class Person(msgspec.Struct, array_like=True, gc=False):
    """A row that can be taken: its sheet and row in the file, the dwelling's and the household's number within the
    load, the plain values, what is sealed, labels by name."""

    sheet: int
    row: int
    place: int
    group: int
    values: tuple[str | None, ...]
    id_number: str
    phone: str
    other_phone: str
    labels: tuple[str, ...]


@dataclass(slots=True)
class Wrong:
    """A row that cannot be taken: the cells as they stand, and each problem with the field it is in."""

    sheet: int
    row: int
    cells: list[Any]
    problems: list[tuple[str, Problem]]


@dataclass(slots=True)
class Place:
    """A dwelling of the load with what the sheet says of it."""

    home: Home
    use: str | None = None
    landlord: str = ""
    landlord_phone: str = ""
    grid: str = ""
    """The grid it lies in, as the sheet calls it."""


@dataclass
class Batch:
    """What came of a batch of rows."""

    people: list[Person] = field(default_factory=list[Person])
    wrong: list[Wrong] = field(default_factory=list[Wrong])
    blank: int = 0


class Checker:
    """Rows of one load, one sheet after the other. It remembers what it has read: dwellings, households, numbers."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.places: list[Place] = []
        self.groups: list[int] = []
        """The dwelling of each household."""
        self.headed: list[bool] = []
        """Whether a household has a head on the sheet."""
        self.remarks: dict[str, int] = {}
        self._place_of: dict[Home, int] = {}
        self._last_group: dict[int, int] = {}
        self._numbers: dict[str, int] = {}
        self._names: dict[tuple[str, int], int | tuple[int, ...]] = {}
        """Of each name and dwelling where it stands, with birthday and whether with a number (`_standing`)."""
        self._last_place: int | None = None
        self._failed: set[int] = set()
        """Rows of the batch at hand with a formula that failed."""
        self._cached: dict[str, tuple[dict[Any, Any], dict[Any, Problem]]] = {}
        """Of each column the values of the cells that were met, and the problems of those that have one."""

    def batch(self, sheet: int, first: int, rows: Sequence[list[Any]], columns: Mapping[str, int]) -> Batch:
        """Check rows of a sheet whose first has the number `first` (from 1, as Excel counts)."""
        done = Batch()
        bad: dict[int, list[tuple[str, Problem]]] = {}
        self._failed = set()
        read = {name: self._column(name, at, rows, bad) for name, at in columns.items()}
        blank = [None] * len(rows)
        plain = list(zip(*(read.get(name, blank) for name in PLAIN), strict=True))
        get = {name: read.get(name, blank) for name in (*_REST, *headings.PLACE)}
        for at, row in enumerate(rows):
            name = plain[at][0]
            if (name in headings.NAMES or not (name or get["id_number"][at])) and _is_nobody(row):
                bad.pop(at, None)
                done.blank += 1
                continue
            person = self._person(sheet, first + at, at, plain[at], get, bad)
            if at in bad:
                done.wrong.append(Wrong(sheet, first + at, row, bad[at]))
            else:
                done.people.append(person)
        return done

    def _column(
        self, name: str, at: int, rows: Sequence[list[Any]], bad: dict[int, list[tuple[str, Problem]]]
    ) -> list[Any]:
        """The checked values of a column, each distinct cell checked once; problems go to `bad` by row."""
        kept: tuple[dict[Any, Any], dict[Any, Problem]] | None = self._cached.get(name)
        if kept is None or name not in cells.REPEATED or len(kept[0]) > REPEATED_MOST:
            kept = self._cached[name] = ({"": None}, {})
        known, wrong = kept
        given = [row[at] if at < len(row) else "" for row in rows]
        there = set(given)
        for cell in there.difference(known):
            known[cell], problem = self._check(name, cell)
            if problem is not None:
                wrong[cell] = problem
        if not there.isdisjoint(wrong):
            self._tell(name, given, wrong, bad)
        return [known[cell] for cell in given]

    def _tell(
        self,
        name: str,
        given: Sequence[Any],
        wrong: Mapping[Any, Problem],
        bad: dict[int, list[tuple[str, Problem]]],
    ) -> None:
        """Put the problems of a column's cells to their rows."""
        for number, cell in enumerate(given):
            problem = wrong.get(cell)
            if problem is cells.FORMULA:
                self._failed.add(number)
            elif problem is not None:
                bad.setdefault(number, []).append((name, problem))

    def _check(self, name: str, cell: Any) -> cells.Checked:
        if type(cell) is str and cell.startswith(apart.FAILED):
            return None, cells.FORMULA
        if name == "id_number":
            return cells.number(cell, self.today)
        text = cells.text_of(cell)
        return cells.CHECKS[name](text, self.today) if text else (None, None)

    def _person(
        self,
        sheet: int,
        row: int,
        at: int,
        plain: tuple[Any, ...],
        get: Mapping[str, Sequence[Any]],
        bad: dict[int, list[tuple[str, Problem]]],
    ) -> Person:
        """The person in a row; what is wrong between its cells goes to `bad`."""
        problems: list[tuple[str, Problem]] = []
        values = list(plain)
        number = get["id_number"][at]
        if number is not None:
            _compare(values, number, problems)
        remarks = self._remarks(values, get["age"][at], number is None)
        if at in self._failed:
            remarks.append("formula")
        place = self._place(at, values, get, problems, remarks)
        if values[0] is None and not any(name == "name" for name, _ in bad.get(at, ())):
            problems.append(("name", MISSING["name"]))
        person = Person(
            sheet,
            row,
            place,
            self._group(place, values[RELATION]) if place >= 0 else -1,
            tuple(values),
            number[0] if number else "",
            get["phone"][at] or "",
            get["other_phone"][at] or "",
            get["labels"][at] or (),
        )
        if not problems and at not in bad:
            self._once(person, problems)
        if problems:
            bad.setdefault(at, []).extend(problems)
        elif remarks and at not in bad:
            for remark in remarks:
                self.tell(remark)
        return person

    def _remarks(self, values: list[Any], age: int | None, numberless: bool) -> list[str]:
        """What is taken all the same, and told."""
        remarks = ["no_number"] if numberless else []
        relation = values[RELATION]
        if relation is not None and relation.startswith("unknown:"):
            values[RELATION] = "other"
            remarks.append("relation")
        if age is not None and values[BORN]:
            years = age_on(date.fromisoformat(values[BORN]), self.today)
            if not -1 <= age - years <= 2:
                remarks.append("age")
        return remarks

    def tell(self, remark: str) -> None:
        """Count a remark."""
        self.remarks[remark] = self.remarks.get(remark, 0) + 1

    def _place(
        self,
        at: int,
        values: list[Any],
        get: Mapping[str, Sequence[Any]],
        problems: list[tuple[str, Problem]],
        remarks: list[str],
    ) -> int:
        """The number of the dwelling; members below their head may leave it out."""
        home = _home(at, get)
        if home is None:
            silent = not any(get[name][at] for name in headings.PLACE)
            if silent and values[RELATION] not in {None, "head"} and self._last_place is not None:
                remarks.append("carried")
                return self._last_place
            self._last_place = None
            problems.append(("room", MISSING["place"]))
            return -1
        number = self._place_of.get(home)
        if number is None:
            number = self._place_of[home] = len(self.places)
            self.places.append(Place(home))
        place = self.places[number]
        if use := get["use"][at]:
            place.use = use
        if grid := get["grid"][at]:
            place.grid = place.grid or grid
        if landlord := get["landlord"][at]:
            place.landlord = landlord
        if phone := get["landlord_phone"][at]:
            place.landlord_phone = phone
        self._last_place = number
        return number

    def _group(self, place: int, relation: str | None) -> int:
        """The household's number: each head begins one in its dwelling, others belong to the last begun there."""
        group = self._last_group.get(place)
        if group is None or (relation == "head" and self.headed[group]):
            group = self._last_group[place] = len(self.groups)
            self.groups.append(place)
            self.headed.append(False)
        if relation == "head":
            self.headed[group] = True
        return group

    def _once(self, person: Person, problems: list[tuple[str, Problem]]) -> None:
        """Nobody stands in a file twice: not with one number, nor in one home under one name, unless birthdays or
        numbers tell the two apart."""
        own = _standing(person)
        if person.id_number:
            first = self._numbers.setdefault(person.id_number, own)
            if first != own:
                problems.append(("id_number", _at("twice", first, own)))
                return
        of = (person.values[0] or "", person.place)
        known = self._names.setdefault(of, own)
        if known is own:
            return
        met = known if isinstance(known, tuple) else (known,)
        alike = next((one for one in met if _may_be_one(one, own)), None)
        if alike is None:
            self._names[of] = (*met, own)
        else:
            problems.append(("name", _at("again", alike, own)))


def _standing(person: Person) -> int:
    """Where a person stands in a file and what tells him from others of his name, in one number, for there are many:
    birthday, sheet, row, whether he has a number."""
    born = int((person.values[BORN] or "0").replace("-", ""))
    return born << 48 | person.sheet << 32 | person.row << 1 | bool(person.id_number)


def _may_be_one(one: int, other: int) -> bool:
    """Whether two of one name in one home may be the same: not with two numbers, nor with two birthdays."""
    born, other_born = one >> 48, other >> 48
    return not (one & other & 1) and (not born or not other_born or born == other_born)


def _at(kind: str, first: int, own: int) -> Problem:
    """That a row says what another has said, by its number, and its sheet's if that is another."""
    sheet, row = first >> 32 & 0xFFFF, first >> 1 & 0x7FFFFFFF
    same = sheet == own >> 32 & 0xFFFF
    zh, en = MISSING[kind]
    where = f"第{row}行" if same else f"第{sheet + 1}张表第{row}行"
    where_en = f"row {row}" if same else f"row {row} of sheet {sheet + 1}"
    return zh.format(row=where), en.format(row=where_en)


_REST = ("grid", "id_number", "age", "phone", "other_phone", "labels", "use", "landlord", "landlord_phone")


def _home(at: int, get: Mapping[str, Sequence[Any]]) -> Home | None:
    """The dwelling a row says, if it says building and room."""
    building, room = get["building"][at], get["room"][at]
    if building and room:
        return Home(get["estate"][at] or "", building, get["entrance"][at] or "", room)
    whole = get["address"][at] or (room if room and not building else None)
    apart = taken_apart(whole) if whole else None
    if apart is None:
        return None
    return Home(get["estate"][at] or apart.estate, apart.building, apart.entrance, apart.room)


def _compare(values: list[Any], number: Any, problems: list[tuple[str, Problem]]) -> None:
    """Sex and day of birth come from the number; what is said and contradicts it is a problem."""
    _, born, sex = number
    if values[SEX] not in {None, "unknown", sex}:
        problems.append(("sex", MISSING["sex"]))
    if values[BORN] not in {None, born}:
        problems.append(("born_on", MISSING["born_on"]))
    values[SEX], values[BORN] = sex, born


def _is_nobody(row: Sequence[Any]) -> bool:
    """A row that holds nobody: empty, a sum, who filled the sheet in, or a heading of the next page."""
    filled = [cell for cell in row if cell not in {"", None}]
    if len(filled) <= 1 or headings.is_closing(row):
        return True
    return sum(bool(headings.field_of(cell)) for cell in filled if isinstance(cell, str)) * 2 > len(filled)
