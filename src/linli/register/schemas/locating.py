"""What is asked about places in texts and about what people call places, and what is answered."""

from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.language.rules.locating import Kind


class LocateIn(Asked):
    """A text that may speak of a place. `area` is the community, or the grid of whoever writes, which decides between
    places that are called the same."""

    text: str = Field(..., max_length=2000)
    area: str = Field("", max_length=17)


class PlaceMeant(Schema):
    """A place that may be meant. `code` is a dwelling's code, a building's number, an organisation's credit code, a
    grid's code; `score` from 0 to 1; the point is the place's, else that of what it lies in."""

    kind: Kind
    id: str
    code: str
    name: str
    area: str
    area_name: str
    score: float
    why: list[str]
    why_en: list[str]
    longitude: float | None
    latitude: float | None


class LocatedOut(Schema):
    """Places that may be meant, the likeliest first; `unsure` says why the first is not to be taken for granted, and is
    empty where it is."""

    candidates: list[PlaceMeant]
    unsure: str
    unsure_en: str


class NicknameIn(Asked):
    """What people call a place: an estate, a building, an organisation, or a spot in an area."""

    id: UUID
    words: str = Field(..., max_length=40)
    estate: UUID | None = None
    building: UUID | None = None
    organisation: UUID | None = None
    area: str = Field("", max_length=17)
    longitude: float | None = Field(None, ge=-180, le=180)
    latitude: float | None = Field(None, ge=-90, le=90)


class NicknameOut(Schema):
    """A name people call a place by, and who put it down."""

    id: UUID
    words: str
    by_name: str
    version: int


class NicknamesOut(Schema):
    """What people call a place."""

    rows: list[NicknameOut]


class NicknameKept(Schema):
    """The nickname that stands, or was ended."""

    id: UUID
