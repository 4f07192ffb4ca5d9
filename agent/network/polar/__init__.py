"""Figures in polar coordinates: how far one is turned or mirrored from another."""
