"""Skeletons of line drawings: cleaned of what thinning does to them, and their paths joined across junctions."""
