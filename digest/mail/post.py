"""Talking to a mail server: the only module that knows smtplib."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from digest.errors import MailError
from digest.text import clean

_Part = Literal["sender", "recipient", "message"]

_PATIENCE = 60.0
"""Seconds that a server may take for an answer."""

_DOT = re.compile(rb"(?m)^\.")


class Security(StrEnum):
    """How the connection is kept from others: encrypted once it stands, from its start, or not at all."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server and how to be let in; `password` shows in no representation."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A server's no to one message, in its words, and to which part of it."""

    code: int
    words: str
    part: _Part

    @property
    def final(self) -> bool:
        """Whether the address is at fault for good, and not the moment, the message, or who we are (5.7, RFC 3463)."""
        return self.part == "recipient" and self.code >= 500 and " 5.7." not in self.words


class Lost(Exception):
    """The connection ended, or the server answered against the rules."""


class Post:
    """An open connection."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

    def deliver(self, sender: str, recipient: str, message: bytes, about_to_end: Callable[[], None]) -> Refused | None:
        """Hand a message over for one recipient; None once the server has taken it over.

        `about_to_end` is called when all but the final dot is sent: before it returns, the server may deliver nothing;
        afterwards it may have. Raises Lost where the connection ends.
        """
        try:
            for part, step in self._steps(sender, recipient):
                code, words = step()
                if not 200 <= code < 400:
                    self._smtp.rset()
                    return Refused(code=code, words=_told(code, words), part=part)
            self._smtp.send(_DOT.sub(b"..", message) + (b"" if message.endswith(b"\r\n") else b"\r\n"))
            self._noted(about_to_end)
            self._smtp.send(b".\r\n")
            code, words = self._smtp.getreply()
        except (smtplib.SMTPException, OSError) as fault:
            raise Lost(clean(str(fault)) or type(fault).__name__) from None
        return None if 200 <= code < 300 else Refused(code=code, words=_told(code, words), part="message")

    def _noted(self, about_to_end: Callable[[], None]) -> None:
        try:
            about_to_end()
        except BaseException:
            self._smtp.close()  # whatever else was said would be words of the message, and no server answers those
            raise

    def _steps(self, sender: str, recipient: str) -> Iterator[tuple[_Part, Callable[[], tuple[int, bytes]]]]:
        yield "sender", lambda: self._smtp.mail(sender)
        yield "recipient", lambda: self._smtp.rcpt(recipient)
        yield "message", lambda: self._smtp.docmd("DATA")


@contextmanager
def post(server: Server) -> Iterator[Post]:
    """Connect to a server, for as long as the block runs. MailError in one line where that cannot be done."""
    smtp = _connected(server)
    try:
        yield Post(smtp)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def _connected(server: Server) -> smtplib.SMTP:
    where, trust = f"{server.host}:{server.port}", ssl.create_default_context()
    try:
        if server.security is Security.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=trust)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
    except (smtplib.SMTPException, OSError) as fault:
        raise _unusable(where, fault) from None
    try:
        if server.security is Security.STARTTLS:
            smtp.starttls(context=trust)
        smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as fault:
        smtp.close()
        said = _told(fault.smtp_code, fault.smtp_error)
        raise MailError(
            f"{where} lets {server.user} not in: {said} (check DIGEST_SMTP_USER and DIGEST_SMTP_PASSWORD)"
        ) from None
    except (smtplib.SMTPException, OSError) as fault:
        smtp.close()
        raise _unusable(where, fault) from None
    return smtp


def _unusable(where: str, fault: Exception) -> MailError:
    said = clean(str(fault)) or type(fault).__name__
    return MailError(f"{where} cannot be used: {said} (check DIGEST_SMTP_HOST, _PORT and DIGEST_SMTP_SECURITY)")


def _told(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return clean(f"{code} {text}")[:300]
