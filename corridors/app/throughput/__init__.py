"""The page Throughput."""
