"""Where a document fails a schema.

The validator tells the place of an error as a list of steps, from which it leaves out empty keys and in which it
turns keys of digits into numbers. In documents with such keys its other, slower report by JSON Pointers is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from comet_lint.pointers import Path, from_pointer


def failures(validator: Any, value: Any) -> Iterator[tuple[Sequence[str | int], Path]]:
    """The places in the schema that `value` fails, each with the path to the failing part of `value`."""
    found = [(error.schema_path, tuple(error.instance_path)) for error in validator.iter_errors(value)]
    if all(_is_certain(value, path) for _place, path in found):
        yield from found
        return
    for error in validator.evaluate(value).errors():
        yield from_pointer(error["schemaLocation"]), _path(value, error["instanceLocation"])


def _is_certain(value: Any, path: Path) -> bool:
    for step in path:
        if isinstance(value, dict) and ("" in value or not isinstance(step, str)):
            return False
        value = value[step]
    return not (isinstance(value, dict) and "" in value)


def _path(value: Any, pointer: str) -> Path:
    steps: list[str | int] = []
    for key in from_pointer(pointer):
        step = int(key) if isinstance(value, list) else key
        steps.append(step)
        value = value[step]
    return tuple(steps)
