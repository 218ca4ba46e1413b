"""Makes the generated files: the schemas from the model, and the model's types from an API page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from comet_lint.spec.model import SpecError, Types
from comet_lint.spec.notation import read_types, write_types
from comet_lint.spec.overlays import OVERLAY_FILES, Complain, load_model
from comet_lint.spec.schemas import bundle
from comet_lint.spec.standalone import render, standalone

ROOTS = ("ServerConfigOptions", "UserProfileConfig", "GroupPolicy", "Organization")
"""The types that are documents of their own and get a schema file each."""

MODEL = "model"
TYPES = "model/types.yaml"

FileTexts = Mapping[str, str]
"""Contents by path relative to the folder of the schemas."""


def committed_types(folder: Path) -> Types:
    """The types in the notation file of the schema folder."""
    path = folder / TYPES
    try:
        return read_types(path.read_text("utf-8"), TYPES)
    except OSError as error:
        raise SpecError(f"cannot read {path}: {error.strerror}") from None


def overlay_folder(folder: Path, own: Path) -> Path:
    """Where the overlays are: in the model of `folder` if it has any, else in that of `own`."""
    model = folder / MODEL
    return model if any((model / name).is_file() for name in OVERLAY_FILES) else own / MODEL


def generated_files(types: Types, overlays: Path, complain: Complain | None = None) -> FileTexts:
    """The types in the notation, and the schemas made from them and the overlays.

    The same input gives the same bytes. `complain` as for `load_model`.
    """
    whole = bundle(load_model(types, overlays, complain))
    return {
        TYPES: write_types(types),
        "comet.schema.json": render(whole),
        **{f"{root}.schema.json": render(standalone(whole, root)) for root in ROOTS if root in types},
    }


def stale_files(files: FileTexts, folder: Path) -> list[str]:
    """The paths whose content in the folder is not the given one, missing files included."""
    return [path for path, content in files.items() if not _has_content(folder / path, content)]


def write_files(files: FileTexts, folder: Path) -> None:
    """Writes all files or, when one cannot be written, none: first beside their places, then moved there."""
    targets = {folder / path: content for path, content in files.items()}
    new_folders = [parent for parent in _parents(targets) if not parent.exists()]
    drafts = {target: target.with_name(f".{target.name}.new") for target in targets}
    try:
        for new_folder in new_folders:
            new_folder.mkdir()
        for target, content in targets.items():
            if target.is_dir():
                raise SpecError(f"cannot write {target}: it is a folder")
            drafts[target].write_bytes(content.encode())
        for target, draft in drafts.items():
            draft.replace(target)
    except OSError as error:
        raise SpecError(f"cannot write to {folder}: {error.strerror}") from None
    finally:
        _tidy(drafts.values(), new_folders)


def _parents(paths: Iterable[Path]) -> list[Path]:
    """All folders that the paths are in, outer ones first."""
    return sorted({parent for path in paths for parent in path.parents})


def _tidy(drafts: Iterable[Path], new_folders: Iterable[Path]) -> None:
    """Removes what a failed run leaves behind; after a good one there is nothing to remove."""
    with suppress(OSError):
        for draft in drafts:
            draft.unlink(missing_ok=True)
        for folder in sorted(new_folders, reverse=True):
            folder.rmdir()


def _has_content(path: Path, content: str) -> bool:
    return path.is_file() and path.read_bytes() == content.encode()
