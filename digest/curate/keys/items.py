"""The items of the lists of feeds.yaml and of the files that it includes: outlets, feeds, accounts and the rest."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from digest.curate.fields import (
    Country,
    Day,
    EntryRule,
    Every,
    Handle,
    HeaderName,
    HeaderText,
    Id,
    Label,
    Language,
    Source,
    TermLists,
    Text,
    Url,
)
from digest.curate.keys.mapping import Keys
from digest.model import AccountKind, Ownership, Role

Formerly = Annotated[
    list[Id], Field(description="Ids that it had before: addresses with them lead to the present one.")
]


class Topic(Keys):
    """A standing subject with a page and feeds of its own."""

    id: Id = Field(description="Its name in addresses.", examples=["public-diplomacy"])
    title: Text = Field(description="Its name for readers.", examples=["Public diplomacy"])
    match: TermLists = Field(
        default={},
        description="Terms by language; a story is on the topic when one of them stands in it.",
        examples=[{"en": ["public diplomacy", "soft power"], "zh": ["公共外交"]}],
    )
    formerly: Formerly = Field(default=[], examples=[["soft-power"]])


class Outlet(Keys):
    """Who publishes: a newspaper, an agency, a ministry."""

    id: Id = Field(description="Its name in addresses and in the feeds below.", examples=["bbc"])
    name: Text = Field(description="Its name as a sentence names it.", examples=["BBC World"])
    ownership: Ownership = Field(description="Who owns it.", examples=["public"])
    role: Role = Field(
        description="What it does with news; `primary` publishes the documents of its own office.", examples=["press"]
    )
    country: Country = Field(default="", description="Where it is: ISO 3166, or UN or EU.", examples=["GB"])
    language: Language = Field(default="en", description="The language it writes in (BCP 47).", examples=["en"])
    home: Url = Field(default="", description="Its front page.", examples=["https://www.bbc.co.uk/news"])
    excerpt: Literal["title", "short", "none"] = Field(
        default="short",
        description="How much of its summaries may be quoted: titles only, a short excerpt, or nothing.",
        examples=["title"],
    )
    paywall: bool = Field(
        default=False,
        description="Whether most of its articles are behind a paywall: others are linked first.",
        examples=[True],
    )
    formerly: Formerly = Field(default=[], examples=[["bbc-news"]])


class Feed(Keys):
    """One RSS, Atom or JSON feed."""

    id: Id = Field(
        description="Its name, by which its items stay known when its address changes.", examples=["bbc-world"]
    )
    outlet: Id = Field(description="The id of the outlet that publishes it.", examples=["bbc"])
    url: Url = Field(description="Its address.", examples=["https://feeds.bbci.co.uk/news/world/rss.xml"])
    language: Language = Field(default="", description="Its language, where not the outlet's.", examples=["ar"])
    topics: list[Id] = Field(
        default=[], description="Topics that everything in it is on.", examples=[["public-diplomacy"]]
    )
    weight: float = Field(
        default=1.0,
        ge=0.1,
        le=5,
        allow_inf_nan=False,
        description="How much it counts when stories are put in order.",
        examples=[1.2],
    )
    keep: list[EntryRule] = Field(
        default=[],
        description="Only entries that one of these matches are taken: title, category, link or author, then a text "
        "or an expression between slashes (i after them: in any case).",
        examples=[["title:/diplom|embass/i"]],
    )
    drop: list[EntryRule] = Field(
        default=[],
        description="Entries that one of these matches are not taken, whatever keep says.",
        examples=[["category:Podcast", "link:/sport/"]],
    )
    mute_until: Day | None = Field(default=None, description="It is not read before this day.", examples=["2026-12-01"])
    max_items_per_day: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        description="So many of its new entries at most go into the briefs each day, in the feed's order.",
        examples=[20],
    )
    every: Every | None = Field(
        default=None,
        description="It is asked again after so long at the soonest: a number and s, m, h or d. Where left out, what "
        "pull says.",
        examples=["6h"],
    )
    formerly: Formerly = Field(default=[], examples=[["bbc-news-world"]])


class Platform(Keys):
    """A network on which offices keep accounts."""

    id: Id = Field(description="Its name in addresses and in the accounts below.", examples=["weibo"])
    name: Text = Field(description="Its name for readers.", examples=["Sina Weibo"])
    owner: Label = Field(default="", description="Who runs it.", examples=["Weibo Corporation"])
    country: Country = Field(default="", description="Whose law it is under: ISO 3166.", examples=["CN"])
    discloses: bool = Field(default=True, description="Whether it shows how many follow an account.", examples=[False])
    api: Url = Field(
        default="",
        description="An address in place of its public interface: a proxy, an instance of your own.",
        examples=["https://public.api.bsky.app"],
    )


class Recipe(Keys):
    """Where the followers of one account are told."""

    url: Url = Field(description="The address to ask.", examples=["https://t.me/examplemfa"])
    path: Label = Field(
        default="",
        description="Where the number stands: keys joined by dots in JSON, a CSS selector on a page, "
        "the account's property and value on Wikidata.",
        examples=["data.user.followers_count"],
    )
    locale: Language = Field(
        default="", description="The language of its numbers, where they could be read in two ways.", examples=["de"]
    )
    headers: dict[HeaderName, HeaderText] = Field(
        default={},
        description="What is sent along; secrets by the names of environment variables alone: $X_BEARER_TOKEN.",
        examples=[{"Authorization": "Bearer $X_BEARER_TOKEN"}],
    )


class Account(Keys):
    """One office's presence on one platform."""

    id: Id = Field(description="Its name in addresses.", examples=["il-embassy-cn-weibo"])
    platform: Id = Field(description="The id of its platform.", examples=["weibo"])
    handle: Handle = Field(
        description="Its name on the platform, without the first @, with its host on Mastodon; empty text if unknown.",
        examples=["germanyintheeu@social.example"],
    )
    name: Text = Field(
        description="The name it shows, or one that readers know.", examples=["Embassy of Israel in China"]
    )
    office: Id = Field(
        description="The office that speaks through it, by one id in all its accounts.", examples=["il-embassy-cn"]
    )
    kind: AccountKind = Field(description="What that office is.", examples=["embassy"])
    country: Country = Field(default="", description="Whose office: ISO 3166, or UN or EU.", examples=["IL"])
    host: Country = Field(default="", description="The country to which it speaks.", examples=["CN"])
    url: Url = Field(default="", description="The page of the account.", examples=["https://weibo.com/israelembassy"])
    source: Source = Field(
        default="manual",
        description="Where its figures come from: a person (manual), an interface (mastodon, bluesky, youtube), its "
        "recipe (json, html, feed, wikidata), or a source that another package brings.",
        examples=["html"],
    )
    recipe: Recipe | None = Field(
        default=None,
        description="For the sources json, html, wikidata and feed (a metrics feed): where the number is told.",
        examples=[{"url": "https://t.me/examplemfa", "path": ".tgme_page_extra"}],
    )
    feed: Id = Field(
        default="",
        description="The id of the feed with its posts, from which its rhythm is told.",
        examples=["bbc-world"],
    )
    formerly: Formerly = Field(default=[], examples=[["israel-weibo"]])


class Event(Keys):
    """A visit, a summit or a crisis that briefs and figures refer to."""

    id: Id = Field(description="Its name in addresses.", examples=["g20-2026"])
    title: Text = Field(description="Its name for readers.", examples=["G20 summit in Miami"])
    start: Day = Field(alias="from", description="Its first day.", examples=["2026-12-14"])
    end: Day | None = Field(
        default=None, alias="until", description="Its last day; the first one where left out.", examples=["2026-12-15"]
    )
    place: Label = Field(default="", description="Where it is.", examples=["Miami"])
    link: Url = Field(default="", description="A page about it.", examples=["https://example.org/g20"])


class Editor(Keys):
    """A person whose name may stand under a brief."""

    id: Id = Field(description="The name by which edits say who decided.", examples=["anna"])
    name: Text = Field(description="The name as readers see it.", examples=["Anna Example"])
