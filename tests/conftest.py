"""What all tests share."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))  # `query_trees`, for the laws of several rooms

# How fast a machine is at the moment is no property of the code: a busy one must not fail a test.
settings.register_profile("siaran", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("siaran")

# A shell starts what it runs behind (`make test &`) with Ctrl-C ignored, and every program that a test starts would
# ignore it, too: tests that interrupt one waited for it without end.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
