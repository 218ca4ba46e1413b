"""Names of headers and settings, and whether what they hold is a credential."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_CREDENTIALS = frozenset(
    [
        "apikey",
        "accesstoken",
        "auth",
        "authentication",
        "authorization",
        "authtoken",
        "bearer",
        "cookie",
        "credential",
        "credentials",
        "passphrase",
        "passwd",
        "password",
        "secret",
        "signature",
        "token",
    ]
)
_KEYS_TO_NO_DOOR = frozenset(
    ["cache", "dedup", "event", "group", "idempotency", "message", "partition", "public", "routing", "sort"]
)
"""What comes before `Key` in names that hold no secret."""
_SHORT_FORMS = frozenset(["cert", "otp", "pass", "passcode", "pin", "psk", "pwd", "totp"])


def is_credential(name: str) -> bool:
    """Whether a header or setting of this name carries what opens a door: a token, a key, a password."""
    words = [word.lower() for word in _WORDS.findall(name)]
    before_keys = [before for before, word in zip(["", *words], words, strict=False) if word == "key"]
    return not _CREDENTIALS.isdisjoint(words) or any(before not in _KEYS_TO_NO_DOOR for before in before_keys)


@lru_cache(maxsize=1024)
def is_secret_setting(name: str) -> bool:
    """Whether a setting of this name may hold a secret: a credential, or what is called so in short."""
    return is_credential(name) or not _SHORT_FORMS.isdisjoint(word.lower() for word in _WORDS.findall(name))
