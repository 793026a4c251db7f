"""What every mapping of an editor's file has in common: no keys but its own, and those left empty left out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.fields import FieldInfo


@cache
def fields_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """The fields of a model by the keys that the file has for them, its own before those it inherits."""
    own_first = dict.fromkeys((*model.__annotations__, *model.model_fields))
    fields = {name: model.model_fields[name] for name in own_first}
    return {field.alias or name: field for name, field in fields.items()}


def _is_left_out(value: object, field: FieldInfo | None) -> bool:
    if field is None or field.is_required() or any(hasattr(rule, "min_length") for rule in field.metadata):
        return False
    return value is None or (value == "" and field.default == "")


class Keys(BaseModel):
    """A mapping that takes no other keys than its own. A key that may be left out may also be left empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        fields = fields_of(cls)
        return {key: value for key, value in data.items() if not _is_left_out(value, fields.get(key))}
