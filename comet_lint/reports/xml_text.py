"""XML documents from foreign text."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, indent, tostring

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """`text` with the characters that XML cannot hold, even escaped, written as `\\u0000`."""
    return _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def element(tag: str, attributes: dict[str, str], text: str = "") -> Element:
    """An element with safe attributes and text."""
    made = Element(tag, {name: xml_safe(value) for name, value in attributes.items()})
    if text:
        made.text = xml_safe(text)
    return made


def document(root: Element) -> str:
    """The text of a document, with its declaration; to be written in UTF-8."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'
