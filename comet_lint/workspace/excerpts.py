"""The parts of a document that are kept for the rules about the workspace.

A server configuration with many tenants can be large (logos are stored in it) and is full of secrets. A field
that a rule about the workspace reads must be listed here; all others read as zero there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comet_lint.comet.model import Model, Shape

_KEPT: Mapping[str, tuple[str, ...]] = {
    "ServerConfigOptions": (
        "AdminUsers",
        "AuthenticationRole",
        "Branding",
        "ConstellationRole",
        "Email",
        "ExternalAdminUserSources",
        "ListenAddresses",
        "Organizations",
        "PSAConfigs",
        "StorageRole",
        "TrustXForwardedFor",
        "WebhookOptions",
    ),
    "AdminUserPermissions": ("AllowedUserPolicies",),
    "AllowedAdminUser": ("Permissions",),
    "AuthenticationRoleOptions": ("RoleEnabled", "RemoteStorage", "ReplicateTo"),
    "BrandingOptions": ("DefaultLoginServerURL",),
    "ConstellationRoleOptions": ("RoleEnabled", "DeleteUnusedData", "Servers"),
    "EmailOptions": ("Mode", "EmailReportingOptions"),
    "EmailReportingOption": ("Recipients",),
    "ExternalAuthenticationSource": ("NewUserPermissions",),
    "GroupPolicy": ("Description", "OrganizationID", "DefaultUserPolicy", "Policy"),
    "HTTPConnectorOptions": ("ListenAddress", "AutoSSLDomains", "SSLCertPath", "SSLPfxPath"),
    "Organization": (
        "Branding",
        "Email",
        "Hosts",
        "IsSuspended",
        "Name",
        "PSAConfigs",
        "RemoteStorage",
        "ConstellationRole",
        "WebhookOptions",
    ),
    "PSAConfig": ("Type", "AlertsDisabled"),
    "RemoteServerAddress": ("Type", "Description", "RemoteAddress"),
    "StorageRoleOptions": ("RoleEnabled", "ReplicateTo"),
    "WebhookOption": ("WhiteListedEventTypes",),
    "UserPolicy": ("DefaultSources", "DefaultSourcesWithOSRestriction"),
}
"""By type, the fields that are kept. Of objects of other types only their existence is."""


def excerpt(value: Mapping[str, Any], type_name: str, model: Model) -> dict[str, Any]:
    """The kept fields of an object, with values of the wrong type replaced by null."""
    info = model.type(type_name)
    kept = next((_KEPT[name] for name in info.lineage if name in _KEPT), ())
    return {name: _excerpt(value[name], info.fields[name].shape, model) for name in kept if name in value}


def _excerpt(value: Any, shape: Shape, model: Model) -> Any:
    if shape.kind == "object":
        return excerpt(value, shape.type_name, model) if isinstance(value, dict) else None
    if shape.kind == "list" and shape.item is not None:
        return [_excerpt(entry, shape.item, model) for entry in value] if isinstance(value, list) else None
    if shape.kind == "dict" and shape.item is not None:
        if not isinstance(value, dict):
            return None
        return {key: _excerpt(member, shape.item, model) for key, member in value.items()}
    # Anything else, such as a number with a fraction, reads as zero and may not be fit to be sent.
    return value if value.__class__ in (str, bool, int) else None
