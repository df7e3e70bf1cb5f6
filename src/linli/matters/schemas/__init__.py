"""What is asked and answered about matters. Hot lists are encoded straight from rows; these types document
them. Papers and lists to take along: `papers`."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from linli.blocks.rules import DAYS_USUAL
from linli.editions.schemas import HistoryOut as HistoryOut
from linli.editions.schemas import MistakeOut as MistakeOut
from linli.editions.schemas import PutBack as PutBack
from linli.kit.schemas import Asked
from linli.matters.rules import Door, Urgency
from linli.matters.rules.words import WORDS_MOST


class Reporter(Asked):
    """Whoever raises it, if known. Sealed at rest, masked on screen."""

    name: str = Field("", max_length=40)
    phone: str = Field("", max_length=20)
    address: str = Field("", max_length=200)
    secret: bool = Field(False, description="asked that nobody be told who reported it")


class Raise(Asked):
    """A new matter. `id` is the sender's UUIDv7; `area` the community or grid; a point finds the grid by itself."""

    id: UUID
    words: str = Field(..., max_length=WORDS_MOST)
    subject: str = Field("", max_length=200)
    area: str = Field("", max_length=17)
    category: str = Field("", max_length=40)
    door: Door = Door.COUNTER
    urgency: Urgency | None = None
    place: str = Field("", max_length=200)
    longitude: float | None = Field(None, ge=-180, le=180)
    latitude: float | None = Field(None, ge=-90, le=90)
    reporter: Reporter | None = None
    files: list[UUID] = Field(default_factory=list[UUID], max_length=10)
    external_number: str = Field("", max_length=60)
    external_category: str = Field("", max_length=120)
    external_deadline: datetime | None = None


class Receipt(Schema):
    """What the reporter is given: a reference and a six-digit code."""

    id: UUID
    reference: str
    code: str
    state: str
    category: str
    category_name: str
    area: str
    post: UUID | None
    accept_by: datetime
    respond_by: datetime
    settle_by: datetime


class Hit(Schema):
    """Why a search found a row, and subject and words in pieces, by turns plain and matching."""

    why: str
    subject: list[str]
    snippet: list[str]


class Row(Schema):
    """A matter in a list."""

    id: UUID
    reference: str
    state: str
    subject: str
    category: str
    category_name: str
    urgency: str
    door: str
    area: str
    area_name: str
    place: str
    received_at: datetime
    due_at: datetime | None
    standing: str
    post: UUID | None
    post_name: str
    holder_name: str
    reopening_asked: bool = Field(description="the reporter asked for it to be worked on again")
    undecided: bool = Field(description="not satisfied, or asked to reopen: somebody has to decide")
    reopenings: int
    external_number: str
    score: int | None
    supervised: bool = Field(..., description="an office watches over it (督办)")
    hit: Hit | None = Field(None, description="in a search alone: what matched")


class Page(Schema):
    """A page of a list; `next` goes on, nothing ends it."""

    rows: list[Row]
    next: str | None
    cut: bool = Field(False, description="the search found more than the newest 500: narrow it")
    near: bool = Field(False, description="nothing holds the words sought; these come near or sound like it")


class Masked(Schema):
    """The reporter as anybody may see him: 张*, 138****5678; nothing but `secret` where he asked to be kept secret and
    the reader is not one of the few who may know."""

    name: str
    phone: str
    address: bool
    secret: bool


class FileOut(Schema):
    """A file of the matter; `url` serves it, `thumb` a small picture."""

    id: UUID
    name: str
    kind: str
    url: str
    thumb: str | None


class NoteOut(Schema):
    """Words said on the way: an answer to the reporter, a reason, an internal note, a rating's words."""

    id: UUID
    kind: str
    words: str
    at: datetime
    by_name: str
    for_name: str
    post_name: str
    outcome: str
    public: bool
    files: list[FileOut] = Field(description="what came with it")
    group_words: str = Field("", description="for answers: fit for a chat group, without name, phone or room")


class Clock(Schema):
    """One of the clocks: accept, respond, settle, and decide where a dissatisfied reporter waits for a decision."""

    name: str
    by: datetime
    met_at: datetime | None
    standing: str


class Suggested(Schema):
    """A suggestion kept from intake, with the words that led to it; `share` is a probability where `sure` is said, else
    a share of all keywords, and one by keywords alone is never sure."""

    category: str
    category_name: str
    share: float
    why: list[str]
    sure: bool | None = None


class MergedOut(Schema):
    """A matter that runs along with another."""

    id: UUID
    reference: str
    subject: str
    received_at: datetime


class Detail(Row):
    """A matter whole."""

    version: int
    words: str
    longitude: float | None
    latitude: float | None
    area_full_name: str
    reporter: Masked | None
    first_contact_name: str
    owner_phone: str
    stand_in_name: str
    external_category: str
    external_deadline: datetime | None
    clocks: list[Clock]
    outcome: str
    resolved_at: datetime | None
    closed_at: datetime | None
    closed_as: str
    review_on: date | None
    ratings: int
    returns: int
    escalations: int
    suggested: list[Suggested]
    suggested_post: UUID | None = Field(None, description="the post the responsibility list gives it to")
    suggested_post_name: str
    suggested_holder_name: str
    route_note: str = Field("", description="why that post, in one sentence")
    route_note_en: str = ""
    route_note_detail: str = Field("", description="the lines of the responsibility list that led there")
    notes: list[NoteOut]
    files: list[FileOut] = Field(description="what came with the matter; files of a step are with its note")
    merged_into: UUID | None = Field(..., description="the matter it runs along with (并案)")
    merged_reference: str
    merged: list["MergedOut"] = Field(..., description="what runs along with it")
    extend_to: datetime | None = Field(
        ..., description="the deadline asked for that waits for an answer (延期)"
    )
    extensions: int
    reminders: int = Field(..., description="how often it was called to mind (催办)")
    abilities: list[str]
    historical: bool
    has_reporter: bool = Field(description="somebody raised it who can rate it")


class Event(Schema):
    """One entry of the timeline. `facts` are codes and counts, with names beside posts and categories (`to_name`,
    `category_name`); `words` is filled from the matter's own notes."""

    id: UUID
    at: datetime
    verb: str
    actor_kind: str
    actor_name: str
    in_place_of: str
    post_name: str
    facts: dict[str, Any]
    words: str
    outcome: str = ""


class Reveal(Asked):
    """Why the reporter's details are needed."""

    reason: str = Field(..., min_length=2, max_length=200)


class BlockSender(Asked):
    """Why whoever sent a matter is blocked, and for how many days (an address for 7 at most)."""

    reason: str = Field(..., max_length=400)
    days: int = Field(DAYS_USUAL, ge=1, le=90)


class Revealed(Schema):
    """The reporter's details in clear."""

    name: str
    phone: str
    address: str


class SuggestIn(Asked):
    """What has been typed so far."""

    words: str = Field("", max_length=20_000)
    subject: str = Field("", max_length=200)
    area: str = Field("", max_length=17)
    place: str = Field("", max_length=200)
    category: str = Field("", max_length=40, description="chosen already; nothing where it is not")
    urgency: Urgency | None = None
    longitude: float | None = Field(None, ge=-180, le=180)
    latitude: float | None = Field(None, ge=-90, le=90)
    external_deadline: datetime | None = None


class SuggestOut(Schema):
    """Categories by words, whether they sound urgent and whom to call, the grid, who would accept and who gets it."""

    categories: list[Suggested]
    urgent: list[str]
    calls: list[str] = Field(
        ..., description="whom to call at once: 110, 119, 120, or gas for the gas company"
    )
    grid: str = Field(..., description="the grid of the point, else the one grid that place or words name")
    grid_name: str
    post: UUID | None
    post_name: str
    holder_name: str
    acceptor_name: str = Field(..., description="the post that must accept; its own where the raiser may")
    note: str
    note_en: str
    note_detail: str
    settle_by: datetime | None
    settle_by_order: bool = Field(
        ..., description="the deadline is the 12345 order's own, sooner than the category's"
    )
    refer_to: str


class SimilarIn(Asked):
    """What has been typed so far, to find what is alike; the phone is looked for among reporters, never stored."""

    words: str = Field("", max_length=20_000)
    place: str = Field("", max_length=200)
    area: str = Field("", max_length=17)
    longitude: float | None = Field(None, ge=-180, le=180)
    latitude: float | None = Field(None, ge=-90, le=90)
    phone: str = Field("", max_length=20)


class Alike(Row):
    """A matter that looks like the one being typed: how much (0 to 1), and why: words, place, near, reporter."""

    score_alike: float
    why: list[str]


class ReadIn(Asked):
    """Text pasted in: chat messages or a 12345 work order."""

    text: str = Field(..., min_length=1, max_length=100_000)


class Draft(Schema):
    """One matter drafted from pasted text; nothing is stored until it is raised."""

    words: str
    subject: str
    place: str
    area: str = Field(
        ..., description="the grid that its words, its place or the group's title name; or nothing"
    )
    speaker: str
    said_at: datetime | None
    same_as: int | None
    category: str
    category_name: str
    reporter: Reporter | None
    external_number: str
    external_category: str
    external_deadline: datetime | None


class Drafts(Schema):
    """What was read and what was left out, so that nothing is lost unseen."""

    drafts: list[Draft]
    dropped: list[str]
    kind: str


class OrderAnswer(Schema):
    """The answer in the form of a 12345 work order, to be copied back."""

    text: str


class CategoryOut(Schema):
    """A category of the tree; one that is not active names old matters and is chosen for none."""

    code: str
    parent: str
    name: str
    name_en: str
    urgency: str
    refer_to: str
    active: bool
