"""Words by which a text that cannot be read as data is still seen to be one of Comet's documents."""

from __future__ import annotations

import re

_SURE = (
    b"AdminUsers|AllProtectedItemsQuotaEnabled|AllowPasswordAndTOTPLogin|AuditFileOptions|AuthenticationRole|BackupRules|"
    b"ConstellationRole|CreationGUID|DefaultUserPolicy|DestinationType|EncryptionKeyEncryptionMethod|EngineProps|"
    b"ExternalAdminUserSources|ListenAddresses|OverseerRole|OverrideEmailSettings|PasswordHash|"
    b"QuotaOffice365ProtectedAccounts|RepoInitTimestamp|SoftwareBuildRole|StorageRole|WhiteListedEventTypes"
)
_LIKELY = (
    b"AccountName|CreatedDate|Destinations|IsSuspended|LanguageCode|LocalTimezone|OrganizationID|PolicyID|RemoteStorage|"
    b"Prevent[A-Z][A-Za-z]+|Sources|WebhookOptions"
)
_COMMON = b"Description|Devices|Emails|Hosts|Name|Policy|Username"
_ENOUGH = 4
"""Likely keys count twice, common ones once."""
_MOST_LOOKED_AT = 1 << 20
"""Bytes; what a document is shows near its beginning."""


def _keys(names: bytes) -> re.Pattern[bytes]:
    """Keys of JSON or YAML, also as they are written inside of a JSON text."""
    return re.compile(rb'(?:\\?["\']|^[ \t-]*)(' + names + rb')(?:\\?["\'])?[ \t\r\n]*:', re.MULTILINE)


_SURE_KEYS = _keys(_SURE)
_LIKELY_KEYS = _keys(_LIKELY)
_COMMON_KEYS = _keys(_COMMON)


def has_words(text: bytes) -> bool:
    """Whether a text, in UTF-8, has keys that tell of Comet: one that nothing else has, or some of the others."""
    head = text[:_MOST_LOOKED_AT]
    if _SURE_KEYS.search(head):
        return True
    likely = len({found[1] for found in _LIKELY_KEYS.finditer(head)})
    return likely > 0 and 2 * likely + len({found[1] for found in _COMMON_KEYS.finditer(head)}) >= _ENOUGH
