"""What all tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# How fast a machine is at the moment is no property of the code: a busy one must not fail a test.
settings.register_profile("siaran", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("siaran")
