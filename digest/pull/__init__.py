"""Pulling: feeds and follower figures from the network to entries and observations. Nothing is kept here."""
