"""Whether the examples of a rule can be run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comet_lint.comet.model import Model
from comet_lint.rules.rule import WORKSPACE, Rule
from comet_lint.rules.validate.fault import Fault
from comet_lint.source.kinds import KIND_NAMES, kind_named
from comet_lint.text.pointers import Path
from comet_lint.text.suggestions import did_you_mean

_DOCUMENTS = ("document", "documents", "text", "generated")


def example_faults(rule: Rule, content: Mapping[str, Any], model: Model) -> Iterator[Fault]:
    """What is wrong with the examples in the content of a rule's file."""
    for group in ("bad", "good"):
        for index, example in enumerate(content["examples"][group]):
            for fault in _faults(rule, example, model):
                yield fault.below("examples", group, index)


def _faults(rule: Rule, example: Mapping[str, Any], model: Model) -> Iterator[Fault]:
    given = [key for key in _DOCUMENTS if key in example]
    if len(given) != 1:
        yield Fault((), f"an example has one of {', '.join(_DOCUMENTS[:3])}.")
        return
    if WORKSPACE in rule.applies_to and given != ["documents"]:
        yield Fault((given[0],), f"an example of a rule that applies to {WORKSPACE} has 'documents'.")
    kinds: dict[Path, str] = {("type",): example.get("type", "")}
    kinds.update({("types", name): kind for name, kind in example.get("types", {}).items()})
    for path, name in kinds.items():
        if name and name not in model and (given == ["document"] or kind_named(name) is None):
            known = model if given == ["document"] else [*KIND_NAMES, *model]
            yield Fault(path, f"there is no type {name}.{did_you_mean(name, known)}")
    for index, pointer in enumerate(example.get("findings", ())):
        place = pointer
        if given == ["documents"]:
            file, separator, place = pointer.partition("#")
            if not separator or file not in example["documents"]:
                yield Fault(("findings", index), "a finding in several documents is written file#pointer.")
                continue
        if place and not place.startswith("/"):
            yield Fault(("findings", index), f"{pointer!r} is no JSON Pointer: it begins with /, or is empty.")
