"""What is answered about figures."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from linli.insight.rules.network import USUAL_DAYS, Reach, Thread
from linli.kit.schemas import Asked
from linli.register.schemas.ties import InformantOut, TieOut


class FigureOut(Schema):
    """A figure; `behind` says where its records are: `records` here, `grids` on the map, `posts`."""

    key: str
    name: str
    name_en: str
    value: float
    unit: str
    unit_en: str
    behind: Literal["records", "grids", "posts"]


class GroupOut(Schema):
    """Figures that stand together."""

    key: str
    name: str
    name_en: str
    figures: list[FigureOut]


class ProfileOut(Schema):
    """The figures of an area at a moment."""

    area: str
    area_name: str
    at: datetime
    groups: list[GroupOut]


class BehindOut(Schema):
    """A record behind a figure: what it is called, where it is, a word about it."""

    id: UUID
    area: str
    title: str
    place: str
    note: str
    note_en: str


class RecordsOut(Schema):
    """A page of the records behind a figure; `noun` says what they are."""

    name: str
    name_en: str
    noun: str
    rows: list[BehindOut]
    next: UUID | None


class WantOut(Schema):
    """Something a record may lack."""

    key: str
    name: str
    name_en: str


class NounWanted(Schema):
    """A noun that is looked at, with what its records may lack."""

    noun: str
    name: str
    name_en: str
    wants: list[WantOut]


class PartOut(Schema):
    """One of the four (四清)."""

    key: str
    name: str
    name_en: str
    nouns: list[NounWanted]


class LackingOut(Schema):
    """Of a noun in a grid: how many records there are, how many of them lack anything, how many lack what. `oldest` is
    since when the longest of those that are stale waits; of matters, of those that lack anything."""

    noun: str
    count: int
    lacking: int
    oldest: datetime | None
    lacks: dict[str, int]


class GridLacking(Schema):
    """A grid with what it is not clear about; without a name: what lies in no grid."""

    area: str
    name: str
    nouns: list[LackingOut]


class CompletenessOut(Schema):
    """四清 of an area at a moment, by grid; a record that nobody has looked at for `stale_days` is stale."""

    area: str
    area_name: str
    at: datetime
    stale_days: int
    parts: list[PartOut]
    grids: list[GridLacking]


class IncompleteOut(BehindOut):
    """A record that lacks something: what, since when nobody looked at it (of matters: when it came in), and the page
    where it is corrected."""

    lacks: list[str]
    since: datetime | None
    opens: Literal["dwelling", "resident", "building", "organisation", "matter"]
    opens_id: UUID | None


class IncompletePage(Schema):
    """A page of records that lack something; `next` goes on."""

    rows: list[IncompleteOut]
    next: str | None


class NamedOut(Schema):
    """A word of a picture with its names."""

    key: str
    name: str
    name_en: str


class PostTold(Schema):
    """A post of a grid, and who sits in it today."""

    id: UUID
    name: str
    area: str
    title: str
    title_en: str
    holder_name: str
    phone: str


class TeamPost(PostTold):
    """A post of a grid's team with its role."""

    role: str


class ReachSums(Schema):
    """Households by how many threads reach them (`reached`, by `nobody`, `one`, `two`, `more`), and for how many what
    is lacking (`lacking`, by `never`, `long`, `phone`, `tie`, `informant`)."""

    households: int
    reached: dict[str, int]
    lacking: dict[str, int]


class GridReach(ReachSums):
    """A grid, and who works in it; nobody where its posts are vacant."""

    area: str
    name: str
    workers: list[PostTold]


class BuildingReach(ReachSums):
    """A building with how many informants it has."""

    building: UUID
    name: str
    area: str
    informants: int


class NetworkOut(Schema):
    """The contact network (联系网络) of an area at a moment: a visit counts for `days`."""

    area: str
    area_name: str
    at: datetime
    days: int
    choices: list[int]
    reaches: list[NamedOut]
    reasons: list[NamedOut]
    total: ReachSums
    grids: list[GridReach]
    buildings: list[BuildingReach]
    abilities: list[str]


class LabelShort(Schema):
    """A label by code and name."""

    code: str
    name: str
    name_en: str


class ReachedHome(Schema):
    """A household with the threads by which it is reached, and what is lacking (`reasons`)."""

    id: UUID
    area: str
    dwelling: UUID | None
    building: UUID | None
    name: str
    place: str
    people: int
    labels: list[LabelShort]
    threads: list[Thread]
    reach: Reach
    reasons: list[str]
    contact_at: datetime | None


class ReachedPage(Schema):
    """A page of households; the first tells how many there are, `next` goes on."""

    rows: list[ReachedHome]
    total: int | None
    next: str | None


class PlacedHome(ReachedHome):
    """A household where it is drawn; `ties` says how many contacts it has."""

    building_name: str
    entrance: str
    floor: int | None
    room: str
    ties: int


class ReachLink(Schema):
    """Who reaches whom: a worker (`visit`), an informant, a household that is in touch (`tie`)."""

    source: UUID
    target: UUID
    kind: Literal["visit", "informant", "tie"]


class PictureOut(Schema):
    """A building or a micro-grid as a picture."""

    area: str
    area_name: str
    days: int
    households: list[PlacedHome]
    workers: list[PostTold]
    informants: list[InformantOut]
    links: list[ReachLink]


class KnownMember(Schema):
    """Who lives in a household; phone masked."""

    id: UUID
    name: str
    relation: str
    age: int | None
    phone: str


class HomeNetwork(Schema):
    """One household with everybody who is in touch with it."""

    days: int
    household: ReachedHome | None
    members: list[KnownMember]
    ties: list[TieOut]
    informants: list[InformantOut]
    team: list[TeamPost]
    abilities: list[str]


class NetAsked(Schema):
    """What of the network is looked at: an area or one building of it, whoever bears a label, how long a visit
    counts."""

    area: str = Field(..., max_length=17)
    building: UUID | None = None
    label: str = Field("", max_length=40, pattern=r"^\w*$")
    days: int = Field(USUAL_DAYS, ge=1, le=366)


class ReachAsked(NetAsked):
    """A page of households; all of them where `reach` is not said."""

    reach: Reach | None = None
    after: str = ""
    most: int | None = None


class ReachCampaign(Asked, NetAsked):
    """A campaign to the households that are reached so well now."""

    id: UUID
    reach: Reach = Reach.NOBODY
    name: str = Field(..., max_length=60)
    what: str = Field("", max_length=500)
    inside: bool = False
    from_on: date
    until_on: date


class CampaignMade(Schema):
    """The campaign that was begun."""

    id: UUID
