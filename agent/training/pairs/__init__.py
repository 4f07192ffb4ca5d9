"""Pairs of figures to train on: their pool, the errors of each field, the pairs that are read worst."""
