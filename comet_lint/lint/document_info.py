"""What reports say about the documents that were linted."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from comet_lint.lint.results import DocumentInfo
from comet_lint.source.documents import Document
from comet_lint.source.kinds import Unit
from comet_lint.text.pointers import Path, to_pointer

if TYPE_CHECKING:
    from comet_lint.comet.mask import Mask
    from comet_lint.lint.linter import Linter

_NAMED = ("ServerConfigOptions", "Organization")
_USUAL_ID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|.{0,5}", re.DOTALL)
"""Ids of tenants that are no secret: those that servers make, and what is too short for one."""


def document_info(
    path: str, way: Path, document: Document, unit: Unit, strangers: Collection[Path], linter: Linter
) -> DocumentInfo:
    """What reports say about a typed document to which `way` leads in the file called `path`.

    `strangers` is as in `Linted`.
    Pointers and ids of tenants are those of the document, and are only compared. Names are shown, so they are masked;
    only servers and tenants have one here.
    """
    pointer = to_pointer(way)
    tenant = unit.value.get("OrganizationID") if linter.plan(document.shape).has_tenant else ""
    tenant = tenant if isinstance(tenant, str) else ""
    if unit.type_name in _NAMED:
        name, tenants = _names(unit, linter, _mask(document, strangers, linter))
    else:
        name, tenants = "", ()
        if not _USUAL_ID.fullmatch(tenant) and _mask(document, strangers, linter)(tenant) != tenant:
            tenants = ((tenant, _mask(document, strangers, linter)(tenant)),)
    return DocumentInfo(path, pointer, unit.type_name, name, tenant, tenants)


def _names(unit: Unit, linter: Linter, mask: Mask) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The name of a server or tenant, and the tenants that a server holds, as (id, name)."""
    from comet_lint.comet.node import document_node
    from comet_lint.text.quotes import quoted, rendered

    node = document_node(unit.value, unit.type_name, linter.model, unit.key)
    organizations = node.children("Organizations") if unit.type_name == "ServerConfigOptions" else ()
    name = rendered(node.own_name or quoted(unit.key or unit.type_name), mask)
    tenants = tuple(
        (tenant.key, rendered(tenant.own_name, mask) or _if_masked(tenant.key, mask)) for tenant in organizations
    )
    node.let_go()
    return name, tenants


def _if_masked(key: str, mask: Mask) -> str:
    masked = mask(key)
    return masked if masked != key else ""


def _mask(document: Document, strangers: Collection[Path], linter: Linter) -> Mask:
    from comet_lint.comet.document_secrets import secrets_of
    from comet_lint.comet.mask import Mask

    return Mask(secrets_of(document.value, document.shape, linter.model, strangers, document.replaced))
