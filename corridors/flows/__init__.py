"""Train services on the network: their routes, and the trains a year that they bring to each segment.

What is counted where trains set out is put on the services of that place, added up along their
routes, and held against what is counted at the borders; the difference is told, not hidden.
"""

from corridors.flows.assignment import (
    Flow,
    Pool,
    Reconciliation,
    YearFlows,
    reconciliation,
    year_flows,
    years,
)
from corridors.flows.counts import Count, border_counts, origin_counts
from corridors.flows.segments import flows, segment_lines, segment_trains
from corridors.flows.services import (
    Service,
    ServiceRoute,
    Way,
    province_code,
    service_routes,
    services,
    shipped_ways,
)

__all__ = [
    "Count",
    "Flow",
    "Pool",
    "Reconciliation",
    "Service",
    "ServiceRoute",
    "Way",
    "YearFlows",
    "border_counts",
    "flows",
    "origin_counts",
    "province_code",
    "reconciliation",
    "segment_lines",
    "segment_trains",
    "service_routes",
    "services",
    "shipped_ways",
    "year_flows",
    "years",
]
