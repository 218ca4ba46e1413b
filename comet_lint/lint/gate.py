"""Tells at once that a document has nothing that any rule speaks of.

What is known about a kind of document beforehand, from the rules chosen and the model, is kept in the cache: so
a clean document needs neither. What does not pass may still be clean, and is then looked at rule by rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from comet_lint.comet.shapes import Shape
from comet_lint.files.cache import cached, data_files_key
from comet_lint.lint.results import DocumentInfo
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.rules.named_functions import load_screen
from comet_lint.source.kinds import Unit
from comet_lint.text.pointers import to_pointer
from comet_lint.text.printable import NAME_LIMIT, printable


class Gate:
    """The gate for one kind of document. `record` is what `gate_making` says about it."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        import jsonschema_rs

        self._is_valid = jsonschema_rs.validator_for(record["schema"]).is_valid
        self._screens = [load_screen(name) for name in record["screens"]]
        self.leaves_rules: bool = record["leaves-rules"]
        """Whether there are rules that may speak of what is clean here: those without condition or screen."""
        self._name_field: str = record["name-field"]
        self._has_tenant: bool = record["has-tenant"]

    def is_clean(self, value: Any, units: Iterable[Unit]) -> bool:
        """Whether certainly no rule, but for those left, speaks of `value`, in which `units` are the documents."""
        try:
            if not self._is_valid(value):
                return False
        except (ValueError, UnicodeEncodeError, OverflowError):
            # A value that the validator cannot take at all, such as a number with a fraction.
            return False
        return all(screen(document, key) for _base, _type, key, document in units for screen in self._screens)

    def described(self, path: str, units: Iterable[Unit]) -> Iterator[DocumentInfo]:
        """What reports say about documents that passed."""
        for base, type_name, key, value in units:
            name = value.get(self._name_field)
            tenant = value.get("OrganizationID") if self._has_tenant else ""
            own_name = printable(name.strip(), NAME_LIMIT) if isinstance(name, str) else ""
            yield DocumentInfo(path, to_pointer(base), type_name, own_name or key or type_name, tenant or "")


class Gates:
    """The gates for the rules of a choice, one per kind of document, made when first needed."""

    def __init__(self, choice: RuleChoice, context: Context) -> None:
        self._choice = choice
        self._context = context
        self._gates: dict[Shape, Gate | None] = {}

    def of(self, shape: Shape) -> Gate | None:
        """The gate for documents of a shape; None if they have none."""
        if shape not in self._gates:
            record = self._record(shape)
            self._gates[shape] = Gate(record) if record else None
        return self._gates[shape]

    def _record(self, shape: Shape) -> dict[str, Any]:
        def make() -> dict[str, Any]:
            from comet_lint.lint.gate_making import gate_record

            return gate_record(shape, self._choice.chosen(), self._context)

        if self._choice.folders:
            return make()
        import tzdata

        # Of the context, only the release decides which rules there are.
        parts = (data_files_key(), tzdata.IANA_VERSION, shape, self._choice, self._context.comet_version)
        return cached("gate", " ".join(map(str, parts)), make)
