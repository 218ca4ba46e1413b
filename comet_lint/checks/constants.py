"""Fields whose value must be one of the published constants of a family.

Which family, the model knows (`Field.constants`); so a release that adds a constant needs no change here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from comet_lint.checks.deprecated import in_use
from comet_lint.comet.constants import (
    DESTINATIONTYPE___INVALID,
    DESTINATIONTYPE_ALL,
    DESTINATIONTYPE_ERROR,
    DESTINATIONTYPE_LATEST,
    RETENTIONRANGE__RESERVED904,
    RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_YEARS,
    RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_YEAR,
    SCHEDULE_FREQUENCY_YEARLY,
)
from comet_lint.comet.engine_props import embedded, within
from comet_lint.comet.node import Node
from comet_lint.comet.retention import RANGE_KINDS
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem, problem
from comet_lint.text.lists import listing
from comet_lint.text.quotes import quoted
from comet_lint.text.suggestions import did_you_mean

Value = int | str

YieldingCheck = Callable[[Node, Context], Iterator[Problem]]
"""A check that is a generator."""

_NO_STORAGE = {
    DESTINATIONTYPE___INVALID: "no type at all",
    DESTINATIONTYPE_ERROR: "the mark of a vault whose creation failed",
    DESTINATIONTYPE_LATEST: "a placeholder that only policies may use",
    DESTINATIONTYPE_ALL: "a placeholder that only policies may use",
}
"""The DESTINATIONTYPE_ constants that are not a storage technology."""

_NEWER_RANGES = range(912, 1000)
_NEWER_DESTINATIONS = range(1012, 1100)
_NEWER_FREQUENCIES = range(8017, 8100)
_NEWER_CODE_SIGN_METHODS = range(6, 20)
"""Numbers that a release after the known ones may well use: not necessarily mistakes."""

_RELEASE_25 = (25,)
_SINCE_25 = frozenset(
    {
        RETENTIONRANGE_LAST_X_BACKUPS_ONE_FOR_EACH_YEAR,
        RETENTIONRANGE_FIRST_JOB_FOR_LAST_X_YEARS,
        SCHEDULE_FREQUENCY_YEARLY,
    }
)
"""The yearly retention ranges and the yearly schedule, which older releases do not know."""

_SSH_AUTH_MODES = "SSHCONNECTION_AUTHMODE_"
_ENGINE = re.compile(r"engine\d+/\w+")


def one_of(field: str, *also: Value, newer: range = range(0)) -> YieldingCheck:
    """A check that `field`, where it is in use, has a published value or one of `also`.

    A value in `newer` is only worth a note: it may come from a later release.
    """

    def check(node: Node, _context: Context) -> Iterator[Problem]:
        value: Value = node[field]
        known = node.model.published(node.type.fields[field].constants)
        if value not in known and value not in also and node.is_live(field):
            yield from _unknown(node, field, is_newer=value in newer)

    return check


def each_of(*fields: str) -> YieldingCheck:
    """The same for several fields of one object; those that its type does not have are passed over."""

    checks = {field: one_of(field) for field in fields}

    def check(node: Node, context: Context) -> Iterator[Problem]:
        for field, check_field in checks.items():
            if field in node.type.fields:
                yield from check_field(node, context)

    return check


ftps_mode = one_of("FTPSMode")
sftp_auth_mode = one_of("SFTPAuthMode")
object_lock_mode = each_of("S3ObjectLockMode", "ObjectLockMode")
email_mode = one_of("Mode")
report_type = one_of("ReportType")
replica_deletion = one_of("ReplicaDeletionStrategy", "")
stream_level = one_of("Level", "")
auto_retention = one_of("AutoRetentionLevel")
custom_body_type = one_of("CustomBodyType", "")
setting_modes = each_of(
    "ModeScheduleSkipAlreadyRunning",
    "ModeScheduleLastJobFailDoRetry",
    "ModeAdminResetPassword",
    "ModeAdminViewFilenames",
    "ModeRequireUserResetPassword",
)

_branding = each_of("BrandingStyleType", "BuildMode", "Level")
_code_sign_method = one_of("WindowsCodeSignMethod", newer=_NEWER_CODE_SIGN_METHODS)
_destination_type = one_of("DestinationType", DESTINATIONTYPE___INVALID, newer=_NEWER_DESTINATIONS)
_engine = one_of("Engine")
_frequency = one_of("FrequencyType", newer=_NEWER_FREQUENCIES)
_ldap_security = one_of("SecurityMethod")
_os_restriction = one_of("RestrictOS")
_provider = one_of("Provider")


def branding(node: Node, context: Context) -> Iterator[Problem]:
    """Unknown values among the settings of branding and code signing."""
    yield from _branding(node, context)
    if "WindowsCodeSignMethod" in node.type.fields:
        yield from _code_sign_method(node, context)


def destination_type(node: Node, context: Context) -> Iterator[Problem]:
    """A storage location of a type that is not known; in a part of a spanned one also no type at all."""
    if "AllowedProvidersWhenRestricted" in node.type.fields:
        if node["ShouldRestrictProviderList"]:
            yield from _allowed(node, "AllowedProvidersWhenRestricted", "DESTINATIONTYPE_", _NEWER_DESTINATIONS)
        return
    value = node["DestinationType"]
    if value in _NO_STORAGE:
        place = node.steps[0] if node.steps else ""
        # Vaults and self-backup targets have rules of their own for this.
        if place == "SpanTargets" or (place == "Storage" and value != DESTINATIONTYPE___INVALID):
            yield problem("DestinationType", variant="placeholder", value=value, meaning=_NO_STORAGE[value])
        return
    yield from _destination_type(node, context)


def _allowed(node: Node, field: str, family: str, newer: range = range(0)) -> Iterator[Problem]:
    """Values in a list of what a policy allows that do not exist."""
    known = node.model.published(family)
    for index, value in enumerate(node[field]):
        if type(value) in (int, str) and value not in known and value not in newer and not is_redacted(str(value)):
            hint = did_you_mean(value, map(str, known)) if isinstance(value, str) else ""
            yield problem(
                field, index, severity=Severity.WARNING, variant="allowed", value=quoted(str(value)), hint=hint
            )


def placeholder_vault(node: Node, _context: Context) -> Iterator[Problem]:
    """A vault whose type is not a storage technology."""
    value = node["DestinationType"]
    if value in _NO_STORAGE:
        variant = "failed" if value == DESTINATIONTYPE_ERROR else ""
        yield problem("DestinationType", variant=variant, value=value, meaning=_NO_STORAGE[value])


def engine(node: Node, context: Context) -> Iterator[Problem]:
    """A protected item of a kind that is not known, or of none; also kinds that a policy allows."""
    if "AllowedEngineTypeWhenRestricted" in node.type.fields:
        if node["ShouldRestrictEngineTypeList"]:
            yield from _allowed(node, "AllowedEngineTypeWhenRestricted", "ENGINE_BUILTIN_")
        return
    value = node["Engine"]
    if not value:
        yield problem("Engine", variant="none")
    elif _ENGINE.fullmatch(value) and value not in node.model.published("ENGINE_BUILTIN_"):
        hint = did_you_mean(value, map(str, node.model.published("ENGINE_BUILTIN_")))
        yield problem("Engine", severity=Severity.INFO, variant="newer", value=node.shown("Engine"), hint=hint)
    else:
        yield from _engine(node, context)


def retention_mode(node: Node, _context: Context) -> Iterator[Problem]:
    """A retention mode that is not known; in a vault that is in use also none at all.

    A vault without a retention is looked at as a whole: an empty object, null and none are the same to the server.
    """
    if "DefaultRetention" in node.type.fields:
        if node["RepoInitTimestamp"] and not node["DefaultRetention"]:
            yield problem("DefaultRetention", severity=Severity.WARNING, variant="unset")
        return
    mode = node["Mode"]
    if mode in node.model.published("RETENTIONMODE_"):
        return
    if mode:
        yield from _unknown(node, "Mode")
    elif node.value and node.parent and node.steps == ("DefaultRetention",) and node.parent["RepoInitTimestamp"]:
        yield problem("Mode", severity=Severity.WARNING, variant="unset")


def retention_range_type(node: Node, context: Context) -> Iterator[Problem]:
    """Retention rules of a type that is not known. 904 belongs to reserved-retention-range."""
    if not node["Ranges"] or not node.is_live("Ranges"):
        return
    known = node.model.published("RETENTIONRANGE_")
    rules = node.children("Ranges")
    all_too_new = all(_is_too_new(rule["Type"], context) for rule in rules)
    for rule in rules:
        value = rule["Type"]
        if value not in known:
            if value != RETENTIONRANGE__RESERVED904:
                yield from _unknown(rule, "Type", *rule.steps, is_newer=value in _NEWER_RANGES)
        elif _is_too_new(value, context):
            severity = Severity.WARNING if all_too_new else Severity.INFO
            yield problem(
                *rule.steps, "Type", severity=severity, variant="too-new", value=value, kind=RANGE_KINDS[value]
            )


def frequency_type(node: Node, context: Context) -> Iterator[Problem]:
    """A start time or a span of a report of a kind that is not known. An empty span means nothing."""
    value = node["FrequencyType"]
    if "Seconds" in node.type.fields and not value and not node["Seconds"]:
        return
    if _is_too_new(value, context):
        yield problem("FrequencyType", severity=Severity.INFO, variant="too-new", value=value)
    else:
        yield from _frequency(node, context)


def ssh_auth_mode(node: Node, _context: Context) -> Iterator[Problem]:
    """An SSH connection without a valid way to log in; also in the settings of protected items."""
    if node.type.name == "SSHConnection":
        if _lacks_login(node):
            yield from _ssh_problem(node, "SSHAuthMode")
        return
    if not node["EngineProps"]:
        return
    for key, view in embedded(node):
        if any(_lacks_login(connection) for _way, connection in within(view, "SSHConnection")):
            yield from _ssh_problem(node, "EngineProps", key)


def ldap_security(node: Node, context: Context) -> Iterator[Problem]:
    """An LDAP server whose connection security is not known, or not said."""
    if node["Hostname"] and not node["SecurityMethod"].strip():
        known = node.model.published(node.type.fields["SecurityMethod"].constants)
        yield problem("SecurityMethod", variant="unset", known=_listing(known))
    elif node["Hostname"]:
        yield from _ldap_security(node, context)


def remote_server_type(node: Node, _context: Context) -> Iterator[Problem]:
    """A remote server of a type that is not known, or of none though something is set."""
    value = node["Type"].strip()
    if not value:
        if in_use(node.value):
            yield problem("Type", variant="none")
    elif not is_redacted(value):
        yield from _unknown(node, "Type")


def oidc_provider(node: Node, context: Context) -> Iterator[Problem]:
    """A login by OpenID Connect of an unknown kind, or of none."""
    if node["Provider"]:
        yield from _provider(node, context)
    elif node["ClientID"]:
        yield problem("Provider", variant="none", known=_listing(node.model.published("PROVIDER_")))


def os_restriction(node: Node, context: Context) -> Iterator[Problem]:
    """An unknown operating system. For protected items in policies the numbers are likely, not documented."""
    severity = None if node.type.name == "ExtraFileExclusion" else Severity.WARNING
    for found in _os_restriction(node, context):
        yield Problem(found.at, found.details, found.variant, severity)


def _unknown(node: Node, field: str, *way: str | int, is_newer: bool = False) -> Iterator[Problem]:
    shape = node.type.fields[field].shape
    value = node[field]
    if isinstance(value, int) and not shape.minimum <= value <= shape.maximum:
        return  # The server refuses the whole document: family T says so.
    known = node.model.published(node.type.fields[field].constants)
    yield problem(
        *way,
        field,
        severity=Severity.INFO if is_newer else None,
        variant="newer" if is_newer else "",
        value=node.shown(field) or "none",
        field=field,
        known=_listing(known),
        hint=did_you_mean(value, map(str, known)) if isinstance(value, str) else "",
    )


def _listing(known: Mapping[Value, str]) -> str:
    words = [
        f"{value} ({label})" if isinstance(value, int) else value or "empty" for value, label in sorted(known.items())
    ]
    return listing(words)


def _is_too_new(value: Value, context: Context) -> bool:
    return value in _SINCE_25 and () < context.comet_version < _RELEASE_25


def _lacks_login(connection: Node) -> bool:
    if not connection["SSHServer"] or not connection.live or _signs_locally(connection.parent):
        return False
    return connection["SSHAuthMode"] not in connection.model.published(_SSH_AUTH_MODES)


def _signs_locally(owner: Node | None) -> bool:
    return owner is not None and owner.type.name == "MacOSCodeSignProperties" and owner["SignLocally"]


def _ssh_problem(node: Node, *way: str) -> Iterator[Problem]:
    yield problem(*way, known=_listing(node.model.published(_SSH_AUTH_MODES)))
