"""Pulling: feeds and follower figures from the network to entries and observations. Nothing is kept here."""

from digest.pull.batches import batches
from digest.pull.documents import problem_of, pull, reached, user_agent
from digest.pull.figures import pull_figures
from digest.pull.schedule import current, to_ask

__all__ = ["batches", "current", "problem_of", "pull", "pull_figures", "reached", "to_ask", "user_agent"]
