from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", 'slow: takes many seconds; leave out with -m "not slow"')
    config.addinivalue_line("markers", "thorough: takes many minutes; runs only with -m thorough")
