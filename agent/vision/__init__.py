"""Rasters and masks: what knows pixels, and nothing of figures or matrices."""
