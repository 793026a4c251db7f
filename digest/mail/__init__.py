"""Mail: who gets the edition, who has had it, and the one place that talks to a mail server.

SMTP cannot promise that a message arrives exactly once: a server may take it and the connection end before its answer.
What can be had is had here: nobody gets an edition twice, and whoever may have missed it is named (`ledger`).
"""

from digest.mail.bounces import Bounce, read_bounces
from digest.mail.ledger import Ledger, open_ledger
from digest.mail.post import Security, Server
from digest.mail.readers import Readers, add, read_readers, remove
from digest.mail.sending import Sent, send

__all__ = [
    "Bounce",
    "Ledger",
    "Readers",
    "Security",
    "Sent",
    "Server",
    "add",
    "open_ledger",
    "read_bounces",
    "read_readers",
    "remove",
    "send",
]
