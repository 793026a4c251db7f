"""What went wrong, in words for the editor: statuses and the libraries' exceptions to `Failed`."""

from __future__ import annotations

import errno
import os
import ssl
import zlib
from datetime import timedelta

import aiohttp
import brotli

from digest.model import Failed
from digest.web.guard import Refused
from digest.web.unpacking import TooLarge

NO_NETWORK = Failed(
    what="was not tried, because no host could be reached",
    todo="check this machine's network and run again",
    unreachable=True,
)
NO_ADDRESS = Failed(what="its url is no web address", todo="correct it in feeds.yaml", untried=True)

_LATER = "it is tried again at the next run; ask the publisher if it lasts"
_NEW_ADDRESS = "ask the publisher for the new address or remove the feed"
_ADVICE = {
    401: "the publisher wants a login: ask for an open address or remove the feed",
    403: "the publisher refuses this program: ask for access or remove the feed",
    404: _NEW_ADDRESS,
    410: "the publisher has ended it: remove the feed",
    429: "the publisher wants to be asked less often: run less often",
    451: "the publisher may not serve it here: remove the feed",
}


def answered(status: int, wait: timedelta | None = None) -> Failed:
    """An answer without a document."""
    return Failed(what=f"HTTP {status}", todo=_ADVICE.get(status, _LATER), status=status, wait=wait)


def astray(what: str, status: int) -> Failed:
    """A redirect that leads to no document."""
    return Failed(what=what, todo=_NEW_ADDRESS, status=status)


def failed(error: Exception) -> Failed:
    """What an exception of a library, or one of this package, means."""
    if refused := _refused(error):
        return Failed(
            what=f"its address is not on the open internet ({refused.address})",
            todo=f"correct its url, or allow it with --allow-private {refused.network}",
            untried=True,
        )
    if isinstance(error, TooLarge):
        return Failed(what=str(error), todo="ask the publisher for a shorter feed")
    if isinstance(error, aiohttp.ClientConnectorError) and not isinstance(error, _SAID_BY_KIND):
        return _unreachable(f"no connection ({os.strerror(error.errno or errno.EHOSTUNREACH)})")
    for kinds, failure in _KINDS:
        if isinstance(error, kinds):
            return failure
    return Failed(what=f"could not be fetched ({type(error).__name__})", todo="check its url in feeds.yaml")


def _refused(error: Exception) -> Refused | None:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    return cause if isinstance(cause, Refused) else None


def _unreachable(what: str) -> Failed:
    return Failed(what=what, todo="check its url in feeds.yaml and this machine's network", unreachable=True)


_SAID_BY_KIND = (aiohttp.ClientSSLError, aiohttp.ClientConnectorDNSError)
_KINDS: tuple[tuple[tuple[type[Exception], ...], Failed], ...] = (  # the first that fits speaks
    (
        (aiohttp.ClientConnectorCertificateError,),
        Failed(what="no safe connection (its TLS certificate is not valid)", todo="tell the publisher"),
    ),
    (
        (aiohttp.ClientSSLError, ssl.SSLError),
        Failed(what="no safe connection (its TLS cannot be used)", todo="tell the publisher"),
    ),
    ((aiohttp.ClientConnectorDNSError,), _unreachable("the name of its host is not known")),
    ((aiohttp.ConnectionTimeoutError,), _unreachable("no connection in time")),
    ((TimeoutError,), Failed(what="no whole answer in time", todo=_LATER)),
    ((aiohttp.InvalidURL,), NO_ADDRESS),
    ((aiohttp.ClientResponseError,), Failed(what="the answer is not HTTP", todo=_LATER)),
    (
        (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError, aiohttp.ClientOSError),
        Failed(what="the connection was cut before the answer ended", todo=_LATER),
    ),
    ((zlib.error, brotli.error), Failed(what="its compression cannot be undone", todo=_LATER)),
)
