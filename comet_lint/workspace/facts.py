"""What the workspace rules need to know of a document, taken from it while it is being checked.

Facts are small, hold no secret, and can be sent between processes: with ten thousand profiles, the documents
themselves are gone by the time the workspace is looked at as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from comet_lint.comet.fields import Object, block, flag, members, text
from comet_lint.comet.model import Model
from comet_lint.comet.stand_ins import is_redacted
from comet_lint.rules.references import is_across
from comet_lint.rules.rule import Rule
from comet_lint.source.documents import DocumentRef
from comet_lint.workspace.excerpts import excerpt
from comet_lint.workspace.outgoing_names import NameFinder, NameUse
from comet_lint.workspace.policy_digests import policy_digests
from comet_lint.workspace.stores import Store, server_stores, vault_stores


class ProfileFacts(NamedTuple):
    """What counts of a `UserProfileConfig`.

    `policy_copy` stands for its copy of the policy, empty without one. `linked_items` are the protected
    items that follow an item of the policy: their own id, and the id of that item. `expects_mail` and
    `lacks_address` tell whether the user is to get reports, with an address or without one. `tells_tenant` and
    `tells_policy` are false where the document lacks the field: it was trimmed.
    """

    ref: DocumentRef
    names: tuple[NameUse, ...]
    username: str
    organization: str
    policy: str
    policy_copy: str
    creation_guid: str
    expects_mail: bool
    lacks_address: bool
    is_suspended: bool
    linked_items: tuple[tuple[str, str], ...]
    stores: tuple[Store, ...]
    tells_tenant: bool
    tells_policy: bool

    def is_of_the_same_account_as(self, other: ProfileFacts) -> bool:
        """Whether both are profiles of one account, such as in two exports: its CreationGUID never changes.

        Where one of them does not tell it, the tenant and the name do. Two users of one file are two accounts.
        """
        if self.ref.path == other.ref.path and self.ref.document == other.ref.document:
            return self.ref == other.ref
        if self.creation_guid and other.creation_guid:
            return self.creation_guid == other.creation_guid
        return (self.organization, self.username) == (other.organization, other.username)


class DocumentFacts(NamedTuple):
    """What counts of any other document: `value` is an excerpt of it (see `excerpts`).

    `settings` stands for the policy in a `GroupPolicy`; `stores` are the locations of a server.
    """

    ref: DocumentRef
    names: tuple[NameUse, ...]
    value: Mapping[str, Any]
    settings: str
    stores: tuple[Store, ...]


Facts = ProfileFacts | DocumentFacts


class FactCollector:
    """Takes the facts of one document after the other."""

    def __init__(self, rules: Iterable[Rule], model: Model) -> None:
        self._names = NameFinder(rules, model)
        self._model = model

    def __call__(self, value: Object, ref: DocumentRef) -> Facts:
        """The facts of the document `value`, which is at `ref`."""
        names = self._names.names(value, ref.type_name, ref.key)
        return facts_of(value, ref, self._model, names)


def fact_collector(rules: Iterable[Rule], model: Model) -> FactCollector | None:
    """What takes the facts that `rules` need; None if none of them needs any."""
    across = [rule for rule in rules if is_across(rule)]
    return FactCollector(across, model) if across else None


def facts_of(value: Object, ref: DocumentRef, model: Model, names: tuple[NameUse, ...] = ()) -> Facts:
    """The facts of the document `value`, in which `names` were found."""
    if ref.type_name == "UserProfileConfig":
        return _profile_facts(value, ref, model, names)
    settings = policy_digests(block(value, "Policy"), model) if ref.type_name == "GroupPolicy" else ""
    stores = tuple(server_stores(value, model)) if ref.type_name == "ServerConfigOptions" else ()
    return DocumentFacts(ref, names, excerpt(value, ref.type_name, model), settings, stores)


def _profile_facts(profile: Object, ref: DocumentRef, model: Model, names: tuple[NameUse, ...]) -> ProfileFacts:
    policy, policy_copy = text(profile, "PolicyID"), block(profile, "Policy")
    emails, guid = profile.get("Emails"), text(profile, "CreationGUID")
    has_address = isinstance(emails, list) and any(emails)
    return ProfileFacts(
        ref,
        names,
        username=text(profile, "Username"),
        organization=text(profile, "OrganizationID"),
        policy=policy,
        policy_copy=policy_digests(policy_copy, model) if policy and policy_copy else "",
        creation_guid="" if is_redacted(guid) else guid.lower(),
        expects_mail=flag(profile, "SendEmailReports") and has_address,
        lacks_address=flag(profile, "SendEmailReports") and not has_address and "Emails" in profile,
        is_suspended=flag(profile, "IsSuspended"),
        linked_items=tuple(
            [
                (key, text(source, "PolicySourceID"))
                for key, source in members(profile, "Sources")
                if flag(source, "ExistingUserUpdate") and text(source, "PolicySourceID")
            ]
        ),
        stores=tuple(vault_stores(profile)),
        tells_tenant="OrganizationID" in profile,
        tells_policy="PolicyID" in profile,
    )
