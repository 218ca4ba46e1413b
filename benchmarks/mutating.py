"""Documents that are slightly wrong, the same for the same seed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.mutations import VALUES, containers

Json = Any
_WRONG: tuple[Json, ...] = (None, True, -1, 1.5, "x", "5", [], {}, [{}], {"a": {}}, 2**40)
_EVERY = 9


class Pairs(list[tuple[str, Json]]):
    """An object as its members in a text, in which a key may come twice."""


def mutated(document: Json, random: Random) -> Json:
    """A copy with one to four members replaced, removed, copied or renamed."""
    result = copy.deepcopy(document)
    for _ in range(random.randint(1, 4)):
        filled = [each for each in containers(result) if each]
        if not filled:
            break
        container = random.choice(filled)
        steps = list(container) if isinstance(container, dict) else list(range(len(container)))
        step = random.choice(steps)
        change = random.choice(("replace", "replace", "replace", "remove", "copy", "rename"))
        if change == "replace":
            container[step] = copy.deepcopy(random.choice(VALUES))
        elif change == "copy":
            container[step] = copy.deepcopy(container[random.choice(steps)])
        elif change == "rename" and isinstance(container, dict):
            container[random.choice((step.lower(), step + "x", ""))] = container[step]
        else:
            del container[step]
    return result


def with_wrong_types(document: Json) -> Iterator[Json]:
    """Copies in which every ninth value is another one, so that each value is replaced by each wrong one once."""
    for wrong in _WRONG:
        for offset in range(_EVERY):
            yield _replaced(document, wrong, offset)


def with_other_keys(document: Json, random: Random, often: float) -> Json:
    """A copy in which some keys are in another case, in ways that Go takes for the same or that only look so."""
    change: tuple[Callable[[str], str], ...] = (
        str.lower,
        str.upper,
        str.swapcase,
        lambda key: key.replace("k", "\u212a").replace("K", "\u212a"),
        lambda key: key.replace("s", "\u017f"),
        lambda key: key.replace("i", "\u0131"),
        lambda key: key + " ",
    )

    def renamed(value: Json) -> Json:
        if isinstance(value, list):
            return [renamed(member) for member in value]
        if not isinstance(value, dict):
            return value
        return {
            random.choice(change)(key) if random.random() < often else key: renamed(member)
            for key, member in value.items()
        }

    return renamed(document)


def with_doubled_keys(document: Json, random: Random, often: float) -> Json:
    """A copy in which some keys come twice, the second time with other content or in another case."""

    def doubled(value: Json) -> Json:
        if isinstance(value, list):
            return [doubled(member) for member in value]
        if not isinstance(value, dict):
            return value
        members = Pairs()
        for key, member in value.items():
            members.append((key, doubled(member)))
            if random.random() < often:
                again = key if random.random() < 0.7 else key.lower()
                other = mutated(member, random) if isinstance(member, (dict, list)) else random.choice(VALUES)
                members.insert(random.randint(0, len(members)), (again, other))
        return members

    return doubled(document)


def text_of(value: Json, indent: str = "") -> str:
    """JSON, one member a line; unlike `json.dumps`, with keys that come twice."""
    deeper = indent + "\t"
    if isinstance(value, (dict, Pairs)):
        pairs = value.items() if isinstance(value, dict) else value
        members = [f"{json.dumps(key)}: {text_of(member, deeper)}" for key, member in pairs]
        opening, closing = "{", "}"
    elif isinstance(value, list):
        members = [text_of(member, deeper) for member in value]
        opening, closing = "[", "]"
    else:
        return json.dumps(value)
    if not members:
        return opening + closing
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(members) + f"\n{indent}{closing}"


def _replaced(value: Json, wrong: Json, offset: int) -> Json:
    """A copy with each value replaced whose number, counted as they stand, leaves this remainder."""
    number = 0

    def copied(value: Json) -> Json:
        nonlocal number
        number += 1
        if number % _EVERY == offset:
            return wrong
        if isinstance(value, dict):
            return {key: copied(member) for key, member in value.items()}
        return [copied(member) for member in value] if isinstance(value, list) else value

    return {key: copied(member) for key, member in value.items()}
