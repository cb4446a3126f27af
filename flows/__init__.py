"""The only part that knows Prefect: schedule, retries, concurrency, artifacts, state.

Prefect and numpy read their settings on import; what the embedded server needs is set before, and never over what is
set already.
"""

from __future__ import annotations

import os

_DEFAULTS = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # 20 s are too few for a loaded machine
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # Sentence vectors multiply small matrices: a second thread waits more than it works, and takes the core from
    # others. Measured on two busy cores: 84 texts/s with two threads, 660 with one.
    "OPENBLAS_NUM_THREADS": "1",
}
for _name, _value in _DEFAULTS.items():
    os.environ.setdefault(_name, _value)
