"""Records to JSON values and back; pydantic checks what comes in from outside."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

Record = TypeVar("Record")

_adapters: dict[type, TypeAdapter[Any]] = {}


def adapter(kind: type[Record]) -> TypeAdapter[Record]:
    """The pydantic adapter of a record class, made once."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_json(record: object) -> Any:
    """A record as JSON values (dicts, lists, strings, numbers)."""
    return adapter(type(record)).dump_python(record, mode="json")


def from_json(kind: type[Record], value: object) -> Record:
    """A record of class `kind` from JSON values.

    Raises:
        pydantic.ValidationError: the value does not have the shape of the record.
    """
    return adapter(kind).validate_python(value)
