"""Type expressions in the notation of the API page."""

from __future__ import annotations

import re

from comet_lint.spec.model import SpecError, TypeExpr

_NAME = re.compile(r"[A-Za-z_]\w*")
_PUNCTUATION = re.compile(r"\s*([<,])\s*")
_CLOSING = re.compile(r"\s*>")
_ARITY = {"List": 1, "Dictionary": 2}


_DEEPEST = 8


def read_type(text: str, start: int, depth: int = 0) -> tuple[TypeExpr, int] | None:
    """The type expression at `start` and the offset of its end; None when there is none.

    `List` takes one argument, `Dictionary` two, every other name none. Names are not checked.
    """
    match = _NAME.match(text, start)
    if match is None or depth > _DEEPEST:
        return None
    name, end = match.group(), match.end()
    arguments: list[TypeExpr] = []
    for position in range(_ARITY.get(name, 0)):
        opening = _PUNCTUATION.match(text, end)
        if opening is None or opening.group(1) != ("<" if position == 0 else ","):
            return None
        argument = read_type(text, opening.end(), depth + 1)
        if argument is None:
            return None
        arguments.append(argument[0])
        end = argument[1]
    if arguments:
        closing = _CLOSING.match(text, end)
        if closing is None:
            return None
        end = closing.end()
    return TypeExpr(name, tuple(arguments)), end


def parse_type(text: str) -> TypeExpr:
    """The type that the whole of `text` denotes; SpecError when it denotes none."""
    result = read_type(text, 0)
    if result is None or result[1] != len(text):
        raise SpecError(f"'{text}' is not a type: expected a name, List<T> or Dictionary<K, V>")
    return result[0]
