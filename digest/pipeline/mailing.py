"""The e-mail edition on its way: made from the page that readers get, sent to whoever asked for it."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

from digest import feeds, mail
from digest.errors import UsageError
from digest.files import Newsroom
from digest.model import Problem, Roster, State
from digest.pipeline.desk import Desk
from digest.pipeline.paging import language_of_site, linkable, shelf_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRoom:
    """Where the list and the ledger of a newsroom's readers lie, and the secret that the names of readers are made of.

    Both files are outside the newsroom: the one is nobody's business, the other must not come back from a cache.
    """

    readers: Path
    ledger: Path
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What became of the edition of a day, and the lines of the list that hold no address."""

    day: date
    sent: mail.Sent
    problems: tuple[Problem, ...]


def mail_room(newsroom: Newsroom, readers: Path, ledger: Path | None, key: str) -> MailRoom:
    """The mail room of a newsroom; the ledger lies beside the list where no other place is named.

    UsageError where either lies inside the newsroom.
    """
    beside = ledger or readers.with_name(f"{readers.name}.ledger")
    for path, what in ((readers, "the list of readers"), (beside, "the ledger")):
        if path.resolve().is_relative_to(newsroom.root.resolve()):
            raise UsageError(
                f"{path}: {what} must lie outside the newsroom, which others can read (name another place)"
            )
    return MailRoom(readers=readers.resolve(), ledger=beside.resolve(), key=key)


def letter_of(desk: Desk, day: date | None, key: str = "") -> feeds.Letter:
    """The published brief of a day, or the newest one, as a message. UsageError where there is none."""
    sender = desk.roster.mailing.sender
    if not sender:
        raise UsageError("feeds.yaml does not say whom mail is from (add `mail: {from: name@example.org}`)")
    issues = shelf_of(desk)
    stand = feeds.newsstand(desk.roster, issues, language=language_of_site(desk))
    issue = next((one for one in stand.issues if day in {None, one.day}), None)
    if issue is None:
        held = any(one.day == day and one.head.state is not State.PUBLISHED for one in issues)
        todo = f"`digest publish {day}` first" if held else "see `digest status`"
        raise UsageError(f"there is no published brief{f' of {day}' if day else ''} ({todo})")
    return feeds.letter(stand, issue, linkable(desk, issues), sender=sender, key=key)


def send_letter(
    letter: feeds.Letter,
    roster: Roster,
    room: MailRoom,
    server: mail.Server,
    *,
    now: datetime,
    again: Collection[str] = (),
) -> Posted:
    """Send an edition to all readers who have not had it; see `mail.send`."""
    way_out = _way_out(roster, room.key)
    readers = mail.read_readers(room.readers)
    for one in again:
        if one.casefold() not in {reader.casefold() for reader in readers.addresses}:
            raise UsageError(f"{one} is not on the list (`digest mail add {one}`)")
    with mail.open_ledger(room.ledger, roster.site.tag.authority) as ledger:
        sent = mail.send(
            server,
            ledger,
            letter.brief.day,
            readers.addresses,
            lambda reader: letter.addressed(reader, _named(way_out, reader, room.key)),
            sender=letter.sender,
            now=now,
            again=again,
        )
    return Posted(day=letter.brief.day, sent=sent, problems=readers.problems)


def example(letter: feeds.Letter, roster: Roster) -> bytes:
    """The edition as its editors look at it, to nobody."""
    return letter.addressed("", _way_out(roster, "example"))


def remove_readers(room: MailRoom, names: Collection[str]) -> tuple[str, ...]:
    """Take readers off the list, by address or by the token that stands in their unsubscribe address."""
    known = mail.read_readers(room.readers).addresses
    tokens = {_token(room.key, reader): reader for reader in known} if room.key else {}
    return mail.remove(room.readers, [tokens.get(name, name) for name in names])


def bounces_of(roster: Roster, room: MailRoom, mailbox: Path, *, is_trial: bool = False) -> tuple[mail.Bounce, ...]:
    """What came back, in a mailbox; who can never be reached is taken off the list, unless it is a trial."""

    def is_ours(text: str, reader: str) -> bool:
        return feeds.is_message_id(text, roster.site, reader, room.key)

    found = mail.read_bounces(mailbox, is_ours)
    if not is_trial:
        mail.remove(room.readers, [one.address for one in found if one.dead])
    return found


def _way_out(roster: Roster, key: str) -> str:
    mailing = roster.mailing
    if "{token}" in mailing.unsubscribe and not key:
        raise UsageError(
            "`mail.unsubscribe` has {token}, which is made of a secret (set DIGEST_MAIL_KEY to a long one)"
        )
    return mailing.unsubscribe or f"mailto:{mailing.sender}?subject=unsubscribe"


def _named(way_out: str, reader: str, key: str) -> str:
    """The way out with the reader's name in it."""
    return way_out.replace("{token}", _token(key, reader)).replace("{address}", quote(reader, safe=""))


def _token(key: str, reader: str) -> str:
    """What names a reader to the newsroom alone: 128 bits of an HMAC."""
    return hmac.new(key.encode(), reader.casefold().encode(), "sha256").hexdigest()[:32]
