"""JSON Pointers with `*` and `**`, matched without trying anything twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_ANY_STEPS = "**"

_StepTest = Callable[[str], bool]


def pointer_matcher(glob: str) -> Callable[[str], bool]:
    """Whether a pointer matches `glob`, in which `*` stands for one step or a part of it and `**` for any number.

    Each part between two `**` is looked for once, from where the one before it ended: nothing is tried again.
    """
    parts: list[list[_StepTest]] = [[]]
    for step in glob.split("/")[1:]:
        if step == _ANY_STEPS:
            parts.append([])
        else:
            parts[-1].append(_step_test(step))
    # Adjacent `**` leave empty parts between them, which are found anywhere.
    first, *others = parts
    middle, last = others[:-1], others[-1:]

    def matches(pointer: str) -> bool:
        steps = pointer.split("/")[1:]
        if not last:
            return len(steps) == len(first) and _fits(first, steps, 0)
        end = len(steps) - len(last[0])
        here = len(first)
        if here > end or not _fits(first, steps, 0) or not _fits(last[0], steps, end):
            return False
        for part in middle:
            while not (here + len(part) <= end and _fits(part, steps, here)):
                here += 1
                if here > end:
                    return False
            here += len(part)
        return True

    return matches


def _fits(tests: Sequence[_StepTest], steps: Sequence[str], start: int) -> bool:
    return all(test(steps[start + number]) for number, test in enumerate(tests))


def _step_test(glob: str) -> _StepTest:
    begin, *others = glob.split("*")
    if not others:
        return glob.__eq__
    *middle, end = others

    def test(step: str) -> bool:
        here, limit = len(begin), len(step) - len(end)
        if here > limit or not step.startswith(begin) or not step.endswith(end):
            return False
        for text in middle:
            found = step.find(text, here, limit)
            if found < 0:
                return False
            here = found + len(text)
        return True

    return test
