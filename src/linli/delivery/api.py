"""Routes of messages, of what people choose about them, of their texts and of the mail."""

from typing import Any

from ninja import Router

from linli.commands.actions import run_once
from linli.delivery import actions, queries
from linli.delivery.schemas import (
    AskAddress,
    ChooseNotices,
    ConfirmAddress,
    HoursChange,
    MailState,
    MarkRead,
    MessagesOut,
    NoticeSettings,
    Preview,
    SendAgain,
    TemplateBack,
    TemplateChange,
    TemplateDraft,
    TemplateHistory,
    TemplatesOut,
    Unread,
)
from linli.kit.http import Request, asks, reads, writes

router = Router(tags=["delivery"])


@router.get("/messages", response=MessagesOut)
@reads
def list_messages(request: Request, after: str = "", most: int | None = None) -> dict[str, Any]:
    """One's own messages, newest first."""
    return queries.messages(request.actor, after=after, most=most)


@router.post("/messages/read", response=Unread)
@writes
def mark_read(request: Request, body: MarkRead) -> dict[str, int]:
    """Mark one's own messages as read; answers how many are left."""
    by = request.actor

    def do() -> Any:
        actions.mark_read(by=by, ids=body.ids, everything=body.all)
        return request.command.id

    run_once(request.command, by=by, do=do)
    return {"unread": queries.unread_count(by)}


@router.get("/settings", response=NoticeSettings)
@reads
def show_notice_settings(request: Request) -> dict[str, Any]:
    """What I chose about my messages."""
    return queries.my_settings(request.actor)


@router.post("/settings", response=NoticeSettings)
@writes
def choose_notices(request: Request, body: ChooseNotices) -> dict[str, Any]:
    """Choose what comes to me by mail, and when."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.choose(by=by, **body.dict()))
    return queries.my_settings(by)


@router.post("/settings/address", response=NoticeSettings)
@writes
def ask_address(request: Request, body: AskAddress) -> dict[str, Any]:
    """Have a code sent to an address of mine, or take my address off."""
    by = request.actor

    def do() -> Any:
        return (
            actions.ask_address(by=by, email=body.email)
            if body.email.strip()
            else actions.drop_address(by=by)
        )

    run_once(request.command, by=by, do=do)
    return queries.my_settings(by)


@router.post("/settings/confirm", response=NoticeSettings)
@writes
def confirm_address(request: Request, body: ConfirmAddress) -> dict[str, Any]:
    """Prove with the code that the address is mine."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.confirm_address(by=by, code=body.code))
    return queries.my_settings(by)


@router.get("/templates", response=TemplatesOut)
@reads
def list_templates(request: Request) -> dict[str, Any]:
    """The texts of messages as an administrator edits them."""
    return queries.templates_edited(request.actor)


@router.get("/templates/editions", response=TemplateHistory)
@reads
def list_template_editions(request: Request, kind: str, before: int = 0) -> dict[str, Any]:
    """The editions of one template, the newest first."""
    return queries.template_editions(request.actor, kind=kind, before=before)


@router.post("/templates/preview", response=Preview)
@asks
def preview_template(request: Request, body: TemplateDraft) -> dict[str, Any]:
    """How a draft reads, and what must be mended; nothing is stored."""
    return queries.preview(request.actor, kind=body.kind, rows=[row.dict() for row in body.rows])


@router.post("/templates", response=TemplatesOut)
@writes
def change_template(request: Request, body: TemplateChange) -> dict[str, Any]:
    """Put a new edition of one template in force."""
    by, given = request.actor, body.dict()
    run_once(request.command, by=by, do=lambda: actions.change_template(by=by, **given))
    return queries.templates_edited(by)


@router.post("/templates/put-back", response=TemplatesOut)
@writes
def put_template_back(request: Request, body: TemplateBack) -> dict[str, Any]:
    """Put an earlier edition of a template in force again."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.put_template_back(by=by, **body.dict()))
    return queries.templates_edited(by)


@router.get("/mail", response=MailState)
@reads
def show_mail(request: Request) -> dict[str, Any]:
    """How the mail does: what waits, went today, was given up and why."""
    return queries.mail_state(request.actor)


@router.post("/mail/again", response=MailState)
@writes
def send_mail_again(request: Request, body: SendAgain) -> dict[str, Any]:
    """Try what was given up once more."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.send_again(by=by))
    return queries.mail_state(by)


@router.post("/mail/hours", response=MailState)
@writes
def change_quiet_hours(request: Request, body: HoursChange) -> dict[str, Any]:
    """Set the site's quiet hours."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.change_hours(by=by, **body.dict()))
    return queries.mail_state(by)
