"""Reading `EngineProps`, the free-form settings of a protected item.

All values are texts. The keys of engine1/file, engine1/mssql and engine1/stdout are documented. Items of Microsoft
365 have flat keys (CLIENT_ID, TENANT_ID, APP_SECRET, REGION) and the selection as JSON in a text; other engines
store, among others, whole objects as JSON in a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from comet_lint.comet.constants import ENGINE_BUILTIN_MSOFFICE
from comet_lint.comet.node import Node
from comet_lint.comet.scrubbed_fields import without_stand_ins
from comet_lint.comet.unknown import Unknown, UnknownValue, skipping_unknown

FIELD = "EngineProps"

_SIGNATURES = {
    "Credential": "Office365Connection",
    "ConnectionType": "VMwareConnection",
    "MongodumpPath": "MongoDBConnection",
    "ReadPreference": "MongoDBConnection",
    "TLSSkipVerify": "MySQLConnection",
    "SharePath": "WinSMBAuth",
    "TopDirectory": "SourceIncludePattern",
}
"""Keys by which the type of an embedded object is known."""

_OF_KEY = {
    ENGINE_BUILTIN_MSOFFICE: {
        "CUSTOM_SETTINGV2": "Office365CustomSettingV2",
        "CUSTOM_SETTING": "Office365CustomSetting",
    },
}
"""Types of embedded objects by engine and key, where the key says it: the settings of a Microsoft 365 item are flat."""

_ENOUGH_MEMBERS = 3


class Embedded(NamedTuple):
    """An object stored as JSON in a text. `node.path` leads on from the key, so findings point at the key."""

    key: str
    node: Node


class Settings(dict[str, str]):
    """Settings by key, those that are known; looking up one of the `unknown` ones raises UnknownValue."""

    def __init__(self, known: Mapping[str, str], unknown: Iterable[str]) -> None:
        super().__init__(known)
        self.unknown = frozenset(unknown)

    def __missing__(self, key: str) -> str:
        if key in self.unknown:
            raise UnknownValue
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self.unknown

    def text(self, key: str) -> str:
        """The setting under a key, empty if there is none."""
        return self[key] if key in self else ""  # noqa: SIM401 - `get` would not tell what is unknown

    def whole(self) -> Settings:
        """The same, for what is to be said of all settings: all are known."""
        if self.unknown:
            raise UnknownValue
        return self


def props(node: Node) -> Settings:
    """The settings of a `SourceConfig`; values that are no texts are left out."""
    values: dict[str, Any] = node[FIELD]
    known = {key: value for key, value in values.items() if isinstance(value, str)}
    return Settings(known, (key for key, value in values.items() if isinstance(value, Unknown)))


def with_prefix(settings: Settings, *prefixes: str) -> Settings:
    """The settings whose key begins with one of `prefixes`: Comet numbers keys, `INCLUDE0`, `INCLUDE1`."""
    known = {key: value for key, value in settings.items() if key.startswith(prefixes)}
    return Settings(known, (key for key in settings.unknown if key.startswith(prefixes)))


def parse_json(text: str) -> Any:
    """The value that `text` describes. Raises ValueError if it is not JSON."""
    import jiter

    return jiter.from_json(text.encode(), allow_inf_nan=False)


def embedded(node: Node) -> Iterator[Embedded]:
    """The objects of known type that a `SourceConfig` holds as JSON texts, as typed nodes below it.

    Where the setting's own key does not tell the type, one is assumed only if a key that is peculiar to it is present,
    and all keys, or at least three, are its fields.
    """
    of_key = _OF_KEY.get(node["Engine"], {})
    for key, text in node[FIELD].items():
        if not isinstance(text, str) or not text.lstrip().startswith("{"):
            continue
        try:
            value = parse_json(text)
        except ValueError:
            continue
        type_name = of_key.get(key, "") if isinstance(value, dict) else ""
        type_name = type_name or _type_of(value, node)
        if type_name:
            value = without_stand_ins(value, type_name, node.model)
            yield Embedded(key, Node(value, type_name, node.model, node, (FIELD, key), node.live))


def within(view: Node, type_name: str) -> Iterator[tuple[str, Node]]:
    """The objects of `type_name` at or below an embedded object, each with its dotted way from there."""
    if type_name in view.type.lineage:
        yield "", view
    for field in view.type.object_fields:
        for child in _known_objects(view, field.name):
            for way, found in within(child, type_name):
                yield ".".join(filter(None, (*map(str, child.steps), way))), found


def _known_objects(view: Node, name: str) -> list[Node]:
    with skipping_unknown:
        return view.each(name)
    return []


def _type_of(value: Any, node: Node) -> str:
    if not isinstance(value, dict):
        return ""
    type_name = next((_SIGNATURES[key] for key in value if key in _SIGNATURES), "")
    if not type_name or type_name not in node.model:
        return ""
    members = sum(key in node.model.type(type_name).fields for key in value)
    return type_name if members == len(value) or members >= _ENOUGH_MEMBERS else ""
