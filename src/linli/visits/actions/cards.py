"""Contact cards: made for a post one sits in or leads over, worded, taken back; one's own photo; prints."""

from uuid import UUID

from linli.accounts import actions as accounts
from linli.files import actions as files
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.areas import community_of
from linli.kit.errors import Forbidden, NotFound, Refused
from linli.ledger import actions as ledger
from linli.visits.models import ContactCard
from linli.visits.queries import cards as queries
from linli.visits.queries.seen import visible_cards
from linli.visits.rules import Permission
from linli.visits.rules.cards import Recall, check_words, new_code
from linli.visits.rules.papers import Paper
from linli.workforce import queries as workforce


def make(*, by: Actor, card_id: UUID, post_id: UUID, words: str = "") -> UUID:
    """Make the card of whoever holds a post: his own, or one the actor leads over. Refused where the post is not shown
    to residents, is vacant or ended, or has a card already."""
    post = workforce.public_posts(by, ids={post_id}).get(post_id)
    _check_post(by, post_id, post is not None)
    if post is None or not post["open"] or post["holder"] is None:
        raise Refused(
            "card/no-post",
            zh="这个岗位不对居民公开，或者现在没有人，不能发联系卡",
            en="This post is not shown to residents, or nobody holds it: it cannot have a card",
        )
    if ContactCard.objects.filter(post=post_id, person=post["holder"], withdrawn_at=None).exists():
        raise Refused(
            "card/already", zh="这个岗位已经有一张有效的联系卡", en="This post has a card that holds already"
        )
    area = post["area"]
    ContactCard.objects.create(
        id=card_id,
        community=community_of(area),
        area=area,
        post=post_id,
        person=post["holder"],
        words=check_words(words),
        code=new_code(),
        made_at=clock.now(),
        made_by=by.id,
        synthetic=post["synthetic"],
    )
    ledger.record("card.made", by=by, area=area, subject=card_id, post=post_id, own=post["holder"] == by.id)
    return card_id


def _check_post(by: Actor, post_id: UUID, public: bool) -> None:
    """The actor's own post, or one of those he leads over. What he does not see is not found."""
    ref = workforce.post(post_id)
    if ref is None or not (by.may(Permission.SEE, ref.area) or ref.holder == by.id):
        raise NotFound("post/not-found", zh="没有这个岗位", en="There is no such post")
    own = ref.holder == by.id and by.may(Permission.RECORD, ref.area)
    if not own and not by.may(Permission.LEAD, ref.area):
        raise Forbidden(
            "card/not-yours",
            zh="只能给自己，或者给您带的人发联系卡",
            en="You can make a card for yourself, or for people you lead",
        )


def _locked(by: Actor, card_id: UUID, *, own: bool = False) -> ContactCard:
    """A card that stands, locked, the actor's own or (unless `own`) one he leads over. NotFound, Forbidden, Refused."""
    row = visible_cards(by).select_for_update(of=("self",)).filter(id=card_id).first()
    if row is None:
        raise queries.missing()
    if not queries.may_keep(by, row) or (own and row.person != by.id):
        raise Forbidden(
            "card/not-yours",
            zh="这张联系卡不是您的，也不归您管",
            en="This card is neither yours nor of somebody you lead",
        )
    if row.withdrawn_at is not None:
        raise Refused("card/withdrawn", zh="这张联系卡已经收回", en="This card was taken back")
    return row


def change(*, by: Actor, card_id: UUID, words: str) -> UUID:
    """Put other words on one's own card."""
    row = _locked(by, card_id, own=True)
    row.words = check_words(words)
    row.save(update_fields=["words"])
    ledger.record("card.changed", by=by, area=row.area, subject=row.id, post=row.post)
    return row.id


def withdraw(*, by: Actor, card_id: UUID, reason: Recall) -> UUID:
    """Take a card back: from now on its code says so."""
    row = _locked(by, card_id)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_for = clock.now(), by.id, reason.value
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_for"])
    ledger.record("card.withdrawn", by=by, area=row.area, subject=row.id, post=row.post, reason=reason.value)
    return row.id


def put_portrait(*, by: Actor, card_id: UUID, file_id: UUID | None) -> UUID:
    """Put one's own photo on one's cards, for everybody who has one to see, or take it off; the one before is shown to
    nobody any more."""
    row = _locked(by, card_id, own=True)
    before = queries.card(by, card_id)["photo"]
    if file_id is not None:
        files.show_likeness(by=by, file_id=file_id)
    accounts.set_photo(by=by, user_id=by.id, photo=file_id)
    if before is not None and before != file_id:
        files.hide_likeness(by=by, file_id=before)
    return row.id


def log_print(*, by: Actor, card_id: UUID, paper: Paper) -> UUID:
    """Write down that a card was printed, and how. NotFound or Forbidden where the actor may not."""
    row = queries.printable(by, card_id)
    ledger.record("card.printed", by=by, area=row.area, subject=row.id, post=row.post, paper=paper.value)
    return row.id
