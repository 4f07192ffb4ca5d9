"""Which rules hold, how much each piece of evidence counts, and what that says of the options."""
