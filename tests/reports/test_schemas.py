"""Every format against its schema, for ordinary and for hostile outcomes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import xmlschema

from comet_lint.lint.results import Outcome
from comet_lint.reports import ReportOptions, render
from tests.reports.fakes import BROKEN, CLEAN, NOTHING, RULES, SMALL, hostile_outcome, many_users

SCHEMAS = Path(__file__).parent.parent / "data" / "schemas"
OUTCOMES = {
    "findings": SMALL,
    "incomplete": BROKEN,
    "clean": CLEAN,
    "nothing": NOTHING,
    "hostile": hostile_outcome(),
    "many": Outcome(findings=many_users(30), document_count=30, file_count=30),
    "nothing fails": SMALL._replace(fail_on=None),
}


def json_validator(name: str) -> Callable[[str], None]:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    return lambda text: validator.validate(json.loads(text))


def xml_validator(name: str) -> Callable[[str], None]:
    schema = xmlschema.XMLSchema(str(SCHEMAS / name))
    return lambda text: schema.validate(text.split("\n", 1)[1])


VALIDATORS = {
    "json": json_validator("comet-lint-1.schema.json"),
    "sarif": json_validator("sarif-2.1.0.schema.json"),
    "gitlab": json_validator("gitlab-code-quality.schema.json"),
    "junit": xml_validator("junit-10.xsd"),
    "checkstyle": xml_validator("checkstyle.xsd"),
}


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
@pytest.mark.parametrize("format_name", VALIDATORS)
def test_report_is_valid(format_name: str, outcome: Outcome) -> None:
    VALIDATORS[format_name](render(format_name, outcome, RULES, ReportOptions(root="/srv/a folder")))


@pytest.mark.parametrize("format_name", VALIDATORS)
def test_report_of_rules_that_are_not_known_is_valid(format_name: str) -> None:
    VALIDATORS[format_name](render(format_name, SMALL, {}, ReportOptions()))
