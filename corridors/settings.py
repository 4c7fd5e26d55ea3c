"""Names of the environment variables by which a server is told what to open."""

from __future__ import annotations

from typing import Final

__all__ = ["HOSTS_VARIABLE", "METRICS_VARIABLE"]

HOSTS_VARIABLE: Final = "CORRIDORS_ALLOW_HOSTS"
"""Names under which the server may be asked, besides those of this machine; with commas between."""
METRICS_VARIABLE: Final = "CORRIDORS_METRICS"
"""Opens the server's metrics when it is set to anything."""
