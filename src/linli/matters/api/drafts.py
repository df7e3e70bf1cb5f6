"""What an administrator's editor of the dictionary says and is told."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.matters.schemas import MistakeOut


class CategoryRow(Asked):
    """A category as it is edited; its place in the list is its order."""

    code: str = Field(..., max_length=40)
    parent: str = Field("", max_length=40)
    name: str = Field(..., max_length=40)
    name_en: str = Field("", max_length=80)
    kind: str = Field(..., max_length=12)
    urgency: str = Field(..., max_length=10)
    title: str = Field("", max_length=40)
    accept_amount: float
    accept_unit: str = Field(..., max_length=14)
    respond_amount: float
    respond_unit: str = Field(..., max_length=14)
    settle_amount: float
    settle_unit: str = Field(..., max_length=14)
    keywords: list[str] = Field(..., max_length=300)
    refer_to: str = Field("", max_length=12)
    active: bool = True


class CategoriesState(Schema):
    """The tree in force, the number of its edition, what the actor may do with it, and what is worth a look."""

    number: int
    abilities: list[str]
    rows: list[CategoryRow]
    doubts: list[MistakeOut]


class CategoriesDraft(Asked):
    """A tree as it would be, and a sentence to read with it."""

    rows: list[CategoryRow] = Field(..., max_length=1000)
    words: str = Field("", max_length=2000)


class CategoriesChange(Asked):
    """A new tree, the edition the sender saw as the last, and why."""

    rows: list[CategoryRow] = Field(..., max_length=1000)
    seen: int = Field(..., ge=0, le=2_000_000_000)
    reason: str = Field(..., max_length=200)


class CategorySuggested(Schema):
    """A category a sentence would be suggested as: its share of all that speaks (0 to 1), and the words that did it."""

    code: str
    name: str
    name_en: str
    share: float
    why: list[str]


class CategoriesTried(Schema):
    """What must be mended, what is worth a look, and the sentence read with the tree of today and with the draft."""

    bad: list[MistakeOut]
    doubts: list[MistakeOut]
    today: list[CategorySuggested]
    draft: list[CategorySuggested]


class RuleRow(Asked):
    """A line of the responsibility list as it is edited; its place in the list is its rank. `post` is the id of a named
    post, or nothing."""

    id: UUID
    area: str = Field("", max_length=17)
    category: str = Field("", max_length=40)
    urgency: str = Field("", max_length=10)
    title: str = Field(..., max_length=40)
    level: str = Field(..., max_length=12)
    post: UUID | None = None
    note: str = Field("", max_length=200)

    def as_kept(self) -> dict[str, str]:
        """The line as an edition holds it."""
        return {**self.dict(), "id": str(self.id), "post": str(self.post or "")}


class PostNamed(Schema):
    """A post that a line names."""

    id: UUID
    name: str
    area: str


class RulesState(Schema):
    """The list in force, the number of its edition, what the actor may do with it, and the posts it names."""

    number: int
    abilities: list[str]
    rows: list[RuleRow]
    posts: list[PostNamed]


class RulesDraft(Asked):
    """A list as it would be."""

    rows: list[RuleRow] = Field(..., max_length=1000)


class RulesChange(Asked):
    """A new list, the edition the sender saw as the last, why, and what its trial answered."""

    rows: list[RuleRow] = Field(..., max_length=1000)
    seen: int = Field(..., ge=0, le=2_000_000_000)
    reason: str = Field(..., max_length=200)
    tried: str = Field(..., max_length=500)


class TrialPost(Schema):
    """A post a matter goes to."""

    id: UUID
    name: str
    title_name: str
    title_name_en: str
    held: bool


class TrialMatter(Schema):
    """A matter as an example."""

    id: UUID
    reference: str
    subject: str


class TrialGroup(Schema):
    """Matters that would go from one post to another; nothing where no line fits."""

    before: TrialPost | None
    after: TrialPost | None
    count: int
    examples: list[TrialMatter]


class TrialLine(Schema):
    """A line and how many matters it is about."""

    id: UUID
    count: int


class Trial(Schema):
    """What a list would have done with the matters of a month. `most` where only the newest 20,000 were run; `never`
    are lines that decided nothing, `no_post` those that fitted and found no post, `place_unknown` those that fitted a
    matter whose grid nobody had chosen yet."""

    matters: int
    most: bool
    elsewhere: int
    groups: list[TrialGroup]
    unfit_before: int
    unfit_after: int
    never: list[UUID]
    no_post: list[TrialLine]
    place_unknown: list[TrialLine]


class RulesTried(Schema):
    """What must be mended; without mistakes the trial, and the word that lets this very list be switched on within a
    day."""

    bad: list[MistakeOut]
    since: datetime
    trial: Trial | None
    tried: str


class DueOut(Schema):
    """So many open matters are due; `more` above 1,000."""

    count: int
    more: bool
