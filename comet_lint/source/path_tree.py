"""Many paths as one tree: one walk through a text finds them all."""

from __future__ import annotations

from collections.abc import Sequence

from comet_lint.text.pointers import Path, Step


class PathTree:
    """The paths that share a beginning: those that end with it, and the others by their next step."""

    __slots__ = ("below", "wanted")

    def __init__(self) -> None:
        self.wanted: list[int] = []
        """Indices of the paths that end here."""
        self.below: dict[Step, PathTree] = {}

    def all_wanted(self) -> list[int]:
        """Indices of the paths that end here or below."""
        found: list[int] = []
        trees = [self]
        while trees:
            tree = trees.pop()
            found += tree.wanted
            trees += tree.below.values()
        return found


def path_tree(paths: Sequence[Path]) -> PathTree:
    root = PathTree()
    for index, path in enumerate(paths):
        tree = root
        for step in path:
            below = tree.below.get(step)
            if below is None:
                below = tree.below[step] = PathTree()
            tree = below
        tree.wanted.append(index)
    return root
