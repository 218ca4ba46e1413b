"""The secrets of a whole file with several documents: each may stand in the names of another one."""

from __future__ import annotations

from collections.abc import Collection

from comet_lint.comet.document_secrets import secrets_of
from comet_lint.comet.mask import words_of
from comet_lint.comet.model import Model
from comet_lint.source.documents import Document
from comet_lint.text.pointers import Path


def secret_words(document: Document, strangers: Collection[Path], model: Model) -> frozenset[str]:
    """The secrets of one document of the file, as `words_of` gives them. `strangers` are as in `secrets_of`."""
    return words_of(secrets_of(document.value, document.shape, model, strangers, document.replaced))
