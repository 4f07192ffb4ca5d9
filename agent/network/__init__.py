"""The multi-regression network: what changed from one figure to another."""
