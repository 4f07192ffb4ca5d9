"""Pairs of figures with labels of what changed, for training."""
