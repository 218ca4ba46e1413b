from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# No test fails because the machine is busy.
settings.register_profile("comet-lint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("comet-lint")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", 'slow: takes more than ten seconds; leave out with -m "not slow"')
    config.addinivalue_line("markers", "thorough: takes many minutes; runs only with -m thorough")
