"""Taking the secrets of a document out of pieces of it that are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from comet_lint.comet.document_secrets import Secrets
from comet_lint.comet.model import Model, fold_name
from comet_lint.comet.setting_names import is_known_setting
from comet_lint.text.printable import printable
from comet_lint.text.quotes import Masking

MASKED = "***"

_SHORTEST_SECRET = 6
"""Shorter secrets are not searched for: they would match parts of ordinary words."""
_SHORTEST_WORD = 8
"""Characters of a word from which it is masked for being equal to a secret of somebody else."""
_SHORTEST_LINE = 16
"""Characters of one line of a secret from which the line is a secret by itself."""

_FEW = 16
"""Secrets that are searched for one by one, to see at once that there is none in a text."""

_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z0-9 ]{0,40}-----|\Z)", re.DOTALL
)
_KEY_BEGIN = "PRIVATE KEY"
_TOKEN = re.compile(rf"[^\s\"'`<>()\[\]{{}},;]{{{_SHORTEST_WORD},}}")
_PART = re.compile(rf"[^/\\:@=|]{{{_SHORTEST_WORD},}}")
_ENDS = ".!?:,"


class Mask:
    """Removes secrets from pieces of a document, in whatever form they were pasted there.

    `secrets` are masked wherever they stand, their words where they are a whole word, and so is what `is_others` says
    is a secret of another document, when it is asked about a word in lower case. `is_public` tells the names of the
    spec: whoever masks those tells that they are a secret.
    """

    def __init__(
        self,
        secrets: Secrets,
        is_others: Callable[[str], object] | None = None,
        is_public: Callable[[str], bool] = lambda _name: False,
    ) -> None:
        self._forms = _index({form for secret in secrets.values for form in _forms_of(secret)})
        self._words = _words_of(secrets.words)
        self._is_others = is_others
        self._is_public = is_public
        # A document's findings quote the same few names again and again.
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """`text` without the secrets in it."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._masked(text)
        return known

    def _masked(self, text: str) -> str:
        if _KEY_BEGIN in text:
            text = _PRIVATE_KEY.sub(MASKED, text)
        if self._forms:
            text = self._without_secrets(text)
        return self._without_words(text) if self._words or self._is_others is not None else text

    def field_name(self, name: str) -> str:
        """The name of a field or key without the secrets in it; names of the spec stay as they are."""
        masked = self(name)
        return name if masked != name and self._is_public(name) else masked

    def _without_secrets(self, text: str) -> str:
        folded = _folded(text)
        if len(self._forms) <= _FEW and not any(map(folded.__contains__, self._forms)):
            return text
        parts: list[str] = []
        shown_to = hidden_to = 0
        for start in range(len(folded) - _SHORTEST_SECRET + 1):
            by_length = self._forms.get(folded[start : start + _SHORTEST_SECRET])
            # The longest one counts, and of secrets that overlap all is hidden.
            for length, forms in by_length or ():
                if folded[start : start + length] in forms:
                    if start >= hidden_to:
                        parts += [text[shown_to:start], MASKED]
                    shown_to = hidden_to = max(hidden_to, start + length)
                    break
        return "".join(parts) + text[shown_to:] if parts else text

    def _without_words(self, text: str) -> str:
        def masked_part(part: re.Match[str]) -> str:
            return MASKED if self._is_word(part[0]) else part[0]

        def masked(token: re.Match[str]) -> str:
            return MASKED if self._is_word(token[0]) else _PART.sub(masked_part, token[0])

        return MASKED if self._is_word(text) else _TOKEN.sub(masked, text)

    def _is_word(self, text: str) -> bool:
        word = text.strip().lower()
        bare = word.rstrip(_ENDS)
        if word in self._words or bare in self._words:
            return True
        is_others = self._is_others
        return is_others is not None and len(bare) >= _SHORTEST_WORD and bool(is_others(word) or is_others(bare))


class _Several:
    """Masks what any of several masks does."""

    def __init__(self, masks: Iterable[Mask]) -> None:
        self._masks = tuple(masks)

    def __call__(self, text: str) -> str:
        for mask in self._masks:
            text = mask(text)
        return text

    def field_name(self, name: str) -> str:
        for mask in self._masks:
            name = mask.field_name(name)
        return name


def joined(mask: Mask, *others: Mask) -> Masking:
    """What masks all that any of these does."""
    return _Several((mask, *others)) if others else mask


def words_of(secrets: Secrets) -> frozenset[str]:
    """The secrets of a document in the form in which a mask asks about words: see `is_others`."""
    return frozenset(_words_of(secrets.values))


def public_names(model: Model) -> Callable[[str], bool]:
    """Whether a name is one of the spec: a type, a field in whatever case, or a setting of protected items."""
    return lambda name: fold_name(name) in model.folded_names or is_known_setting(name)


def _index(forms: Iterable[str]) -> dict[str, list[tuple[int, set[str]]]]:
    """Texts by how they begin and, longest first, by length: finding them takes no longer, the more there are."""
    found: dict[str, dict[int, set[str]]] = {}
    for form in map(_folded, forms):
        found.setdefault(form[:_SHORTEST_SECRET], {}).setdefault(len(form), set()).add(form)
    return {begin: sorted(by_length.items(), reverse=True) for begin, by_length in found.items()}


def _folded(text: str) -> str:
    """`text` in lower case, character by character."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join([lower if len(lower := character.lower()) == 1 else character for character in text])


def _words_of(texts: Iterable[str]) -> set[str]:
    return {word for text in texts if len(word := text.strip().lower()) >= _SHORTEST_WORD}


def _forms_of(secret: str) -> Iterator[str]:
    """The secret and what becomes of it on its way into another field: without blanks around it, escaped, in lines."""
    bare = secret.strip()
    if len(bare) < _SHORTEST_SECRET:
        return
    yield bare
    if bare.isascii() and bare.isalnum():
        return
    import json
    from urllib.parse import quote, quote_plus

    yield printable(bare, len(bare) + 1)
    yield json.dumps(bare)[1:-1]
    yield json.dumps(bare, ensure_ascii=False)[1:-1]
    for escape in (quote, quote_plus):
        yield escape(bare, safe="", errors="replace")
    parts = bare.split()
    if len(parts) > 1:
        yield " ".join(parts)
        yield "".join(parts)
    lines = [line.strip() for line in re.split(r"[\r\n]+|\\r|\\n", bare)]
    if len(lines) > 1:
        yield from (line for line in lines if len(line) >= _SHORTEST_LINE and not line.startswith("-----"))
