"""Suppressions and the baseline: what is taken out of a report, and why."""
