"""Reading matters: who sees what (`sight`), the dictionary (`dictionary`), whose a matter is (`routing`), lists,
search, what is alike, details."""

from linli.matters.queries.alike import forget_common, similar
from linli.matters.queries.details import detail, order_answer, public_view, receipt, receipt_of, timeline
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
    "forget_common",
    "forget_dictionary",
    "locked",
    "order_answer",
    "page",
    "public_view",
    "receipt",
    "receipt_of",
    "route",
    "similar",
    "suggest",
    "timeline",
    "visible_matters",
]
