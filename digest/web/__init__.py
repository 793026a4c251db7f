"""Sockets: many documents fetched politely at once. The only package that knows aiohttp.

Whatever goes wrong with one address becomes its `Failed`; nothing that a server does can disturb the others.

Every address is asked once, within `Manners`, in uvloop's event loop. A request waits in the lane of its host (`lanes`:
so many at once, starts apart; waiting takes nobody else's place) and follows its redirects itself (`journeys`), each in
the lane of its own host. Validators go along the whole chain, since they stem from its end; a password goes to no other
origin. A feed has `moved` as far as an unbroken run of 301 and 308 was answered; a step from https down to http is
followed, but ends that run. When a host tells two requests to wait, its others come back as `Postponed`.
"""

from digest.web.failures import NO_NETWORK
from digest.web.fetching import fetch, fetch_all
from digest.web.journeys import MOST_REDIRECTS
from digest.web.loops import runner
from digest.web.reach import HOSTS_THAT_PROVE_IT
from digest.web.requests import ACCEPT, Request

__all__ = ["ACCEPT", "HOSTS_THAT_PROVE_IT", "MOST_REDIRECTS", "NO_NETWORK", "Request", "fetch", "fetch_all", "runner"]
