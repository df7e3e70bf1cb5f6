"""Reading matters: who sees what (`sight`), the dictionary (`dictionary`), whose a matter is (`routing`), lists,
details."""

from linli.matters.queries.details import (
    detail,
    has_file,
    order_answer,
    public_view,
    receipt,
    receipt_of,
    timeline,
)
from linli.matters.queries.dictionary import categories, category_name, forget_dictionary
from linli.matters.queries.lists import Filters, bucket, page
from linli.matters.queries.routing import Route, route
from linli.matters.queries.sight import drew_taken_reference, existing, facts, locked, visible_matters
from linli.matters.queries.suggestions import drafts_of_chat, drafts_of_order, suggest

__all__ = [
    "Filters",
    "Route",
    "bucket",
    "categories",
    "category_name",
    "detail",
    "drafts_of_chat",
    "drafts_of_order",
    "drew_taken_reference",
    "existing",
    "facts",
    "forget_dictionary",
    "has_file",
    "locked",
    "order_answer",
    "page",
    "public_view",
    "receipt",
    "receipt_of",
    "route",
    "suggest",
    "timeline",
    "visible_matters",
]
