"""Where the server's decoder draws the line: the first and last integer of each wire type, and base64."""

from __future__ import annotations

import json

import pytest

from comet_lint.comet.model import Shape
from comet_lint.lint.file import lint_file
from comet_lint.lint.linter import Linter
from comet_lint.rules.context import Context
from comet_lint.rules.rule_files import shipped_rules
from comet_lint.source.kinds import Kind

LINTER = Linter([rule for rule in shipped_rules() if rule.code in ("T012", "T014")], Context())


def found(type_name: str, text: str) -> list[tuple[str, str, str]]:
    kind = Kind(type_name, Shape("object", type_name=type_name))
    result = lint_file(LINTER, "a.json", text.encode(), kind)
    return [(each.rule, each.severity.value, each.pointer) for each in result.findings]


@pytest.mark.parametrize(
    ("field", "lowest", "highest"),
    [
        ("DestinationType", 0, 2**64 - 1),
        ("S3ObjectLockMode", 0, 2**8 - 1),
        ("StorageLimitBytes", -(2**63), 2**63 - 1),
    ],
)
def test_integers(field: str, lowest: int, highest: int) -> None:
    pointer = f"/Destinations/v/{field}"
    for value, severity in (
        (lowest - 1, "error"),
        (lowest, "info" if lowest < -(2**53) else ""),
        (highest, "info" if highest > 2**53 else ""),
        (highest + 1, "error"),
    ):
        text = json.dumps({"Username": "alice", "Destinations": {"v": {field: value}}})
        assert found("UserProfileConfig", text) == ([("T012", severity, pointer)] if severity else []), value


@pytest.mark.parametrize(
    ("value", "is_valid"),
    [
        ("AAECAw==", True),
        ("AAEC\nAw==", True),
        ("AAEC\r\nAw==\r\n", True),
        ("A\rA\rE\rC\rA\rw\r=\r=", True),
        ("\nAAEC", True),
        ("", True),
        ("AAEC Aw==", False),
        ("AAEC\tAw==", False),
        ("AAECAw=", False),
        ("AAECAw", False),
        ("AAEC\u2028Aw==", False),
        ("AAEC_w==", False),
    ],
)
def test_line_breaks_in_base64_are_skipped_and_nothing_else(value: str, is_valid: bool) -> None:
    text = json.dumps({"AdminUsers": [{"WebAuthnRegistrations": [{"ID": value}]}]})
    expected = [] if is_valid else [("T014", "error", "/AdminUsers/0/WebAuthnRegistrations/0/ID")]
    assert found("ServerConfigOptions", text) == expected
