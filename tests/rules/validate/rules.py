"""Rule files without faults, and what is said about others."""

from __future__ import annotations

from pathlib import Path

from comet_lint.rules.rule_files import read_rule_file
from comet_lint.rules.validate.rule_file import fault_lines

RULE = """\
code: ACME1
name: own-rule
severity: warning
confidence: high
applies-to: FTPDestinationLocation
when:
  properties:
    FTPSMode: {const: 0}
message: Something is wrong with {subject}.
why: It matters.
fix: Change it.
examples:
  bad:
    - document: {FTPSMode: 0}
      findings: [""]
  good:
    - document: {FTPSMode: 2}
"""

REFERENCE = """\
code: ACME2
name: own-reference
severity: warning
confidence: high
applies-to: BackupRuleConfig
reference:
  from: Source
  to: UserProfileConfig.Sources
message: "{missing} does not exist."
why: It matters.
fix: Change it.
examples:
  bad:
    - type: UserProfileConfig
      document: {Sources: {}, BackupRules: {r: {Source: s}}}
      findings: [/BackupRules/r/Source]
  good:
    - type: UserProfileConfig
      document: {Sources: {s: {}}, BackupRules: {r: {Source: s}}}
"""

CHECK = """\
code: ACME3
name: own-check
severity: warning
confidence: high
applies-to: SourceConfig
check: profile_references.device_without_source
message: "{subject} is wrong."
why: It matters.
fix: Change it.
examples:
  bad:
    - type: UserProfileConfig
      document: {Sources: {s: {}}}
      findings: [/Sources/s]
  good:
    - type: UserProfileConfig
      document: {}
"""


def said(text: str) -> list[str]:
    """What is said about a user's rule file with this text: `line:column: sentence`."""
    file = read_rule_file(Path("own-rule.yaml"), text.encode())
    return [line.removeprefix("own-rule.yaml:") for line in fault_lines(file)]
