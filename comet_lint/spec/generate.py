"""Makes the generated files: the schemas from the model, and the model's types from an API page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from comet_lint.spec.model import SpecError, Types
from comet_lint.spec.notation import read_types, write_types
from comet_lint.spec.overlays import Complain, load_model
from comet_lint.spec.schemas import bundle
from comet_lint.spec.standalone import render, standalone

ROOTS = ("ServerConfigOptions", "UserProfileConfig", "GroupPolicy", "Organization")
"""The types that are documents of their own and get a schema file each."""

MODEL = "model"
TYPES = "model/types.yaml"

Files = Mapping[str, str]
"""Contents by path relative to the folder of the schemas."""


def committed_types(folder: Path) -> Types:
    """The types in the notation file of the schema folder."""
    path = folder / TYPES
    try:
        return read_types(path.read_text("utf-8"), TYPES)
    except OSError as error:
        raise SpecError(f"cannot read {path}: {error.strerror}") from None


def generated_files(types: Types, overlays: Path, complain: Complain | None = None) -> Files:
    """The notation of the types and the schemas made from them and the overlays; the same input gives the same bytes.

    `complain` as for `load_model`.
    """
    whole = bundle(load_model(types, overlays, complain))
    return {
        TYPES: write_types(types),
        "comet.schema.json": render(whole),
        **{f"{root}.schema.json": render(standalone(whole, root)) for root in ROOTS if root in types},
    }


def stale_files(files: Files, folder: Path) -> list[str]:
    """The paths whose content in the folder is not the given one, missing files included."""
    return [path for path, content in files.items() if not _has_content(folder / path, content)]


def write_files(files: Files, folder: Path) -> None:
    """Writes all files or, when one cannot be written, changes none: each is written beside its place, then moved."""
    drafts: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{target.name}.new")
            drafts.append((draft, target))
            draft.write_bytes(content.encode())
        for draft, target in drafts:
            draft.replace(target)
    except OSError as error:
        raise SpecError(f"cannot write {error.filename}: {error.strerror}") from None
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)


def _has_content(path: Path, content: str) -> bool:
    return path.is_file() and path.read_bytes() == content.encode()
