"""The base of everything a sender says to a route."""

from typing import Any, Self

from ninja import Schema
from pydantic import ConfigDict, ModelWrapValidatorHandler, ValidationInfo, model_validator


class Asked(Schema):
    """A JSON object with these fields. Ninja's own base would also take a list or a number, as a thing that happens to
    have none of the attributes, and so as a body in which nothing was said."""

    model_config = ConfigDict(from_attributes=False)

    @model_validator(mode="wrap")
    @classmethod
    def _run_root_validator(
        cls, values: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Any:
        return handler(values)
