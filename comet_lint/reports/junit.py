"""JUnit XML: a test suite per file, a failed test per finding that fails the run."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from comet_lint.findings import Finding
from comet_lint.lint.results import Outcome
from comet_lint.reports.options import ReportOptions
from comet_lint.reports.wording import documents_checked, hidden_by, one_line, place, unjudged_counts, why_hidden
from comet_lint.reports.xml_text import document, element
from comet_lint.rules.rule import Rule

_TOOL = "comet-lint"


def render_junit(outcome: Outcome, rules: Mapping[str, Rule], options: ReportOptions) -> str:
    """Findings below `fail_on` are passed tests with a remark, hidden ones skipped, the unchecked are errors.

    Documents without findings are passed tests if `outcome.documents` has them; otherwise one test stands
    for all of them.
    """
    suites: dict[str, list[Element]] = {}
    for finding in outcome.findings:
        suites.setdefault(finding.path, []).append(_finding_case(finding, rules, outcome))
    for hidden in outcome.hidden if options.include_hidden else ():
        case = _case(hidden.finding)
        case.append(element("skipped", {"message": one_line(why_hidden(hidden))}))
        suites.setdefault(hidden.finding.path, []).append(case)
    for part in outcome.incomplete:
        case = element("testcase", {"classname": one_line(part.path or _TOOL), "name": "not checked"})
        case.append(element("error", {"type": "incomplete", "message": one_line(part.reason)}))
        suites.setdefault(part.path or _TOOL, []).append(case)
    _add_clean(suites, outcome)
    for each in outcome.hidden_by:
        case = element("testcase", {"classname": _TOOL, "name": f"hidden: {each.how} ({one_line(each.source)})"})
        case.append(element("skipped", {"message": hidden_by(each)}))
        suites.setdefault(_TOOL, []).append(case)
    unjudged = unjudged_counts(outcome)
    if unjudged:
        case = element("testcase", {"classname": _TOOL, "name": "not judged"})
        case.append(element("skipped", {"message": f"Not judged: {unjudged}"}))
        suites.setdefault(_TOOL, []).append(case)
    root = element("testsuites", {"name": _TOOL})
    root.extend(_suite(path, cases) for path, cases in sorted(suites.items()))
    for counter in ("tests", "failures", "errors"):
        root.set(counter, str(sum(int(suite.get(counter, "0")) for suite in root)))
    return document(root)


def _add_clean(suites: dict[str, list[Element]], outcome: Outcome) -> None:
    for info in outcome.documents:
        if info.path not in suites:
            passed = element("testcase", {"classname": one_line(info.path), "name": one_line(info.kind)})
            suites[info.path] = [passed]
    if not suites and outcome.document_count:
        name = f"{documents_checked(outcome)} without findings"
        suites[_TOOL] = [element("testcase", {"classname": _TOOL, "name": name})]


def _suite(path: str, cases: list[Element]) -> Element:
    counts = {
        counter: str(sum(case.find(tag) is not None for case in cases))
        for counter, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    suite = element("testsuite", {"name": one_line(path), "tests": str(len(cases)), **counts})
    suite.extend(cases)
    return suite


def _case(finding: Finding) -> Element:
    name = f"{finding.rule} {finding.name} ({finding.span.line}:{finding.span.column})"
    return element("testcase", {"classname": one_line(finding.path), "name": name})


def _finding_case(finding: Finding, rules: Mapping[str, Rule], outcome: Outcome) -> Element:
    case = _case(finding)
    text = _details(finding, rules)
    if outcome.fail_on is not None and finding.severity.rank <= outcome.fail_on.rank:
        attributes = {"type": finding.severity.value, "message": one_line(finding.message)}
        case.append(element("failure", attributes, text))
    else:
        case.append(element("system-out", {}, f"{finding.severity.value}: {one_line(finding.message)}\n{text}"))
    return case


def _details(finding: Finding, rules: Mapping[str, Rule]) -> str:
    lines = [one_line(place(finding.path, finding.span))]
    if finding.excerpt:
        lines.append(f"  {one_line(finding.excerpt)}")
    lines += [f"{one_line(place(other.path, other.span))}: {one_line(other.message)}" for other in finding.related]
    rule = rules.get(finding.rule)
    if rule is not None:
        lines += [f"Why: {' '.join(rule.why.split())}", f"Help: {' '.join(rule.fix.split())}"]
    return "\n".join(lines)
