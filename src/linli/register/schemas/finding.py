"""What is asked of the register's one box and of the finder of fragments, and what they answer."""

from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.register.rules.finding import QUERY_MOST, Noun


class FindIn(Asked):
    """What was typed. `noun` asks for one kind alone, in pages; `gone` for those who left, died or closed too."""

    q: str = Field(..., max_length=200, description=f"the first {QUERY_MOST} characters are looked at")
    noun: Noun | None = None
    area: str = Field("", max_length=17)
    gone: bool = False
    after: str = Field("", max_length=2000)
    most: int | None = Field(None, ge=1, le=100)


class HitWhy(Schema):
    """A word that was typed and what it was found in."""

    word: str
    by: str


class LabelShown(Schema):
    """A label the actor may see."""

    code: str
    name: str
    name_en: str


class FindHit(Schema):
    """Something found. `code` is a dwelling's code, an organisation's premises or a building's address; `place` the
    building, or a building's estate; `phone` masked; `members` how many live in a dwelling."""

    id: UUID
    noun: Noun
    area: str
    name: str
    state: str
    sex: str
    age: int | None
    dwelling_id: UUID | None
    code: str
    place: str
    phone: str
    labels: list[LabelShown]
    kind: str
    trade: str
    members: int | None
    synthetic: bool
    why: list[HitWhy]


class FragmentsIn(Asked):
    """What is known of somebody: a part of the name, where he lives, about how old, words about him (a label, a skill,
    what he works at)."""

    name: str = Field("", max_length=40)
    place: str = Field("", max_length=60)
    words: str = Field("", max_length=60)
    age: int | None = Field(None, ge=0, le=130)
    sex: Literal["", "male", "female"] = ""
    area: str = Field("", max_length=17)


class Clue(Schema):
    """Whether a clue fits somebody: name, place, words, age or sex."""

    clue: str
    fits: bool


class Fitting(FindHit):
    """Somebody who may be meant."""

    clues: list[Clue]


class FittingOut(Schema):
    """Who may be meant, the likeliest first; twenty at most."""

    rows: list[Fitting]


class HitGroup(Schema):
    """What was found of one noun; `next` goes on where there is more."""

    noun: Noun
    rows: list[FindHit]
    next: str | None


class FoundOut(Schema):
    """What was found, by noun. `understood` is false where too little was typed, or nothing that can be looked for."""

    groups: list[HitGroup]
    understood: bool
