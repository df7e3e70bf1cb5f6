"""Telling, in the product and by mail; the texts; what people and sites choose about both."""

from linli.delivery.actions.mail import forget_letters, give_up, mail_out, send_again
from linli.delivery.actions.messages import mark_read, tell
from linli.delivery.actions.readers import ask_address, choose, confirm_address, drop_address, send_code
from linli.delivery.actions.texts import change_hours, change_template, put_template_back

__all__ = [
    "ask_address",
    "change_hours",
    "change_template",
    "choose",
    "confirm_address",
    "drop_address",
    "forget_letters",
    "give_up",
    "mail_out",
    "mark_read",
    "put_template_back",
    "send_again",
    "send_code",
    "tell",
]
