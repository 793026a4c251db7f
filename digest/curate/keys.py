"""The keys of feeds.yaml, version 1: what the file may say, described where it is declared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo

from digest.curate.fields import (
    WEEKDAYS,
    Authority,
    Clock,
    Country,
    Day,
    Email,
    EntryRule,
    Every,
    Handle,
    HeaderName,
    HeaderText,
    Id,
    Label,
    Language,
    PartyLists,
    Patience,
    Pause,
    SiteUrl,
    Source,
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
from digest.model import Manners, Ownership, Role

Kind = Literal[
    "embassy",
    "consulate",
    "mission",
    "ambassador",
    "ministry",
    "spokesperson",
    "leader",
    "io",
    "party",
    "media",
    "benchmark",
    "platform",
]

Formerly = Annotated[
    list[Id], Field(description="Ids that it had before: addresses with them lead to the present one.")
]


@cache
def fields_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """The fields of a model by the keys that the file has for them, its own before those it inherits."""
    own_first = dict.fromkeys((*model.__annotations__, *model.model_fields))
    fields = {name: model.model_fields[name] for name in own_first}
    return {field.alias or name: field for name, field in fields.items()}


def _is_left_out(value: object, field: FieldInfo | None) -> bool:
    if field is None or field.is_required() or any(hasattr(rule, "min_length") for rule in field.metadata):
        return False
    return value is None or (value == "" and field.default == "")


class Keys(BaseModel):
    """A mapping that takes no other keys than its own. A key that may be left out may also be left empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        fields = fields_of(cls)
        return {key: value for key, value in data.items() if not _is_left_out(value, fields.get(key))}


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
    languages: list[Language] = Field(
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
    role: Role = Field(description="What it does with news.", examples=["press"])
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
    kind: Kind = Field(description="What that office is.", examples=["embassy"])
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


class Part(Keys):
    """A file that feeds.yaml includes: any of its lists."""

    topics: list[Topic] = Field(default=[], description="Standing subjects.")
    outlets: list[Outlet] = Field(default=[], description="Who publishes.")
    feeds: list[Feed] = Field(default=[], description="What is read.")
    platforms: list[Platform] = Field(default=[], description="Networks on which offices keep accounts.")
    accounts: list[Account] = Field(default=[], description="The accounts whose figures are followed.")
    events: list[Event] = Field(default=[], description="Visits, summits and crises.")
    editors: list[Editor] = Field(default=[], description="The people of the newsroom.")
    include: list[Text] = Field(
        default=[],
        description="Other files with any of the lists, relative to this one and inside the newsroom's folder.",
        examples=[["rosters/asia.yaml"]],
    )


def _number(value: object) -> object:
    return 1 if value == "1" else value


class File(Part):
    """The roster of a newsroom: what it reads, whom it follows and how it presents itself."""

    version: Annotated[Literal[1], BeforeValidator(_number)] = Field(
        description="The version of these keys.", examples=[1]
    )
    site: Site
    editions: Editions
    scope: Scope = Field(default_factory=Scope)
    pull: Pull = Field(default_factory=Pull)
    clustering: Clustering = Field(default_factory=Clustering)
    mail: Mail = Field(default_factory=Mail)


def schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of feeds.yaml, for editors that complete and check YAML as it is typed.

    Two calls give the same keys in the same order.
    """
    made = File.model_json_schema()
    properties, definitions = made.pop("properties"), made.pop("$defs")
    properties = {key: properties[key] for key in fields_of(File)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_tidy(made | {"title": "feeds.yaml", "properties": properties}),
        "$defs": {name: _tidy(definitions[name]) for name in sorted(definitions)},
    }


_ORDER = (
    "title",
    "description",
    "type",
    "const",
    "enum",
    "pattern",
    "format",
    "$ref",
    "items",
    "properties",
    "required",
)


def _tidy(node: dict[str, Any]) -> dict[str, Any]:
    """A definition in a fixed order of keywords, without the titles that pydantic makes of the names of its keys."""
    required = node.get("required", [])
    properties = {
        key: _tidy(_may_be_empty(value) if key not in required else value)
        for key, value in node.get("properties", {}).items()
    }
    for value in properties.values():
        value.pop("title", None)
    node = node | ({"properties": properties} if properties else {})
    return dict(sorted(node.items(), key=lambda item: _ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER)))


def _may_be_empty(node: dict[str, Any]) -> dict[str, Any]:
    """What a key that may be left out takes: also nothing, as when a template's key is kept but not filled in."""
    if "anyOf" in node:
        node = {key: value for key, value in node.items() if key != "anyOf"} | node["anyOf"][0]
    if node.get("default") == "" and "pattern" in node:
        node = node | {"pattern": f"^({node['pattern'][1:-1]})?$"}
    if node.get("default") in ("", [], {}, None):
        node = {key: value for key, value in node.items() if key != "default"}
    if "type" in node and not {"enum", "minItems"} & node.keys():
        node = node | {"type": [node["type"], "null"]}
    return node
