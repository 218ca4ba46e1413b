"""Taking what the rules about several documents need of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comet_lint.rules.rule import Rule
    from comet_lint.source.documents import DocumentRef


def fact_collector(rules: Iterable[Rule]) -> Callable[[Mapping[str, Any], DocumentRef], Any] | None:
    """What takes the facts that `rules` need; None if none of them needs any."""
    from comet_lint.rules.references import is_across

    across = [rule for rule in rules if is_across(rule)]
    if not across:
        return None
    from comet_lint.comet.model import load_model
    from comet_lint.comet.node import document_node
    from comet_lint.workspace import FactCollector, Unit

    model = load_model()
    collect = FactCollector(across, model)

    def facts(value: Mapping[str, Any], ref: DocumentRef) -> Any:
        node = document_node(value, ref.type_name, model, ref.key)
        found = collect(node, Unit(*ref))
        node.let_go()
        return found

    return facts
