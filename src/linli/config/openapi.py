"""The OpenAPI document as the web client and other systems get it: Ninja's, with the one form every refusal has. A copy
is kept in `web/openapi.json`, from which the web client is generated; the two are held equal by a test."""

import json
from functools import cached_property
from typing import Any

from ninja import NinjaAPI

from linli.config import env

SNAPSHOT = env.ROOT / "web" / "openapi.json"

_TEXT = {"type": "string"}
_FIELD = {
    "type": "object",
    "description": "One field to mend.",
    "required": ["field", "title", "title_en"],
    "properties": {"field": _TEXT, "type": _TEXT, "title": _TEXT, "title_en": _TEXT},
}
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "A refusal (RFC 9457) with a stable `type`, a Chinese and an English sentence to act on, and what "
    "else there is to see: a stale version brings today's values.",
    "required": ["type", "status", "title", "title_en"],
    "properties": {
        "type": {**_TEXT, "description": "such as `matter/wrong-state`"},
        "status": {"type": "integer"},
        "title": _TEXT,
        "title_en": _TEXT,
        "errors": {"type": "array", "items": _FIELD},
    },
    "additionalProperties": True,
}
_ANSWER = {
    "description": "Refused; nothing was changed.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class Api(NinjaAPI):
    """Ninja's API whose document says how refusals look."""

    @cached_property
    def _documents(self) -> dict[str, Any]:
        return {}

    def get_openapi_schema(self, *, path_prefix: str | None = None, **given: Any) -> Any:
        """The document, also served at /api/openapi.json; put together once, since it takes most of a second."""
        key = path_prefix or ""
        if key not in self._documents:
            made = super().get_openapi_schema(path_prefix=path_prefix, **given)
            made["components"]["schemas"]["Problem"] = PROBLEM
            for operations in made["paths"].values():
                for operation in operations.values():
                    operation["responses"]["default"] = _ANSWER
            self._documents[key] = made
        return self._documents[key]


def document(api: NinjaAPI) -> str:
    """The document as it is kept: sorted, so that two of them can be compared."""
    content = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/")))
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
