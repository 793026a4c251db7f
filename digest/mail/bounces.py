"""Messages that came back: delivery status notifications read from a mailbox. Source: RFC 3464, RFC 3463.

Anyone can write one, so it counts only where it shows our own message to that very reader.
"""

from __future__ import annotations

import mailbox
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from pathlib import Path

from digest.errors import UsageError
from digest.text import clean, is_email

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_DEAD = ("5.1.", "5.2.1")
"""Bad addresses, and mailboxes that take nothing any more (RFC 3463, sections 3.2 and 3.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """An address that a message did not reach, with the server's status and words.

    `ours` tells that it shows the message that went to that address; `dead` that nothing will ever arrive there.
    """

    address: str
    status: str
    words: str
    ours: bool

    @property
    def dead(self) -> bool:
        return self.ours and self.status.startswith(_DEAD)


def read_bounces(path: Path, message_id: Callable[[str, str], bool]) -> tuple[Bounce, ...]:
    """The bounces in a maildir, an mbox file or a folder of messages, each address once, the gravest word on it.

    `message_id` tells whether a Message-ID is that of a message to an address. What cannot be read is passed over.
    UsageError where there is no such place.
    """
    found: dict[str, Bounce] = {}
    for message in _messages(path):
        for bounce in _bounces(message, message_id):
            known = found.get(bounce.address.casefold())
            if known is None or (bounce.dead, bounce.ours) > (known.dead, known.ours):
                found[bounce.address.casefold()] = bounce
    return tuple(sorted(found.values(), key=lambda one: one.address.casefold()))


def _messages(path: Path) -> Iterator[Message]:
    if path.is_dir() and (path / "cur").is_dir():
        yield from mailbox.Maildir(path, create=False)
    elif path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file():
                yield message_from_bytes(file.read_bytes(), policy=compat32)
    elif path.is_file():
        data = path.read_bytes()
        if data.startswith(b"From "):
            with closing(mailbox.mbox(path, create=False)) as box:
                yield from box
        else:
            yield message_from_bytes(data, policy=compat32)
    else:
        raise UsageError(f"{path} is no mailbox (name a maildir, an mbox file or a folder of messages)")


def _bounces(message: Message, is_ours: Callable[[str, str], bool]) -> Iterator[Bounce]:
    if message.get_content_type() != "multipart/report":
        return
    parts = [part for part in message.walk() if part is not message]
    ids = [clean(str(part.get("Message-ID", ""))) for part in parts]
    heads = (part for part in parts if part.get_content_type() == "text/rfc822-headers")
    ids += [clean(str(message_from_bytes(_bytes(part)).get("Message-ID", ""))) for part in heads]
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            for fields in part.get_payload() if part.is_multipart() else ():
                if isinstance(fields, Message) and (found := _bounce(fields)):
                    ours = any(is_ours(one, found.address) for one in ids)
                    yield Bounce(address=found.address, status=found.status, words=found.words, ours=ours)


def _bounce(fields: Message) -> Bounce | None:
    """What a block of a notification says of one recipient; None where it reached them, or may yet."""
    if clean(str(fields.get("Action", ""))).casefold() != "failed":
        return None
    named = str(fields.get("Original-Recipient") or fields.get("Final-Recipient") or "")
    address = clean(named.partition(";")[2] or named).strip("<>")
    status = _STATUS.search(str(fields.get("Status", "")))
    words = clean(str(fields.get("Diagnostic-Code", "")).partition(";")[2])[:300]
    return (
        Bounce(address=address, status=status[0] if status else "", words=words, ours=False)
        if is_email(address)
        else None
    )


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
