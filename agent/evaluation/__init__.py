"""Runs over problem sets, and what is kept, shown and told of them."""
