"""Ways to break the classes of a flattened page into lines."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_CLASS = re.compile(r"^class .*$", re.MULTILINE)


def _inside_classes(page: str, change: Callable[[str], str]) -> str:
    return _CLASS.sub(lambda match: change(match[0]), page)


def _one_word_a_line(page: str) -> str:
    return _inside_classes(page, lambda line: line.replace(" ", "\n"))


def _comments_on_their_own_lines(page: str) -> str:
    return _inside_classes(
        page, lambda line: line.replace(" // ", "\n\t// ").replace("{ ", "{\n\t").replace(" }", "\n}")
    )


def _tabs(page: str) -> str:
    return _inside_classes(page, lambda line: line.replace(" ", "\t"))


def _double_blanks(page: str) -> str:
    return _inside_classes(page, lambda line: line.replace(" ", "  \n  "))


def _windows_lines(page: str) -> str:
    return _comments_on_their_own_lines(page).replace("\n", "\r\n")


def _byte_order_mark(page: str) -> str:
    return "\ufeff" + page


def _at_random(seed: int) -> Callable[[str], str]:
    def broken(page: str) -> str:
        chance = random.Random(seed)
        return _inside_classes(
            page, lambda line: re.sub(" ", lambda _: chance.choice([" ", " ", " ", "\n", "\n\n\t"]), line)
        )

    return broken


VARIANTS: dict[str, Callable[[str], str]] = {
    "one word a line": _one_word_a_line,
    "comments on their own lines": _comments_on_their_own_lines,
    "tabs": _tabs,
    "double blanks": _double_blanks,
    "Windows line ends": _windows_lines,
    "byte order mark": _byte_order_mark,
    **{f"at random, seed {seed}": _at_random(seed) for seed in range(5)},
}
