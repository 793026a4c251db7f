"""The mappings of feeds.yaml that no included file has: the site, its editions, the beat, and how the program works."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import Field

from digest.curate.fields import (
    WEEKDAYS,
    Authority,
    Clock,
    Day,
    Email,
    Every,
    Label,
    PartyLists,
    Patience,
    Pause,
    SiteLanguage,
    SiteUrl,
    TermLists,
    Text,
    Unattended,
    Url,
    Way,
    WayOut,
    Weekday,
    WhenUnattended,
    Zone,
)
from digest.curate.keys.mapping import Keys
from digest.model import Manners, Ownership


class Tag(Keys):
    """Names the items of the site's feeds for ever, even if the site moves (RFC 4151)."""

    authority: Authority = Field(
        description="A domain or an e-mail address that was yours on the day `since`.", examples=["example.org"]
    )
    since: Day = Field(description="That day. Never change it or the authority again.", examples=["2026-01-01"])


class Site(Keys):
    """How the site presents itself."""

    title: Text = Field(description="The name of the site.", examples=["The Diplomacy Digest"])
    url: SiteUrl = Field(
        description="Where the site stands, with its folder.", examples=["https://example.org/digest/"]
    )
    tag: Tag
    series: Label = Field(
        default="First POST",
        description="What stands before the title word of a brief; may be empty text.",
        examples=["First POST"],
    )
    description: Label = Field(
        default="",
        description="One sentence about the site, for feeds and search engines.",
        examples=["What embassies say and what is said of them, every morning."],
    )
    repository: Url = Field(
        default="",
        description="Where the newsroom's files can be seen.",
        examples=["https://github.com/example/digest"],
    )
    contact: Label = Field(
        default="",
        description="An address for readers and for the owners of the feeds that are read.",
        examples=["editors@example.org"],
    )
    hub: Url = Field(
        default="",
        description="The WebSub hub that the site's feeds name, so that readers learn of a brief at once.",
        examples=["https://pubsubhubbub.appspot.com/"],
    )
    languages: list[SiteLanguage] = Field(
        default=["en"],
        min_length=1,
        description="The languages of the site, the main one first.",
        examples=[["en", "zh-Hans"]],
    )


class Editions(Keys):
    """When a brief closes, and what becomes of it."""

    zone: Zone = Field(description="The time zone of the newsroom (IANA name).", examples=["Europe/Zurich"])
    cut_off: Clock = Field(description="The hour at which an edition closes, in that zone.", examples=["06:00"])
    days: list[Weekday] = Field(
        default=list(WEEKDAYS),
        validate_default=True,
        min_length=1,
        description="The days that have an edition; the next one takes in what came since the last.",
        examples=[["mon", "tue", "wed", "thu", "fri"]],
    )
    holidays: list[Day] = Field(
        default=[], description="Dates without an edition.", examples=[["2026-12-25", "2027-01-01"]]
    )
    unattended: WhenUnattended = Field(
        default=Unattended("publish"),
        description="What becomes of a brief that nobody looked at: publish it at its close, hold it for an editor, "
        "or hold it until an hour of its day.",
        examples=["hold until 09:00"],
        json_schema_extra={"default": "publish"},
    )


class Scope(Keys):
    """What belongs on the beat: words, beginnings (diplom*) or phrases by language. Left empty, everything does."""

    core: TermLists = Field(
        default={}, description="Terms that alone put a story on the beat.", examples=[{"en": ["embass*", "diplom*"]}]
    )
    near: TermLists = Field(
        default={}, description="Terms that do so in company.", examples=[{"en": ["summit", "visit"]}]
    )
    acts: TermLists = Field(
        default={},
        description="What states do to each other: one of these in a headline that names two parties.",
        examples=[{"en": ["urge*", "warn*", "visa*"]}],
    )
    parties: PartyLists = Field(
        default={},
        description="Who counts as a party beside the names of countries, by country or by a name of your own.",
        examples=[{"US": ["Rubio"], "NATO": ["NATO", "alliance"]}],
    )
    against: TermLists = Field(
        default={},
        description="Terms that make a headline less likely to be on the beat: fighting, home affairs, comment.",
        examples=[{"en": ["police", "election*", "expert*"]}],
    )
    out: TermLists = Field(
        default={}, description="Terms that keep a story off the beat.", examples=[{"en": ["football"]}]
    )
    ownership: list[Ownership] = Field(
        default=[],
        description="Owners whose outlets are on the beat whatever they write.",
        examples=[["ministry", "embassy"]],
    )


_MANNERS = Manners()


class Pull(Keys):
    """How polite the newsroom is to the servers that it asks. Which networks are allowed is for the command line."""

    every: Every = Field(
        default=_MANNERS.every,
        description="A feed is asked again after so long at the soonest; its server and its document can say later.",
        examples=["50m"],
        json_schema_extra={"default": "50m"},
    )
    per_host: int = Field(
        default=_MANNERS.per_host, ge=1, le=8, description="So many requests run at one host at once.", examples=[2]
    )
    apart: Pause = Field(
        default=timedelta(seconds=_MANNERS.apart),
        description="So long after one request to a host the next one begins.",
        examples=["1s"],
        json_schema_extra={"default": "1s"},
    )
    at_once: int = Field(
        default=_MANNERS.at_once, ge=1, le=256, description="So many requests run at all hosts together.", examples=[32]
    )
    seconds: Patience = Field(
        default=timedelta(seconds=_MANNERS.seconds),
        description="A server has so long for its whole answer.",
        examples=["8s"],
        json_schema_extra={"default": "8s"},
    )


class Mail(Keys):
    """The e-mail edition: whom it is from, and how readers get it and leave it."""

    sender: Email = Field(
        default="", alias="from", description="The address that it is from.", examples=["brief@example.org"]
    )
    subscribe: Way = Field(
        default="",
        description="Where readers ask for it: a mailto: address or a form.",
        examples=["mailto:brief@example.org?subject=subscribe"],
    )
    unsubscribe: WayOut = Field(
        default="",
        description="Where readers leave it: an address that takes a POST (RFC 8058), with {token} or {address} where "
        "the reader is named; or a mailto: address. Where left out, a mail to `from`.",
        examples=["https://example.org/leave?who={token}"],
    )


class Clustering(Keys):
    """How entries become stories."""

    encoder: Literal["none", "use", "e5"] = Field(
        default="none",
        description="What compares headlines by their meaning, so that those of one event share a story across "
        "languages: none, use (the extra multilingual), or e5 (multilingual-best: better, and 20 times slower).",
        examples=["use"],
    )
