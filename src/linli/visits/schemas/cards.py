"""What contact cards answer and take."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.visits.rules.cards import WORDS_MOST, Recall


class PostForCard(Schema):
    """A post of the asker's that has no card yet."""

    post: UUID
    post_name: str
    title_name: str
    area: str
    area_name: str


class ContactCardOut(PostForCard):
    """A card. `state` is what it is worth today: `on_duty`, `on_leave`, `not_in_post`, `withdrawn`; `link` is what its
    QR code opens."""

    id: UUID
    person: UUID
    person_name: str
    photo: UUID | None
    phone: str
    words: str
    link: str
    made_at: datetime
    withdrawn_at: datetime | None
    withdrawn_for: str
    state: str
    abilities: list[str]


class ContactCardsOut(Schema):
    """One's own cards, one's posts without, and the cards of others."""

    own: list[ContactCardOut]
    without: list[PostForCard]
    others: list[ContactCardOut]


class MakeContactCard(Asked):
    """A card for whoever holds a post."""

    post: UUID
    words: str = Field("", max_length=WORDS_MOST)


class ChangeContactCard(Asked):
    """Other words on it."""

    words: str = Field("", max_length=WORDS_MOST)


class WithdrawContactCard(Asked):
    """Taken back, and why."""

    reason: Recall


class PutPortrait(Asked):
    """A picture of oneself, uploaded before; none takes it off."""

    file: UUID | None = None


class PrintContactCard(Asked):
    """Ten on a sheet to cut, or one large."""

    large: bool = False
