"""Speed, as ratios within one run against plain torch: `python -m benchmarks [--json]`."""
