"""Panels whose objects lie in slots (RAVEN): structure, attributes and their rules."""
