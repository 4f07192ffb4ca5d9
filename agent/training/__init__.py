"""Commands that train the networks and fit the weights; nothing else imports them."""
