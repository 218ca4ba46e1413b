"""Fields in which a stand-in may take the place of the value: those for secrets, and those that are often scrubbed.

People take hosts, addresses, account names and e-mail addresses out of documents before they hand them on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from comet_lint.comet.stand_ins import PREFILTER, SECRET_PREFILTER, is_stand_in, stands_for_secret
from comet_lint.comet.unknown import STAND_IN, Unknown

if TYPE_CHECKING:
    from comet_lint.comet.model import Field, Model, Shape

_SCRUBBED = frozenset(
    [
        "AZBAccountName",
        "AZBContainer",
        "AZBPrefix",
        "AccountID",
        "AccountName",
        "AppleID",
        "AutoSSLDomains",
        "AzureTenantID",
        "BindUser",
        "Bucket",
        "ClientID",
        "CometBucket",
        "CompanyName",
        "Container",
        "CreationGUID",
        "CustomHeaders",
        "Destination",
        "DeviceTimezone",
        "DisplayName",
        "Domain",
        "Email",
        "Emails",
        "EngineProps",
        "Exclude",
        "ExternalAuthenticationSource",
        "FTPCustomBaseDirectory",
        "FTPUsername",
        "Filename",
        "FromEmail",
        "FromName",
        "GoogleHostedDomain",
        "Hosts",
        "IPWhitelist",
        "KeyID",
        "ListenAddress",
        "LocalTimezone",
        "LocalcopyPath",
        "LocalcopyWinSMBUsername",
        "MasterBucket",
        "MatchRegex",
        "Name",
        "OrganizationID",
        "OwnerDevice",
        "PolicyID",
        "PolicySourceID",
        "Prefix",
        "Recipients",
        "Region",
        "RestrictToSingleOrgID",
        "RuleValue",
        "S3BucketName",
        "S3CustomRegion",
        "S3Subdir",
        "SFTPRemotePath",
        "SFTPUsername",
        "SMBDirectory",
        "SMBServer",
        "SMBShare",
        "SMBUsername",
        "SMTPUsername",
        "SSHUsername",
        "SSLCertKey",
        "SSLCertPath",
        "SSLIntermediate",
        "SSLPfxPath",
        "ScheduleTimezone",
        "SearchDN",
        "SearchFilter",
        "Source",
        "StorjBucket",
        "StorjBucketPrefix",
        "Tenant",
        "TenantDomain",
        "TenantID",
        "UserName",
        "Username",
        "WindowsCodeSignPKCS11KeyID",
    ]
)
_PATTERNS = frozenset({"Exclude"})
"""Fields for patterns, in which a row of stars is one."""
_SECRET_KEY = re.compile(r"PASS|SECRET|TOKEN|PRIVATE|API_?KEY", re.IGNORECASE)
_DOTS = re.compile(r"\s*[.…]+\s*")
_STARS = re.compile(r"\s*\*+\s*")
_VARIABLE = re.compile(r"\s*%\w+%\s*")


def prefilter(field: Field) -> str:
    """The regular expression that every stand-in in the field matches; empty if none is expected there."""
    if field.shape.innermost.kind not in ("string", "bytes"):
        return ""
    if is_secret(field) or field.name == "EngineProps":
        return SECRET_PREFILTER
    return PREFILTER if field.secrecy.value == "url" or field.name in _SCRUBBED else ""


def is_secret(field: Field) -> bool:
    """Whether the field is for a secret."""
    return field.secrecy.value == "secret"


def stands_in(text: str, name: str, is_secret: bool, key: str = "") -> bool:
    """Whether `text` is a stand-in in place of a value of the field `name`, which has a prefilter.

    `key` is the one of an entry of a dictionary.
    """
    if is_secret or (name == "EngineProps" and _SECRET_KEY.search(key)):
        return stands_for_secret(text)
    if _DOTS.fullmatch(text):
        return False
    # Variables of Windows are usual in paths.
    is_meant = (name in _PATTERNS and _STARS.fullmatch(text)) or (
        name in ("EngineProps", *_PATTERNS) and _VARIABLE.fullmatch(text)
    )
    return not is_meant and is_stand_in(text)


def without_stand_ins(value: Mapping[str, Any], type_name: str, model: Model) -> dict[str, Any]:
    """An object of a type with an `Unknown` in place of each stand-in."""
    fields = model.type(type_name).fields
    return {
        name: _known(member, fields[name], fields[name].shape, "", model) if name in fields else member
        for name, member in value.items()
    }


def _known(value: Any, field: Field, shape: Shape, key: str, model: Model) -> Any:
    if isinstance(value, dict) and shape.kind == "object":
        return without_stand_ins(value, shape.type_name, model)
    if isinstance(value, dict) and shape.item is not None:
        return {name: _known(member, field, shape.item, name, model) for name, member in value.items()}
    if isinstance(value, list) and shape.item is not None:
        return [_known(entry, field, shape.item, "", model) for entry in value]
    is_one = isinstance(value, str) and prefilter(field) and stands_in(value, field.name, is_secret(field), key)
    return Unknown(STAND_IN, value) if is_one else value
