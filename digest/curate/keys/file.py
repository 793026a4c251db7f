"""The files: feeds.yaml, and those that it includes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from digest.curate.fields import Text
from digest.curate.keys.items import Account, Editor, Event, Feed, Outlet, Platform, Topic
from digest.curate.keys.mapping import Keys
from digest.curate.keys.settings import Clustering, Editions, Mail, Pull, Scope, Site


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
