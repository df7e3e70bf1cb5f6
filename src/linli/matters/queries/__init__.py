"""Reading matters: who sees what (`sight`), the dictionary (`dictionary`), whose a matter is (`routing`), lists,
details, the map (`maps`), lists to take along (`exports`), papers (`papers`), the checklist of an answer
(`answering`)."""

from linli.matters.queries.alike import forget_common, similar
from linli.matters.queries.answering import answer_rules, checked
from linli.matters.queries.details import (
    detail,
    has_file,
    order_answer,
    public_view,
    receipt,
    receipt_of,
)
from linli.matters.queries.dictionary import carried, categories, category_name, forget_dictionary
from linli.matters.queries.drafting import Prepared, prepared, preview
from linli.matters.queries.exports import Exported, coded, exported, exporting, narrowed_words
from linli.matters.queries.handing import handover, open_work
from linli.matters.queries.labelled import chosen as chosen_categories
from linli.matters.queries.labelled import look as look_at_labelled
from linli.matters.queries.lists import buckets, page
from linli.matters.queries.maps import MapFilters, on_map
from linli.matters.queries.narrowing import Filters
from linli.matters.queries.papers import letter_paper, printable, receipt_paper
from linli.matters.queries.routing import Route, route
from linli.matters.queries.sight import (
    drew_taken_reference,
    existing,
    facts,
    locked,
    settled_among,
    visible_matters,
)
from linli.matters.queries.suggestions import drafts_of_chat, drafts_of_order, suggest
from linli.matters.queries.timelines import timeline

__all__ = [
    "Exported",
    "Filters",
    "MapFilters",
    "Prepared",
    "Route",
    "answer_rules",
    "buckets",
    "carried",
    "categories",
    "category_name",
    "checked",
    "chosen_categories",
    "coded",
    "detail",
    "drafts_of_chat",
    "drafts_of_order",
    "drew_taken_reference",
    "existing",
    "exported",
    "exporting",
    "facts",
    "forget_common",
    "forget_dictionary",
    "handover",
    "has_file",
    "letter_paper",
    "locked",
    "look_at_labelled",
    "narrowed_words",
    "on_map",
    "open_work",
    "order_answer",
    "page",
    "prepared",
    "preview",
    "printable",
    "public_view",
    "receipt",
    "receipt_of",
    "receipt_paper",
    "route",
    "settled_among",
    "similar",
    "suggest",
    "timeline",
    "visible_matters",
]
