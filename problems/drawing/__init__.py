"""Drawings of items, and their pictures."""
