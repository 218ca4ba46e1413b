"""Where the data files are: beside the package in a wheel, at the top of the tree in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def _data_folder(name: str) -> Path:
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def schemas_folder() -> Path:
    """The folder of the generated JSON Schemas; its subfolder `model` holds what they are made from."""
    return _data_folder("schemas")


def rules_folder() -> Path:
    """The folder of the rule files, one subfolder per family."""
    return _data_folder("rules")
