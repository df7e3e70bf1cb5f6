"""What is asked and answered about messages, their texts and the mail."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from linli.delivery.rules.mailing import Choice, Quiet
from linli.delivery.rules.templates import Weight
from linli.editions.schemas import HistoryOut, MistakeOut, PutBack
from linli.kit.schemas import Asked


class MessageOut(Schema):
    """A message; `noun` and `subject` say what to open, `weight` how much it presses."""

    id: UUID
    kind: str
    kind_name: str
    kind_name_en: str
    weight: Weight
    title: str
    title_en: str
    at: datetime
    read: bool
    noun: str
    subject: UUID


class MessagesOut(Schema):
    """A page of messages; `next` goes on, nothing ends it."""

    rows: list[MessageOut]
    next: str | None


class MarkRead(Asked):
    """Which messages were read, or all of them."""

    ids: list[UUID] = Field(default_factory=list[UUID], max_length=200)
    all: bool = False


class Unread(Schema):
    """How many are still unread, counted up to 100."""

    unread: int


class NoticeSettings(Schema):
    """What I chose about my messages. `email` is proven, `pending` waits for its code; clock times are HH:MM in the
    site's zone. Without `mail_on` nothing goes by mail at all."""

    mail_on: bool
    email: str
    pending: str
    choice: Choice
    quiet: Quiet
    begins: str
    ends: str
    site_begins: str
    site_ends: str


class ChooseNotices(Asked):
    """What comes by mail, and whose quiet hours hold; `begins` and `ends` (HH:MM) with `own` alone."""

    choice: Choice
    quiet: Quiet
    begins: str | None = Field(None, max_length=8)
    ends: str | None = Field(None, max_length=8)


class AskAddress(Asked):
    """The address a code is sent to; nothing takes the present one off."""

    email: str = Field(..., max_length=120)


class ConfirmAddress(Asked):
    """The code from the mail."""

    code: str = Field(..., max_length=20)


class TextRow(Asked):
    """A template in one language: the title in the product, which is the mail's subject, and the mail's body."""

    language: str = Field(..., max_length=8)
    title: str = Field(..., max_length=400)
    body: str = Field(..., max_length=8000)


class TemplateRow(Schema):
    """A template in force; `changed` when the site has put its own text in the place of the shipped one. Places are
    written {so}."""

    kind: str
    name: str
    name_en: str
    weight: Weight
    changed: bool
    title_places: list[str]
    body_places: list[str]
    needed_places: list[str]
    texts: list[TextRow]


class TemplatesOut(Schema):
    """All templates in force."""

    mail_on: bool
    rows: list[TemplateRow]


class TemplateHistory(HistoryOut):
    """Editions of one template, and the number of the last."""

    number: int


class TemplateDraft(Asked):
    """A template as it would be, in both languages."""

    kind: str = Field(..., max_length=40)
    rows: list[TextRow] = Field(..., max_length=4)


class TemplateChange(TemplateDraft):
    """A new template, the edition the sender saw as the last, and why."""

    seen: int = Field(..., ge=0, le=2_000_000_000)
    reason: str = Field(..., max_length=200)


class TemplateBack(PutBack):
    """Which edition of which template is put back."""

    kind: str = Field(..., max_length=40)


class ShownText(Schema):
    """A draft filled with an invented matter: the line in the product, the mail's subject and body."""

    language: str
    title: str
    mail_title: str
    mail_body: str


class Preview(Schema):
    """What must be mended in a draft, and how it reads."""

    bad: list[MistakeOut]
    shown: list[ShownText]


class Failure(Schema):
    """A mail that was given up; `why` is `refused` or `unreachable`."""

    id: UUID
    at: datetime
    kind: str
    name: str
    name_en: str
    reference: str
    tries: int
    why: str


class MailState(Schema):
    """How the mail does in the areas I look after, and the site's quiet hours with the number of their edition."""

    mail_on: bool
    sender: str
    waiting: int
    trying_again: int
    next_at: datetime | None
    sent_today: int
    failed: int
    failures: list[Failure]
    begins: str
    ends: str
    number: int
    abilities: list[str]


class HoursChange(Asked):
    """The site's quiet hours (HH:MM), the edition the sender saw as the last, and why."""

    begins: str = Field(..., max_length=8)
    ends: str = Field(..., max_length=8)
    seen: int = Field(..., ge=0, le=2_000_000_000)
    reason: str = Field(..., max_length=200)


class SendAgain(Asked):
    """Nothing more needs saying."""
