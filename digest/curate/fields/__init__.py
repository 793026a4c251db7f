"""The kinds of value that editors' files hold: what each takes, and what is said of one that it does not take."""

from digest.curate.fields.addresses import Authority, Email, HeaderName, HeaderText, SiteUrl, Url, Way, WayOut
from digest.curate.fields.codes import Country, Language, SiteLanguage
from digest.curate.fields.errors import SAID, refused, string
from digest.curate.fields.rules import EntryRule
from digest.curate.fields.texts import Handle, Id, Label, PartyLists, Source, TermLists, Text, is_id
from digest.curate.fields.times import (
    WEEKDAYS,
    Clock,
    Day,
    Every,
    Patience,
    Pause,
    Unattended,
    Weekday,
    WhenUnattended,
    Zone,
)

__all__ = [
    "SAID",
    "WEEKDAYS",
    "Authority",
    "Clock",
    "Country",
    "Day",
    "Email",
    "EntryRule",
    "Every",
    "Handle",
    "HeaderName",
    "HeaderText",
    "Id",
    "Label",
    "Language",
    "PartyLists",
    "Patience",
    "Pause",
    "SiteLanguage",
    "SiteUrl",
    "Source",
    "TermLists",
    "Text",
    "Unattended",
    "Url",
    "Way",
    "WayOut",
    "Weekday",
    "WhenUnattended",
    "Zone",
    "is_id",
    "refused",
    "string",
]
