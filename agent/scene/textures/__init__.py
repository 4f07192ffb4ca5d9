"""Textures as fills: what repeats over the inside of a shape, and the objects that lie on it."""
