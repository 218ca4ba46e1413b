"""Documents of every root type in which each value that must not be shown is recognisable."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from comet_lint.comet.model import Field, Model, Secrecy, Shape, load_model

MARK = "Canary"
NUMBER_MARK = "777000"
ROOTS = ("ServerConfigOptions", "UserProfileConfig", "GroupPolicy", "Organization")
VARIANTS = 24
"""The largest number of values that one discriminator of the model has, and a few more."""

URLS = (
    "https://{}:{}@host.example.com:8443/{}?token={}#{}",
    "http://host.example.com/{}/{}/hook",
    "{}:{}@host.example.com",
    "host.example.com:443/{}",
    "https://host.example.com:99999999/{}",
    "https://host.example.com?key={}",
    "https:\\\\host.example.com\\{}",
    "https://{} {}@host.example.com/a b",
    "//{}@host.example.com/{}",
    "http://host.example.com\n{}",
    "https://[::1]:443/{}",
    "https://a@{}@{}:443@host.example.com/",
)

PATHS = (
    "//backup:{}@nas.example.com/share",
    "-----BEGIN PRIVATE KEY-----\n{}",
    "pkcs11:token=a;pin-value={}",
    "\\\\nas\\share /user:backup {}",
    "https://nas.example.com/share?sig={}",
)
"""What people paste where a path belongs."""

_CONNECTIONS = (
    "MongoDBConnection",
    "MySQLConnection",
    "Office365Connection",
    "SourceIncludePattern",
    "VMwareConnection",
    "WinSMBAuth",
)
_PROPS = (
    "PASSWORD",
    "USERNAME",
    "PASS0",
    "CMD",
    "ARGV",
    "COMMAND",
    "SERVER",
    "INSTANCE",
    "OPTIONS",
    "EXTRA",
    "CREDENTIALS",
    "CONNECTION",
)
_ENGINES = (
    "engine1/file",
    "engine1/stdout",
    "engine1/mysql",
    "engine1/mssql",
    "engine1/mongodb",
    "engine1/winmsofficemail",
    "engine1/vmware",
    "engine1/hyperv",
    "engine1/systemstate",
)

Plant = Callable[[Field, Callable[[], str]], "tuple[str, Any]"]
"""From a field that must not be shown and a source of canaries to a key and a value."""


class Source:
    """A source of canaries: texts that are also valid base64, each another."""

    def __init__(self) -> None:
        self._numbers = itertools.count()

    def __call__(self) -> str:
        return f"{MARK}{next(self._numbers):06d}"


class Builder(NamedTuple):
    """Builds documents. `variant` chooses among the values of discriminators, such as the type of a vault."""

    model: Model
    plant: Plant
    canary: Source
    variant: int
    stray: bool = False
    """Whether every object also has fields that do not exist."""

    def object(self, name: str, around: tuple[str, ...] = ()) -> dict[str, Any]:
        info = self.model.type(name)
        chosen = self._discriminators(name)
        result: dict[str, Any] = {}
        for field in info.fields.values():
            if field.name in chosen:
                result[field.name] = chosen[field.name]
            elif field.secrecy is not Secrecy.SHOWN:
                key, value = self.plant(field, self.canary)
                result[key] = value
            else:
                result[field.name] = self._value(field.shape, field.name, (*around, name))
        if self.stray:
            result["Stray"] = self.canary()
            result["StrayToo"] = {"Password": self.canary(), "List": [self.canary()]}
        return result

    def _discriminators(self, name: str) -> dict[str, Any]:
        values: dict[str, list[Any]] = {}
        for field in self.model.type(name).fields.values():
            for sibling, allowed in field.live_when:
                known = values.setdefault(sibling, [])
                known += [value for value in allowed if value not in known]
        return {sibling: known[self.variant % len(known)] for sibling, known in values.items()}

    def _value(self, shape: Shape, name: str, around: tuple[str, ...]) -> Any:
        if shape.kind == "object":
            return None if shape.type_name in around else self.object(shape.type_name, around)
        if shape.kind == "list" and shape.item is not None:
            return [self._value(shape.item, name, around)]
        if shape.kind == "dict" and shape.item is not None:
            return {"1" if shape.integer_keys else "entry": self._value(shape.item, name, around)}
        if shape.kind == "bool":
            return self.variant % 2 == 0
        if shape.kind in ("int", "number"):
            return self.variant % 4
        if shape.kind == "string":
            if name == "Engine":
                return _ENGINES[self.variant % len(_ENGINES)]
            return "" if self.variant % 3 == 0 else "text"
        return None


def well_formed(variant: int) -> Plant:
    """Plants values of the right type."""

    def plant(field: Field, canary: Callable[[], str]) -> tuple[str, Any]:
        if field.name == "EngineProps":
            return field.name, _engine_props(canary, variant)
        if field.secrecy is Secrecy.URL:
            template = URLS[variant % len(URLS)]
            return field.name, template.format(*(canary() for _ in range(template.count("{}"))))
        if field.secrecy is Secrecy.PATH:
            return field.name, PATHS[variant % len(PATHS)].format(canary())
        return field.name, _planted(field.shape, canary)

    return plant


def _planted(shape: Shape, canary: Callable[[], str]) -> Any:
    if shape.kind == "list" and shape.item is not None:
        return [f'"C:\\tools\\run.exe" --password {canary()} https://{canary()}@host.example.com', canary()]
    if shape.kind == "dict":
        return {"Authorization": f"Bearer {canary()}", "X-Api-Key": canary()}
    return canary()


def _engine_props(canary: Callable[[], str], variant: int) -> dict[str, Any]:
    values: dict[str, Any] = {name: canary() for name in _PROPS}
    values["URL0"] = f"https://{canary()}:{canary()}@host.example.com/{canary()}"
    inner = Builder(load_model(), well_formed(variant), canary, variant)  # type: ignore[arg-type]
    for number, name in enumerate(_CONNECTIONS):
        values[f"JSON{number}"] = json.dumps(inner.object(name))
    values["BROKEN"] = '{"Credential": {"Password": "' + canary()
    return values


def misspelt(field: Field, canary: Callable[[], str]) -> tuple[str, Any]:
    return field.name[:-2] + field.name[-1], well_formed(0)(field, canary)[1]


def wrong_case(field: Field, canary: Callable[[], str]) -> tuple[str, Any]:
    return field.name.lower(), well_formed(0)(field, canary)[1]


def nested(field: Field, canary: Callable[[], str]) -> tuple[str, Any]:
    if field.shape.kind == "dict":
        # The names of settings and headers may be shown.
        return field.name, {"name": [canary(), {canary(): canary()}]}
    return field.name, {"value": canary(), canary(): [canary(), {"Password": canary()}]}


def listed(field: Field, canary: Callable[[], str]) -> tuple[str, Any]:
    return field.name, [canary(), {canary(): canary()}]


def bare(field: Field, canary: Callable[[], str]) -> tuple[str, Any]:
    return field.name, canary() + "!"


def number(_field: Field, canary: Callable[[], str]) -> tuple[str, Any]:
    return _field.name, int(NUMBER_MARK + canary().removeprefix(MARK))


def powershell(field: Field, canary: Callable[[], str]) -> tuple[str, Any]:
    return field.name, "@{Password=" + canary() + "}"


BROKEN: dict[str, Plant] = {
    "misspelt": misspelt,
    "wrong-case": wrong_case,
    "nested": nested,
    "listed": listed,
    "bare": bare,
    "number": number,
    "powershell": powershell,
}


def texts_for_objects(value: Any, canary: Callable[[], str]) -> Any:
    """`value` with a canary in the place of every innermost object."""
    if isinstance(value, dict):
        if not any(isinstance(member, (dict, list)) for member in value.values()):
            return canary()
        return {key: texts_for_objects(member, canary) for key, member in value.items()}
    if isinstance(value, list):
        return [texts_for_objects(member, canary) for member in value]
    return value


def damaged_json(text: str) -> Iterator[str]:
    """Texts that are not JSON, with a canary near the place where that shows."""
    places = [index for index in range(len(text)) if text.startswith(f'"{MARK}', index)]
    for index in places[:: max(1, len(places) // 6)]:
        end = text.index('"', index + 1)
        before, canary, after = text[:index], text[index + 1 : end], text[end + 1 :]
        yield before + '"' + canary
        yield before + canary + after
        yield f'{before}"{canary}\n"{after}'
        yield f'{before}"{canary}\\q"{after}'
        yield f'{before}"{canary}" "{canary}"{after}'
        yield f"{before}'{canary}'{after}"
        yield f'{before}"{canary}\x00"{after}'


DAMAGED_YAML = (
    "Username: alice\nPasswordHash: *{0}\nPolicyID: ''\n",
    "Username: alice\nPasswordHash: !{0} {0}\nPolicyID: ''\n",
    "Username: alice\nPasswordHash: !!{0} {0}\nPolicyID: ''\n",
    "Username: alice\nPasswordHash: !x!{0} {0}\nPolicyID: ''\n",
    "Username: alice\nPasswordHash: @{0}\nPolicyID: ''\n",
    "Username: alice\nPasswordHash: %{0}\nPolicyID: ''\n",
    'Username: alice\nPasswordHash: "{0}\nPolicyID: x\n',
    'Username: alice\nPasswordHash: "{0}\\q"\nPolicyID: x\n',
    "Username: alice\nPasswordHash: {0}: {0}\nPolicyID: x\n",
    "Username: alice\nPasswordHash: [{0}\nPolicyID: x\n",
    "Username: alice\nPasswordHash: {{{0}\nPolicyID: x\n",
    "Username: alice\nPasswordHash: {0}\n\tPolicyID: x\n",
    "Username: alice\nPasswordHash: &a {0}\nTOTPKey: &a {0}\nPolicyID: *b\n",
    "Username: alice\nPolicyID: ''\nPasswordHash: {0}\nPasswordHash: {0}\n",
    "Username: alice\nPolicyID: ''\n? [{0}, b]\n: {0}\n",
    "Username: alice\nPolicyID: ''\n? {{PasswordHash: {0}}}\n: {0}\n",
    "%{0} 1.1\n---\nUsername: alice\nPolicyID: ''\n",
    "%TAG !e! tag:{0}\n---\nUsername: alice\nPolicyID: ''\n",
    "Username: alice\nPolicyID: ''\nPasswordHash: |9{0}\n  {0}\n",
    "Username: alice\nPolicyID: ''\n<<: {0}\n",
    "Username: alice\nPolicyID: ''\nSources:\n  x: &l\n    EngineProps: {{PASSWORD: {0}, y: *l}}\n",
)
"""YAML that cannot be read, or that says something strange, with a canary near it."""
