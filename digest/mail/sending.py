"""One edition to all who are to have it, each of them once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from digest.errors import MailError
from digest.mail.ledger import Ledger, What
from digest.mail.post import Lost, Post, Refused, Server, post

_AT_ONE_GO = 100
"""After so many messages a connection is made anew: servers limit how many they take on one."""

_TRIES = 3
"""So often a lost connection is made anew without one message getting through before the rest is left for later."""


@dataclass(slots=True)
class Sent:
    """What became of an edition: how many got it now and how many had it, who was refused, and who is in doubt.

    In doubt is who may or may not have it, because program or connection ended while the server took it over.
    """

    sent: int = 0
    before: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    later: list[tuple[str, str]] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)

    @property
    def settled(self) -> int:
        """How many copies a server has answered for."""
        return self.sent + len(self.refused) + len(self.later)


def send(
    server: Server,
    ledger: Ledger,
    day: date,
    recipients: Iterable[str],
    message: Callable[[str], bytes],
    *,
    sender: str,
    now: datetime,
    again: Collection[str] = (),
) -> Sent:
    """Send the edition of a day to those who have not had it; `message` gives a recipient's copy.

    Who is in doubt is left alone, unless `again` names them. MailError where the server cannot be reached or was lost
    too often: what was sent by then is in the ledger, and the next call goes on from there.
    """
    done, wanted = Sent(), {one.casefold() for one in again}
    waiting = []
    for recipient in recipients:
        match ledger.fate(day, recipient):
            case "sent":
                done.before += 1
            case "refused" if recipient.casefold() not in wanted:
                done.refused.append((recipient, "was refused before"))
            case "sending" if recipient.casefold() not in wanted:
                done.doubtful.append(recipient)
            case _:
                waiting.append(recipient)
    tries = 0
    while waiting:
        settled = done.settled
        with post(server) as line:
            handing = _Handing(line, ledger, day, message, sender, now, done)
            left = handing.over(waiting[:_AT_ONE_GO])
        waiting = left + waiting[_AT_ONE_GO:]
        tries = 0 if done.settled > settled else tries + 1
        if tries == _TRIES:
            raise MailError(
                f"{server.host}:{server.port} was lost {_TRIES} times running; {done.sent} got the edition of {day}, "
                f"{len(waiting)} wait (send it again later: nobody gets it twice)"
            )
    return done


@dataclass(frozen=True, slots=True)
class _Handing:
    """Handing copies over on one connection."""

    line: Post
    ledger: Ledger
    day: date
    message: Callable[[str], bytes]
    sender: str
    now: datetime
    done: Sent

    def over(self, recipients: list[str]) -> list[str]:
        """Hand over copies; gives those that are still to be sent when the connection was lost."""
        for place, recipient in enumerate(recipients):
            begun: list[bool] = []

            def about_to_end(recipient: str = recipient, begun: list[bool] = begun) -> None:
                self._note(recipient, "sending")
                begun.append(True)

            try:
                answer = self.line.deliver(self.sender, recipient, self.message(recipient), about_to_end)
            except Lost:
                if begun:
                    self.done.doubtful.append(recipient)
                return recipients[place + len(begun) :]
            self._settle(recipient, answer)
        return []

    def _settle(self, recipient: str, answer: Refused | None) -> None:
        if answer is None:
            self._note(recipient, "sent")
            self.done.sent += 1
        elif answer.part == "sender":
            raise MailError(f"the server takes no mail from {self.sender}: {answer.words} (check `mail.from`)")
        elif answer.final:
            self._note(recipient, "refused")
            self.done.refused.append((recipient, answer.words))
        else:
            self._note(recipient, "later")
            self.done.later.append((recipient, answer.words))

    def _note(self, recipient: str, what: What) -> None:
        self.ledger.note(self.day, recipient, what, self.now)
