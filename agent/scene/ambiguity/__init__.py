"""Pieces that can be read in several ways, read as the rest of the problem suggests."""
