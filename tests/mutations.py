"""Documents with random changes: what a fleet of slightly wrong documents looks like."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

VALUES: tuple[Any, ...] = (
    None, "", " ", "x", "***", 0, 1, -1, 1000, 1002, 1006, 99999, 2**53 + 1, 2**64, True, False,
    [], {}, [1], [None], {"a": 1}, {"": {}}, "0", 1.5, "a\u00a0", "\\users", "\u2028",
)  # fmt: skip


def containers(value: Any) -> list[Any]:
    """All dictionaries and lists in `value`, itself included."""
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    inner = [found for member in members for found in containers(member)]
    return [value, *inner] if isinstance(value, (dict, list)) else inner


@st.composite
def changed(draw: st.DrawFn, document: Any) -> Any:
    """The document with one to four members replaced, removed, copied or renamed."""
    result = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 4))):
        container = draw(st.sampled_from([each for each in containers(result) if each] or [result]))
        steps = list(container) if isinstance(container, dict) else list(range(len(container)))
        if not steps:
            continue
        step = draw(st.sampled_from(steps))
        change = draw(st.sampled_from(["replace", "replace", "replace", "remove", "copy", "rename"]))
        if change == "replace":
            container[step] = copy.deepcopy(draw(st.sampled_from(VALUES)))
        elif change == "copy":
            container[step] = copy.deepcopy(container[draw(st.sampled_from(steps))])
        elif change == "rename" and isinstance(container, dict):
            container[draw(st.sampled_from([step.lower(), step + "x", ""]))] = container[step]
        else:
            del container[step]
    return result
