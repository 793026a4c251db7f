"""The e-mail edition: a brief as one message, addressed to whoever asked for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from email.utils import format_datetime
from html import escape

from digest.feeds import words
from digest.feeds.corrections import corrected
from digest.feeds.mailparts import WAY_OUT, Contents, html_part, text_part
from digest.feeds.newsstand import Newsstand
from digest.feeds.threads import published
from digest.language import Language
from digest.model import Brief, Issue, Site
from digest.text import clean, digest_of

MOST_MESSAGE = 100_000
"""A message has fewer bytes than this: Gmail cuts off what is longer than 102 kB."""

MOST_CORRECTIONS = 20
"""So many are told in one message; all of them stand on the site."""

_LONGEST_WAY_OUT = 500


class _Addresses(UnstructuredHeader, BaseHeader):
    """A header of addresses, folded between them alone: the library would encode long ones beyond recognition."""

    def fold(self, *, policy: Policy) -> str:
        rows = f",{policy.linesep} ".join(str(self).split(", "))
        return f"{self.name}: {rows}{policy.linesep}"


def _wire() -> EmailPolicy[EmailMessage]:
    headers = HeaderRegistry()
    for name in ("list-unsubscribe", "list-archive"):
        headers.map_to_type(name, _Addresses)
    return SMTP.clone(header_factory=headers)


_WIRE = _wire()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A brief as a message to nobody yet: `addressed` gives it to someone.

    `html` and `text` say the same; `key` is a secret of the newsroom's from which its messages' names are made.
    """

    site: Site
    brief: Brief
    subject: str
    sender: str
    key: str
    date: str
    html: str
    text: str

    def addressed(self, recipient: str, way_out: str) -> bytes:
        """The message to one recipient as a mail server takes it; `way_out` is the address by which they leave.

        One of https is offered for one click (RFC 8058), beside a mail to the sender. Without a recipient it is for
        the editors to look at. The same letter gives the same bytes.
        """
        made = EmailMessage(policy=_WIRE)
        made["Date"] = self.date
        made["From"] = Address(display_name=clean(self.site.title), addr_spec=self.sender)
        if recipient:
            made["To"] = Address(addr_spec=recipient)
        made["Subject"] = self.subject
        made["Message-ID"] = message_id(self.site, self.brief.day, recipient, self.key)
        made["List-Id"] = f"<briefs.{_domain(self.site)}>"  # RFC 2919
        made["List-Archive"] = f"<{self.site.url}>"
        ways = [way_out] if way_out.startswith("mailto:") else [way_out, f"mailto:{self.sender}?subject=unsubscribe"]
        made["List-Unsubscribe"] = ", ".join(f"<{way}>" for way in ways)
        if way_out.startswith("https://"):
            made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        made["Content-Language"] = self.site.languages[0]
        made.set_content(self.text.replace(WAY_OUT, way_out))
        made.add_alternative(self.html.replace(WAY_OUT, escape(way_out)), subtype="html")
        made.set_boundary(f"={digest_of(self.text, self.html, length=24)}=")
        return made.as_bytes()


def message_id(site: Site, day: date, recipient: str, key: str) -> str:
    """Names the copy of one recipient, so that a mailbox knows a second one for what it is.

    Who has not the `key` cannot make it up.
    """
    return f"<{day}.{digest_of(key, _domain(site), str(day), recipient.casefold(), length=16)}@{_domain(site)}>"


def is_message_id(text: str, site: Site, recipient: str, key: str) -> bool:
    """Whether a Message-ID is that of a recipient's copy of some edition."""
    try:
        day = date.fromisoformat(text.removeprefix("<").partition(".")[0])
    except ValueError:
        return False
    return text == message_id(site, day, recipient, key)


def _domain(site: Site) -> str:
    """The host that names of the list and its messages end with."""
    return site.tag.authority.rpartition("@")[2]


def letter(stand: Newsstand, issue: Issue, tree: Collection[str], *, sender: str, key: str = "") -> Letter:
    """The message of a published brief, with what was corrected since the one before it.

    It stays under 100 kB in all: where a brief is longer, both parts end after the same line with a link to the page.
    """
    earlier = next((one for one in stand.issues if one.day < issue.day), None)
    since = published(earlier) if earlier else None
    found = tuple(corrected(stand.issues, since=since, until=published(issue))[:MOST_CORRECTIONS]) if since else ()
    place, blocks = words.Place(stand.roster.site, issue.brief, tree, stand.language), issue.brief.blocks
    kept = len(blocks)
    while True:
        contents = Contents(
            place=place,
            blocks=blocks[:kept],
            whole=kept == len(blocks),
            heading=_since(earlier, issue, stand.language),
            corrections=found,
        )
        made = Letter(
            site=stand.roster.site,
            brief=issue.brief,
            subject=words.headline(issue.brief, stand.language),
            sender=sender,
            key=key,
            date=format_datetime(published(issue)),
            html=html_part(contents),
            text=text_part(contents),
        )
        weight = len(made.addressed("", "mailto:" + "x" * _LONGEST_WAY_OUT))
        if weight < MOST_MESSAGE or not kept:
            return made
        kept = min(kept - 1, kept * MOST_MESSAGE // weight)


def _since(earlier: Issue | None, issue: Issue, language: Language) -> str:
    """The heading of the corrections, with the day of the edition before as readers call it."""
    if earlier is None or earlier.day == issue.day - timedelta(days=1):
        return language.say("Corrections since yesterday")
    return language.say("Corrections since %(day)s", day=language.short(earlier.day))
