"""Sockets: many documents fetched politely at once. The only package that knows aiohttp.

Whatever goes wrong with one address becomes its `Failed`; nothing that a server does can disturb the others.
"""

from digest.web.failures import NO_NETWORK
from digest.web.fetching import fetch, fetch_all
from digest.web.journeys import MOST_REDIRECTS
from digest.web.loops import runner
from digest.web.reach import HOSTS_THAT_PROVE_IT
from digest.web.requests import ACCEPT, Request

__all__ = ["ACCEPT", "HOSTS_THAT_PROVE_IT", "MOST_REDIRECTS", "NO_NETWORK", "Request", "fetch", "fetch_all", "runner"]
