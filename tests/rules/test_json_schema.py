"""Validators read nothing but the schema they are given."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from comet_lint.rules.json_schema import fast_validator, file_validator

ASKED: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"type": "string"}')


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a web server that answers everything with a schema and keeps what it was asked for."""
    ASKED.clear()
    with HTTPServer(("127.0.0.1", 0), _Handler) as running:
        thread = Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("make", [fast_validator, file_validator])
@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef"])
def test_no_network(server: str, make: Any, keyword: str) -> None:
    with pytest.raises(Exception, match=r"schema\.json"):
        make({keyword: f"{server}/schema.json"}).is_valid("text")
    assert ASKED == []


@pytest.mark.parametrize("make", [fast_validator, file_validator])
def test_no_files(tmp_path: Path, make: Any) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text('{"type": "string"}', encoding="utf-8")
    with pytest.raises(Exception, match=r"schema\.json"):
        make({"$ref": schema.as_uri()}).is_valid("text")


@pytest.mark.parametrize("make", [fast_validator, file_validator])
def test_what_the_schema_holds_itself_is_followed(make: Any) -> None:
    validator = make({"$ref": "#/$defs/text", "$defs": {"text": {"type": "string"}}})
    assert validator.is_valid("text")
    assert not validator.is_valid(1)
