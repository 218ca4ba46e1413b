"""LDAP search filters (RFC 4515): whether one asks for more than an account in the directory."""

from __future__ import annotations

import re

_USER = "%{USER}"
_ACCOUNT_CLASSES = frozenset(
    ("*", "top", "user", "person", "organizationalperson", "inetorgperson", "posixaccount", "account", "ldapsubentry")
)
_CLASS_ATTRIBUTES = frozenset(("objectclass", "objectcategory"))
_NAME_ATTRIBUTES = frozenset(
    ("uid", "cn", "samaccountname", "userprincipalname", "mail", "name", "userid", "displayname", "distinguishedname")
)
_TOKENS = re.compile(r"\(\s*([&|!])|(\()|(\))|([^()]+)")
_DEEPEST = 50


def lets_everybody_in(search_filter: str) -> bool:
    """Whether the filter, with the name that was typed in put into it, fits everybody with an account.

    It asks for the name, for a class that every account has, or for nothing. False where that is not certain.
    """
    text = search_filter.strip()
    if not text:
        return True
    if _USER not in text:
        return False  # The same for everybody: see ldap-filter-without-user.
    if not text.startswith("("):
        text = f"({text})"
    return _verdict(text) is True


def _verdict(text: str) -> bool | None:
    """True for a filter that fits every account, False for another one, None for what is none."""
    # Each open part: its sign, and the verdicts on what it holds.
    stack: list[tuple[str, list[bool]]] = [("&", [])]
    for match in _TOKENS.finditer(text):
        sign, opening, closing, item = match.groups()
        if sign or opening:
            if len(stack) > _DEEPEST:
                return None
            stack.append((sign or "", []))
        elif closing:
            if len(stack) == 1:
                return None
            its_sign, parts = stack.pop()
            stack[-1][1].append(_joined(its_sign, parts))
        elif item.strip():
            if stack[-1][0]:
                return None
            stack[-1][1].append(_fits_accounts(item))
    return _joined(*stack[0]) if len(stack) == 1 and stack[0][1] else None


def _joined(sign: str, parts: list[bool]) -> bool:
    # What is left out by a `!`, such as disabled accounts, is a few among all.
    return sign == "!" or (any(parts) if sign == "|" else all(parts))


def _fits_accounts(item: str) -> bool:
    attribute, equals, value = item.partition("=")
    attribute, value = attribute.strip().lower(), value.strip().lower()
    if not equals:
        return False
    if attribute in _CLASS_ATTRIBUTES:
        return value in _ACCOUNT_CLASSES
    if attribute in _NAME_ATTRIBUTES:
        return value == "*" or _USER.lower() in value
    return False
