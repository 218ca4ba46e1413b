"""The whole report in every format, for a run with findings, an incomplete one and a clean one."""

from __future__ import annotations

import pytest

from comet_lint.reports import FORMATS
from tests.reports.snapshots import EXTENSIONS, FOLDER, OUTCOMES, rendered, snapshot_path


@pytest.mark.parametrize("format_name", EXTENSIONS)
@pytest.mark.parametrize("outcome_name", OUTCOMES)
def test_report_is_as_recorded(outcome_name: str, format_name: str) -> None:
    recorded = snapshot_path(outcome_name, format_name).read_bytes().decode()
    assert rendered(format_name, OUTCOMES[outcome_name]) == recorded


def test_every_format_but_html_is_recorded() -> None:
    assert {*EXTENSIONS, "html"} == set(FORMATS)
    names = {path.name for path in FOLDER.iterdir()}
    assert names == {snapshot_path(o, f).name for o in OUTCOMES for f in EXTENSIONS}
