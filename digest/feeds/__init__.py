"""What leaves the newsroom: briefs, stories and figures as Atom, RSS and JSON Feed, and lists of feeds as OPML.

A `newsstand` is what may leave; `listed` says which feeds there are, `items` what stands in them, and three writers put
one value (`channel`: a Channel of Items) into their formats, for `documents` and `archives`. What stands in it
comes from the page that readers get; when its words last changed comes from the record: a line's `updated`, and, once a
published page differs from what was known of it, the moment at which a build first saw that (`Record.shown`, by
`publish.noticing`). So a feed depends on content/ and feeds.yaml alone, and a hand edit moves one item.

A feed has 50 items and 512 KB at most. The briefs of a month that is over make an archive document that names the month
before and nothing after (but for the oldest, which names its successor), so a new brief changes none of them; each ends
with a mark of what is in it, and a build makes only those anew whose mark differs. A text of more than 14 kB is cut
between lines, so 31 days always fit. Stories of one brief change together, and validators ask that no two entries of an
Atom feed bear one moment: so `updated` has microseconds made from the item's id, which move with the second alone.
"""

from digest.feeds.agenda import AGENDA_PATH, agenda
from digest.feeds.api import API, api, api_leaves
from digest.feeds.archives import Archive, archive_leaves, archives
from digest.feeds.channel import Category, Channel, Item
from digest.feeds.corrections import corrected
from digest.feeds.documents import documents, leaves
from digest.feeds.listed import offers
from digest.feeds.message import Letter, is_message_id, letter
from digest.feeds.metrics import METRICS_PATH, metrics
from digest.feeds.newsstand import Newsstand, newsstand
from digest.feeds.opml import Subscription, read_opml, write_offers, write_opml
from digest.feeds.sitemap import NEWS_SITEMAP, news_sitemap

__all__ = [
    "AGENDA_PATH",
    "API",
    "METRICS_PATH",
    "NEWS_SITEMAP",
    "Archive",
    "Category",
    "Channel",
    "Item",
    "Letter",
    "Newsstand",
    "Subscription",
    "agenda",
    "api",
    "api_leaves",
    "archive_leaves",
    "archives",
    "corrected",
    "documents",
    "is_message_id",
    "leaves",
    "letter",
    "metrics",
    "news_sitemap",
    "newsstand",
    "offers",
    "read_opml",
    "write_offers",
    "write_opml",
]
