"""What the workspace rules need to know of a document, taken from it while it is being checked.

Facts are small, hold no secret, and can be sent between processes: with ten thousand profiles, the documents
themselves are gone by the time the workspace is looked at as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from comet_lint.comet.fields import Object, block, flag, members, text
from comet_lint.comet.model import Model
from comet_lint.comet.unknown import known_or, skipping_unknown, surely
from comet_lint.rules.references import is_across
from comet_lint.rules.rule import Rule
from comet_lint.source.documents import DocumentRef
from comet_lint.workspace.excerpts import excerpt
from comet_lint.workspace.outgoing_names import NameFinder, NameUse
from comet_lint.workspace.policy_digests import policy_digests
from comet_lint.workspace.stores import Store, server_stores, vault_stores

_NO_POLICY: Object = {}

NOT_KNOWN = "?"
"""In place of a name that is not known."""


class ProfileFacts(NamedTuple):
    """What counts of a `UserProfileConfig`.

    `policy_copy` stands for its copy of the policy, empty without one. `linked_items` are the protected
    items that follow an item of the policy: their own id, and the id of that item.
    """

    ref: DocumentRef
    names: tuple[NameUse, ...]
    username: str
    organization: str
    policy: str
    policy_copy: str
    creation_guid: str
    expects_mail: bool
    is_suspended: bool
    linked_items: tuple[tuple[str, str], ...]
    stores: tuple[Store, ...]


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
    is_policy = ref.type_name == "GroupPolicy"
    settings = known_or("", lambda: policy_digests(block(value, "Policy"), model)) if is_policy else ""
    stores = tuple(server_stores(value, model)) if ref.type_name == "ServerConfigOptions" else ()
    return DocumentFacts(ref, names, excerpt(value, ref.type_name, model), settings, stores)


def _profile_facts(profile: Object, ref: DocumentRef, model: Model, names: tuple[NameUse, ...]) -> ProfileFacts:
    policy, policy_copy = known_or(NOT_KNOWN, text, profile, "PolicyID"), known_or(_NO_POLICY, block, profile, "Policy")
    return ProfileFacts(
        ref,
        names,
        username=known_or(ref.key or NOT_KNOWN, text, profile, "Username"),
        organization=known_or(NOT_KNOWN, text, profile, "OrganizationID"),
        policy=policy,
        policy_copy=policy_digests(policy_copy, model) if policy and policy_copy else "",
        creation_guid=known_or("", text, profile, "CreationGUID").lower(),
        expects_mail=surely(_expects_mail, profile),
        is_suspended=known_or(True, flag, profile, "IsSuspended"),
        linked_items=tuple(_linked_items(profile)),
        stores=tuple(vault_stores(profile)),
    )


def _linked_items(profile: Object) -> Iterator[tuple[str, str]]:
    with skipping_unknown:
        for key, source in members(profile, "Sources"):
            with skipping_unknown:
                if flag(source, "ExistingUserUpdate") and text(source, "PolicySourceID"):
                    yield key, text(source, "PolicySourceID")


def _expects_mail(profile: Object) -> bool:
    emails = profile.get("Emails")
    return flag(profile, "SendEmailReports") and isinstance(emails, list) and any(emails)
