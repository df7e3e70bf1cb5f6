"""Keeping what was learnt, switching between versions, counting what people chose; taking files in to learn from, and
out again."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from linli.classifying import queries, rules
from linli.classifying.models import Choice, Example, GivenFile, Standing, Version
from linli.classifying.rules import Permission, Why
from linli.classifying.rules.labelled import Kept, Read, digest_of
from linli.classifying.rules.learning import Learnt
from linli.files.rules import tidy_name
from linli.kit import clock, ids
from linli.kit.actor import Actor, require_for_site, require_system
from linli.kit.errors import Conflict
from linli.language.rules.classifying import tree
from linli.ledger import actions as ledger


def keep(*, by: Actor, learnt: Learnt) -> UUID:
    """Keep a version, and use it where it may replace what is in use and nobody wished for keywords alone; the oldest
    unused ones go. The system's job, forbidden to all others."""
    require_system(by)
    now = clock.now()
    rested = _standing().rested_at is not None
    why = Why.RESTED if rested and learnt.why is Why.BETTER else learnt.why
    content = tree.packed(learnt.tree)
    figures = dict(learnt.figures)
    made = Version(
        id=ids.new(),
        at=now,
        until=learnt.until,
        texts=learnt.texts,
        file_texts=learnt.file_texts,
        learnt_from=[str(id) for id in learnt.files],
        judged=learnt.judged,
        judged_on_files=learnt.judged_on_files,
        categories=len(learnt.tree.leaves),
        size=len(content),
        **{name: figures.pop(name) for name in ("right", "macro_f1", "sure_share", "sure_right")},
        right_keywords=round(figures["keywords"]["right_other"] / max(1, learnt.judged), 4),
        keyword_weight=learnt.keyword_weight,
        figures=figures,
        why=why.value,
        content=content,
    )
    made.save(force_insert=True)
    ledger.record(
        "classifier.learnt", by=by, area="", subject=made.id, texts=made.texts, right=made.right, why=made.why
    )
    if why is Why.BETTER:
        _use(made, by)
    _drop_old()
    return made.id


def use(*, by: Actor, version_id: UUID) -> UUID:
    """Use a version, whatever was found about it; better ones may replace it from now on. Forbidden to all but
    administrators of the site; Conflict where it is in use."""
    require_for_site(by, Permission.CHANGE)
    row = Version.objects.select_for_update(of=("self",)).defer("content").filter(id=version_id).first()
    if row is None:
        raise queries.missing()
    if row.in_use:
        raise Conflict("classifier/in-use", zh="这个版本正在用", en="This version is in use")
    _wish(_standing(), None)
    row.why = Why.CHOSEN.value
    row.save(update_fields=["why"])
    _use(row, by)
    ledger.record("classifier.used", by=by, area="", subject=row.id)
    return row.id


def rest(*, by: Actor) -> UUID:
    """Use no version: keywords speak alone, until a version is put in use by hand; learning goes on and its versions
    are kept. Returns who said so. Forbidden to all but administrators of the site."""
    require_for_site(by, Permission.CHANGE)
    _wish(_standing(), by)
    Version.objects.filter(in_use=True).update(in_use=False)
    ledger.record("classifier.rested", by=by, area="", subject=by.id)
    queries.forget_reader()
    return by.id


def ask(*, by: Actor) -> UUID:
    """Let the site learn now rather than at night, unless it is about to. Returns who asked. Forbidden to all but
    administrators of the site."""
    require_for_site(by, Permission.CHANGE)
    ledger.record("classifier.asked", by=by, area="", subject=by.id)
    with suppress(AlreadyEnqueued), transaction.atomic():  # a refusal would spoil the rest
        app.configure_task("matters.learn", queueing_lock="matters.learn").defer(asked=True)
    return by.id


def count_choices(*, by: Actor, rows: Iterable[tuple[date, str, str, int]]) -> int:
    """Put down anew how often what was suggested became what, month by month. The system's job, forbidden to all
    others. Returns how many lines there are."""
    require_system(by)
    Choice.objects.all().delete()
    made = [
        Choice(id=ids.new(), month=month, suggested=suggested, chosen=chosen, matters=matters)
        for month, suggested, chosen, matters in rows
    ]
    Choice.objects.bulk_create(made, batch_size=1000)
    return len(made)


def give(*, by: Actor, file_id: UUID, name: str, content: bytes, found: Read, rows: Sequence[Kept]) -> UUID:
    """Keep the masked rows of a labelled file to learn from; the file itself is not kept. Conflict where it was given
    before, or as many are kept as may be. Forbidden to all but administrators of the site."""
    require_for_site(by, Permission.CHANGE)
    _standing()  # two who give the same file at once come one after the other
    digest = digest_of(content)
    queries.check_given(by, digest)
    now = clock.now()
    file = GivenFile(
        id=file_id,
        name=tidy_name(name, "." + name.rsplit(".", 1)[-1][:5] if "." in name else ""),
        digest=digest,
        size=len(content),
        rows=found.read,
        texts=len(rows),
        categories=len({row.category for row in rows}),
        given_at=now,
        given_by=by.id,
        given_by_name=by.name[:80],
        kept_until=now + timedelta(days=rules.FILE_KEPT_DAYS),
    )
    file.save(force_insert=True)
    Example.objects.bulk_create(_examples(file, rows), batch_size=1000)
    ledger.record(
        "classifier.file-given",
        by=by,
        area="",
        subject=file.id,
        texts=file.texts,
        categories=file.categories,
        size=file.size,
    )
    return file.id


def _examples(file: GivenFile, rows: Sequence[Kept]) -> Iterator[Example]:
    """Their ids are as if drawn by lot, so that the first so many of several files are of all of them."""
    for at, row in enumerate(rows):
        id = ids.of("classifying-example", f"{file.id} {at}")
        yield Example(id=id, given=file, category=row.category, text=row.text)


def take_out(*, by: Actor, file_id: UUID) -> UUID:
    """Remove a file's words; versions that learnt from it stay. NotFound where it is gone; forbidden to all but
    administrators of the site."""
    require_for_site(by, Permission.CHANGE)
    file = GivenFile.objects.select_for_update(of=("self",)).filter(id=file_id).first()
    if file is None:
        raise queries.no_file()
    ledger.record("classifier.file-taken-out", by=by, area="", subject=file.id, texts=file.texts)
    file.delete()
    return file_id


def forget_files(*, by: Actor) -> int:
    """Remove the words of files whose time is over; return of how many. The system's nightly job, forbidden to all
    others."""
    require_system(by)
    over = list(GivenFile.objects.select_for_update(of=("self",)).filter(kept_until__lt=clock.now()))
    for file in over:
        ledger.record("classifier.file-forgotten", by=by, area="", subject=file.id, texts=file.texts)
        file.delete()
    return len(over)


def _standing() -> Standing:
    """The site's wish, locked: whoever learns waits for whoever wishes."""
    one = Standing(id=ids.of("classifying", "standing"))
    Standing.objects.bulk_create([one], ignore_conflicts=True)
    return Standing.objects.select_for_update().get(id=one.id)


def _wish(row: Standing, by: Actor | None) -> None:
    """Write down who wishes for keywords alone; nobody takes it back."""
    row.rested_at, row.rested_by = (clock.now(), by.id) if by else (None, None)
    row.rested_by_name = by.name[:80] if by else ""
    row.save()


def _use(row: Version, by: Actor) -> None:
    Version.objects.filter(in_use=True).exclude(id=row.id).update(in_use=False)
    row.in_use, row.used_at, row.used_by, row.used_by_name = True, clock.now(), by.id, by.name[:80]
    row.save(update_fields=["in_use", "used_at", "used_by", "used_by_name"])
    queries.forget_reader()


def _drop_old() -> None:
    newest = Version.objects.order_by("-at", "-id").values_list("id", flat=True)[: rules.KEPT_VERSIONS]
    Version.objects.filter(in_use=False).exclude(id__in=list(newest)).delete()
