"""From a file's bytes to its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from comet_lint.documents.kinds import (
    KIND_NAMES,
    Kind,
    Unit,
    is_api_error,
    legacy_type,
    recognise,
    units_of,
)
from comet_lint.documents.parsed import Notice, ParsedFile, PlainScalar
from comet_lint.documents.path_tree import PathTree, path_tree
from comet_lint.drafts import Draft, FindingMaker
from comet_lint.engine.context import Context
from comet_lint.engine.engine import Crash, Engine, Judgement
from comet_lint.engine.node import Node, node_at
from comet_lint.engine.problem import Problem, RelatedPlace
from comet_lint.engine.references import is_across
from comet_lint.engine.rule import Rule
from comet_lint.findings import Finding
from comet_lint.model import INT64_MAX, INT64_MIN, Model, Shape, load_model
from comet_lint.outcome import DocumentInfo
from comet_lint.pointers import Path, Step, to_pointer
from comet_lint.redaction import printable
from comet_lint.structure import StructureChecker, StructureProblem
from comet_lint.structure_gate import StructureGate

_LARGE_FILE = 64 * 1024**2
_MANY_USERS = 2000


class FileResult(NamedTuple):
    """What checking one file gave. `kinds` is empty if the file holds no Comet document (then it is passed over)."""

    findings: tuple[Finding, ...] = ()
    documents: tuple[DocumentInfo, ...] = ()
    facts: tuple[Any, ...] = ()
    crashes: tuple[Crash, ...] = ()
    is_comet: bool = True


class Linter:
    """Checks files with one choice of rules. Cheap to make; what is costly is made when first needed.

    Fingerprints name files relative to `root`, wherever the run starts; without it, as they are shown. With
    `alone`, the file checked is the only one of the run.
    """

    def __init__(
        self,
        model: Model,
        rules: Iterable[Rule],
        context: Context,
        root: FilePath | None = None,
        alone: bool = False,
    ) -> None:
        self.model = model
        self.root = root
        self._alone = alone
        self.rules = {rule.code: rule for rule in rules}
        self.context = context
        self._structure = StructureChecker(model, context.comet_version, "T016" in self.rules, "D099" in self.rules)
        self._gate = StructureGate(model, self._structure)

    def structure_problems(self, root: Any, shape: Shape) -> Iterator[StructureProblem]:
        """The problems of family T of a document."""
        if not self._gate.is_clean(root, shape):
            yield from self._structure.check(root, shape)

    def needs_facts(self, units: list[Unit]) -> bool:
        """Whether rules about several documents have anything to do: a lone profile has no counterpart."""
        if self._alone and len(units) == 1 and units[0].type_name == "UserProfileConfig":
            return False
        return self._has_across_rules

    @cached_property
    def _has_across_rules(self) -> bool:
        return any(is_across(rule) for rule in self.rules.values())

    @cached_property
    def collect_facts(self) -> Callable[[Node, Any], Any] | None:
        """What takes the facts of a document that rules about several documents need."""
        from comet_lint.workspace import fact_collector

        return fact_collector(self.rules.values(), self.model)

    @cached_property
    def engine(self) -> Engine:
        """The engine with the rules chosen."""
        return Engine(self.model, self.rules.values(), self.context)

    def check(self, path: str, data: bytes, kind: Kind | None = None, explicit: bool = True) -> FileResult:
        """Check the content of the file called `path` (as shown to the user).

        `kind` forces what its documents are. Unless the file was named `explicit`ly, one that does not look
        like a Comet document gives a result that says so, and no findings.
        """
        from comet_lint.documents.source import parse

        parsed = parse(data, path)
        if not explicit and kind is None and not _looks_like_comet(parsed, data):
            return FileResult(is_comet=False)
        return FileCheck(self, path, parsed, len(data)).run(kind)


def make_linter(rules: Iterable[Rule], context: Context, root: FilePath | None = None, alone: bool = False) -> Linter:
    """A linter for those of these rules that speak about the release that documents are for."""
    return Linter(load_model(), [rule for rule in rules if rule.runs_for(context.comet_version)], context, root, alone)


class FileCheck:
    """Checks the documents of one parsed file."""

    def __init__(self, linter: Linter, path: str, parsed: ParsedFile, size: int) -> None:
        self.linter = linter
        self.model = linter.model
        self.path = path
        self.parsed = parsed
        self.size = size
        self.crashes: list[Crash] = []
        self.maker = FindingMaker(self.model, path, parsed, linter.root, self.crashes)
        self.documents: list[DocumentInfo] = []
        self.facts: list[Any] = []

    def run(self, forced: Kind | None) -> FileResult:
        findings: list[Finding] = []
        if not self.parsed.roots:
            drafts = list(self._notice_drafts(self.parsed.notices, None))
            findings += self.maker.findings(0, None, Shape("any"), drafts)
        for index, root in enumerate(self.parsed.roots):
            kind = forced or recognise(root)
            shape = kind.shape if kind is not None else Shape("any")
            notices = [notice for notice in self.parsed.notices if self._document_of(notice) == index]
            drafts = list(self._notice_drafts(notices, kind))
            drafts += self._root_drafts(index, root, kind)
            findings += self.maker.findings(index, root, shape, drafts)
        findings.sort(key=lambda finding: (finding.span, finding.rule, finding.pointer))
        return FileResult(tuple(findings), tuple(self.documents), tuple(self.facts), tuple(self.crashes))

    def _document_of(self, notice: Notice) -> int:
        if len(self.parsed.roots) > 1 and notice.path and isinstance(notice.path[0], int):
            return notice.path[0]
        return 0

    def _notice_drafts(self, notices: Iterable[Notice], kind: Kind | None) -> Iterator[Draft]:
        for notice in notices:
            rule = self.linter.rules.get(notice.rule)
            if rule is not None:
                problem = Problem(severity=notice.severity)
                path = notice.path[1:] if len(self.parsed.roots) > 1 else notice.path
                yield Draft(rule, path, problem, None, kind.name if kind else "", notice.message, notice.span)

    def _root_drafts(self, index: int, root: object, kind: Kind | None) -> Iterator[Draft]:
        if kind is None:
            yield from self._unrecognised_drafts(root)
            return
        units = list(units_of(root, kind.shape))
        nodes = [
            Node(unit.value, unit.type_name, self.model, steps=() if unit.key is None else (unit.key,))
            for unit in units
        ]
        yield from self._size_drafts(kind, len(units))
        places = _UnitFinder(units, nodes)
        problems = list(self.linter.structure_problems(root, kind.shape))
        for problem in problems:
            rule = self.linter.rules.get(problem.rule)
            if rule is not None:
                unit_kind, node = places.find(problem.path, kind.name)
                yield _structure_draft(rule, problem, unit_kind, node)
        if problems:
            # Values that only the structure check understands would stop the rules.
            root = as_rules_read(root, kind.shape, self.model, problems)
            units = list(units_of(root, kind.shape))
        with_facts = self.linter.needs_facts(units)
        for unit, node in zip(units, nodes, strict=True):
            self._note_document(index, unit, node)
            if with_facts:
                self._take_facts(index, unit, node)
            for judgement in self.linter.engine.judge(unit.value, unit.type_name, self.crashes, unit.key):
                yield _judged(judgement, unit)

    def _note_document(self, index: int, unit: Unit, node: Node) -> None:
        base = self._base(index)
        tenant = node["OrganizationID"] if "OrganizationID" in node.type.fields else ""
        self.documents.append(
            DocumentInfo(
                self.path, to_pointer(base + unit.base), unit.type_name, _name_of(node, unit), tenant, _tenants(node)
            )
        )

    def _take_facts(self, index: int, unit: Unit, node: Node) -> None:
        from comet_lint.workspace import Unit as WorkspaceUnit

        if self.linter.collect_facts is not None:
            place = WorkspaceUnit(self.path, index, unit.base, unit.type_name, unit.key)
            self.facts.append(self.linter.collect_facts(node, place))

    def _base(self, index: int) -> Path:
        return (index,) if len(self.parsed.roots) > 1 else ()

    def _unrecognised_drafts(self, root: object) -> Iterator[Draft]:
        rules = self.linter.rules
        if is_api_error(root):
            if "T002" in rules:
                yield Draft(rules["T002"], ("Status",), Problem(), None, "")
            return
        legacy = legacy_type(root)
        if legacy is not None and isinstance(root, dict):
            self.documents.append(DocumentInfo(self.path, "", legacy, legacy))
            for judgement in self.linter.engine.judge(root, legacy, self.crashes):
                yield _judged(judgement, Unit((), legacy, None, root))
        elif "T003" in rules:
            yield Draft(rules["T003"], (), Problem(details={"kinds": ", ".join(KIND_NAMES)}), None, "")

    def _size_drafts(self, kind: Kind, units: int) -> Iterator[Draft]:
        rule = self.linter.rules.get("T018")
        if rule is not None and (self.size > _LARGE_FILE or units > _MANY_USERS):
            details: dict[str, str | int] = {"documents": units, "megabytes": self.size // 1024**2}
            yield Draft(rule, (), Problem(details=details), None, kind.name)


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


def as_rules_read(value: Any, shape: Shape, model: Model, problems: Iterable[StructureProblem]) -> Any:
    """`value` with plain Python values only: what the structure check alone understands is settled.

    Numbers kept as they were written become floats; unquoted YAML scalars become what YAML 1.1 reads in a
    field of that type, else text. All such are where its `problems` are; a copy is made only of what leads there.
    """
    if model.has_unjudged_values(shape.object_type):
        return _settled(value, shape, model)
    places = [problem.path for problem in problems if problem.rule not in _ABOUT_PRESENCE]
    return _settled_at(path_tree(places), value, shape, model)


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
    node = Node(value, unit.type_name, linter.model, steps=() if unit.key is None else (unit.key,))
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


def _name_of(node: Node, unit: Unit) -> str:
    return node.own_name or unit.key or unit.type_name


def _looks_like_comet(parsed: ParsedFile, data: bytes) -> bool:
    if not parsed.roots:
        return any(key in data for key in _TELLING_KEYS)
    return any(recognise(root) is not None or is_api_error(root) for root in parsed.roots)


_TELLING_KEYS = (
    b"AdminUsers",
    b"ListenAddresses",
    b"AuthenticationRole",
    b"PasswordHash",
    b"DestinationType",
    b"DefaultUserPolicy",
    b"EngineProps",
)
"""A text that cannot be parsed is taken for a damaged Comet document if it has one of these."""
