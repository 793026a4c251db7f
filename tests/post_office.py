"""A real mail server on loopback that keeps what it takes, and can be told to end whoever is talking to it."""

from __future__ import annotations

import os
import signal
import ssl
from asyncio import Server
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

Answer = Callable[[str], str | None]
"""What is said of an address at one step; None for what the server itself would say."""


def _nothing(_: str) -> str | None:
    return None


@dataclass(slots=True)
class PostOffice:
    """A running server: where it listens, the messages it took over in their order, each with its recipient.

    Steps are MAIL, RCPT and DATA (once the whole message is there). `on` may answer at a step, `kill` names a process
    that ends there, `hang_up` says whether the connection does.
    """

    port: int = 0
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    on: dict[str, Answer] = field(default_factory=dict)
    kill: Callable[[str, str], int | None] = lambda _step, _address: None
    hang_up: Callable[[str, str], bool] = lambda _step, _address: False

    def copies(self) -> Counter[str]:
        """How many messages each recipient has."""
        return Counter(recipient for recipient, _ in self.taken)

    def messages(self, recipient: str) -> list[EmailMessage]:
        """What a recipient finds in the mailbox."""
        found = [message_from_bytes(data, policy=default) for name, data in self.taken if name == recipient]
        return [one for one in found if isinstance(one, EmailMessage)]

    def step(self, name: str, address: str, server: Any) -> str | None:
        """Do at a step what was asked for."""
        answer = self.on.get(name, _nothing)(address)
        if self.hang_up(name, address):
            server.transport.abort()
            answer = "421 gone"
        if (pid := self.kill(name, address)) is not None:
            os.kill(pid, signal.SIGKILL)
        return answer


class _Handler:
    """The hooks bear the names that the library looks for."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        answer = self._office.step("MAIL", address, server)
        if not answer:
            envelope.mail_from = address
        return answer or "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        answer = self._office.step("RCPT", address, server)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - as above
        (recipient,) = envelope.rcpt_tos
        answer = self._office.step("DATA", recipient, server)
        if not answer:
            assert isinstance(envelope.content, bytes)
            self._office.taken.append((recipient, envelope.content))
        return answer or "250 taken over"


class _Controller(Controller):
    """On a port of the system's choice, which is known once it listens."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


def _check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and data == LoginPassword(b"editor", b"open sesame")
    return AuthResult(success=right, handled=False)


@contextmanager
def post_office(security: str = "none", certificate: Path | None = None) -> Iterator[PostOffice]:
    """Serve mail on a free port of loopback while the block runs; who logs in must be editor / open sesame.

    `certificate` (with its key beside it, `.key`) lets it encrypt from the start (`tls`) or when asked (`starttls`).
    """
    office = PostOffice()
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    controller = _Controller(
        _Handler(office),
        hostname="127.0.0.1",
        port=0,
        ready_timeout=120,
        ssl_context=context if security == "tls" else None,
        tls_context=context if security == "starttls" else None,
        authenticator=_check,
        auth_require_tls=False,
    )
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()
