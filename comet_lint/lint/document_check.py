"""Checking one document: what its structure and the rules say, and what is to be kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from comet_lint.comet.model import INT64_MAX, INT64_MIN, Model, Shape
from comet_lint.comet.node import Node, document_node, node_at
from comet_lint.comet.redaction import printable
from comet_lint.lint.drafts import Draft
from comet_lint.lint.engine import Judgement
from comet_lint.lint.results import Crash, DocumentInfo
from comet_lint.lint.structure import StructureProblem
from comet_lint.rules.problem import Problem, RelatedPlace
from comet_lint.rules.rule import Rule
from comet_lint.source.documents import DocumentRef
from comet_lint.source.kinds import Kind, Unit, units_of
from comet_lint.source.parsed import PlainScalar
from comet_lint.source.path_tree import PathTree, path_tree
from comet_lint.text.pointers import Path, Step, to_pointer

if TYPE_CHECKING:
    from comet_lint.lint.linter import Linter


class Part(NamedTuple):
    """What is checked by itself: the whole of a file's document, or one member of a map.

    `base` is the way to it from the root of the document: `()`, or the key in the map.
    """

    document: int
    base: Path
    value: Any
    shape: Shape

    def units(self) -> Iterator[Unit]:
        """The typed documents in it: none, if it is not what it should be."""
        if not self.base:
            yield from units_of(self.value, self.shape)
        elif isinstance(self.value, dict):
            yield Unit(self.base, self.shape.type_name, str(self.base[0]), self.value)


def parts_of(index: int, root: Any, shape: Shape) -> Iterator[Part]:
    """The parts of a file's document: each member of a map by itself."""
    if shape.kind == "dict" and shape.item is not None and isinstance(root, dict):
        for key, member in root.items():
            yield Part(index, (key,), member, shape.item)
    else:
        yield Part(index, (), root, shape)


class DocumentCheck:
    """Checks the parts of the file called `path`, one after the other.

    Rules that crash are added to `crashes`. Pointers of documents begin with the index if the file
    `has_several` documents.
    """

    def __init__(self, linter: Linter, path: str, crashes: list[Crash], *, has_several: bool = False) -> None:
        self.documents: list[DocumentInfo] = []
        self.facts: list[Any] = []
        self._linter = linter
        self._path = path
        self._crashes = crashes
        self._has_several = has_several
        self._roots: list[Node] = []

    def passes(self, part: Part) -> bool:
        """Whether a gate tells that there is nothing to say of `part`, but for the rules that it leaves."""
        gate = self._linter.gate(part.shape)
        if gate is None or not (part.base or gate.leaves_rules):
            # What is not in a map has failed its gate in the first look.
            return False
        return gate.is_clean(part.value, part.units())

    def drafts(self, part: Part, kind: Kind, with_facts: bool, has_passed: bool = False) -> Iterator[Draft]:
        """All that is to be said of `part`, whose file's document is of `kind`.

        Its documents, and `with_facts` what the rules about several documents need of them, are noted. `has_passed`
        is what `passes` says.
        """
        linter = self._linter
        problems = [] if has_passed else linter.structure_problems(part.value, part.shape, part.base)
        if problems:
            # Values that only the structure check understands would stop the rules.
            part = part._replace(value=as_rules_read(part, linter.model, problems))
        units = list(part.units())
        nodes = [self._root(unit) for unit in units]
        places = _UnitFinder(units, nodes)
        for problem in problems:
            rule = linter.rules.get(problem.rule)
            if rule is not None:
                unit_kind, holder = places.find(problem.path, kind.name)
                yield _structure_draft(rule, problem, unit_kind, holder)
        for unit, node in zip(units, nodes, strict=True):
            self._note(part.document, unit, node, with_facts)
            if not has_passed or self._leaves_rules(part):
                yield from self._judged(unit, node, has_passed)

    def judged(self, unit: Unit) -> Iterator[Draft]:
        """What the rules say of a typed document."""
        return self._judged(unit, self._root(unit))

    def let_go(self) -> None:
        """Let the documents go whose findings are made. Fresh memory is slow memory."""
        for root in self._roots:
            root.let_go()
        self._roots.clear()

    def _root(self, unit: Unit) -> Node:
        root = document_node(unit.value, unit.type_name, self._linter.model, unit.key)
        self._roots.append(root)
        return root

    def _leaves_rules(self, part: Part) -> bool:
        gate = self._linter.gate(part.shape)
        return gate is None or gate.leaves_rules

    def _judged(self, unit: Unit, root: Node, has_passed: bool = False) -> Iterator[Draft]:
        for judgement in self._linter.engine.judge(root, self._crashes, meets_no_condition=has_passed):
            yield _judged(judgement, unit)

    def _note(self, index: int, unit: Unit, node: Node, with_facts: bool) -> None:
        pointer = to_pointer(((index,) if self._has_several else ()) + unit.base)
        tenant = node["OrganizationID"] if "OrganizationID" in node.type.fields else ""
        name = node.own_name or unit.key or unit.type_name
        self.documents.append(DocumentInfo(self._path, pointer, unit.type_name, name, tenant, _tenants(node)))
        if with_facts:
            self._take_facts(index, unit)

    def _take_facts(self, index: int, unit: Unit) -> None:
        if self._linter.collect_facts is not None:
            ref = DocumentRef(self._path, index, unit.base, unit.type_name, unit.key)
            self.facts.append(self._linter.collect_facts(unit.value, ref))


class _UnitFinder:
    """Finds the typed document, and the object in it, that a path from the root leads into."""

    def __init__(self, units: list[Unit], nodes: list[Node]) -> None:
        self._by_base = {unit.base: (unit.type_name, node) for unit, node in zip(units, nodes, strict=True)}

    def find(self, path: Path, otherwise: str) -> tuple[str, Node | None]:
        for length in (0, 1):
            found = self._by_base.get(path[:length])
            if found is not None:
                return found[0], node_at(found[1], path[length:])
        return otherwise, None


def as_rules_read(part: Part, model: Model, problems: Iterable[StructureProblem]) -> Any:
    """The value of `part` with plain Python values only: what the structure check alone understands is settled.

    Numbers kept as they were written become floats; unquoted YAML scalars become what YAML 1.1 reads in a
    field of that type, else text. All such are where its `problems` are; a copy is made only of what leads there.
    """
    if model.has_unjudged_values(part.shape.object_type):
        return _settled(part.value, part.shape, model)
    places = [problem.path[len(part.base) :] for problem in problems if problem.rule not in _ABOUT_PRESENCE]
    return _settled_at(path_tree(places), part.value, part.shape, model)


_ABOUT_PRESENCE = frozenset({"T016", "T017", "D099"})
"""Problems of a field whatever its value; if the value is one too, it has a problem of its own."""


def _settled_at(places: PathTree, value: Any, shape: Shape, model: Model) -> Any:
    if places.wanted:
        return _settled(value, shape, model)
    changed = None
    for step, below in places.below.items():
        member = value[step]
        settled = _settled_at(below, member, _shape_of_member(shape, step, value, model), model)
        if settled is not member:
            if changed is None:
                changed = value.copy()
            changed[step] = settled
    return value if changed is None else changed


def _settled(value: Any, shape: Shape, model: Model) -> Any:
    if isinstance(value, dict):
        return {
            key: _settled(member, _shape_of_member(shape, key, value, model), model) for key, member in value.items()
        }
    if isinstance(value, list):
        return [_settled(member, shape.item or _ANY, model) for member in value]
    if isinstance(value, PlainScalar):
        return value.lower() in _YAML_TRUE if shape.kind == "bool" else str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        # Larger ones are refused anyway, and the validator cannot take them.
        return min(max(value, INT64_MIN), INT64_MAX)
    return float(value) if type(value).__name__ == "LosslessFloat" else value


def _shape_of_member(shape: Shape, step: Step, value: Any, model: Model) -> Shape:
    if shape.kind == "object" and isinstance(value, dict):
        field = model.type(shape.type_name).fields.get(str(step))
        return field.shape if field is not None else _ANY
    return shape.item or _ANY


_ANY = Shape("any")
_YAML_TRUE = frozenset({"y", "yes", "on", "true"})


def unit_draft(linter: Linter, rule: Rule, unit: Any, problem: Problem, root: Any) -> Draft:
    """The draft for a problem of the typed document `unit`, which stands in the file's document `root`."""
    value = root
    for step in unit.base:
        value = value[step]
    node = document_node(value, unit.type_name, linter.model, unit.key)
    return Draft(rule, unit.base + problem.at, problem, node_at(node, problem.at), unit.type_name)


def _structure_draft(rule: Rule, problem: StructureProblem, kind: str, node: Node | None) -> Draft:
    last = problem.path[-1] if problem.path else "the document"
    details = {"field": f"#{last + 1}" if isinstance(last, int) else printable(str(last)), **problem.details}
    details["subject"] = node.subject if node is not None else "the document"
    text = Problem((), details, problem.variant, problem.severity)
    return Draft(rule, problem.path, text, node, kind)


def _judged(judgement: Judgement, unit: Unit) -> Draft:
    rule, node, problem = judgement
    path = unit.base + node.path + problem.at
    if unit.base and problem.related:
        related = tuple(RelatedPlace(unit.base + place.path, place.message) for place in problem.related)
        problem = Problem(problem.at, problem.details, problem.variant, problem.severity, related)
    return Draft(rule, path, problem, node, unit.type_name)


def _tenants(node: Node) -> tuple[tuple[str, str], ...]:
    if node.type.name != "ServerConfigOptions":
        return ()
    return tuple((tenant.key, tenant.own_name) for tenant in node.children("Organizations"))
