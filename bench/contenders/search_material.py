"""The index of Material's search, by its own code: `python search_material.py ENTRIES SITE`."""

from __future__ import annotations

import json
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import material
from material.plugins.search.plugin import SearchIndex

SETTINGS = {
    "lang": ["en", "zh"],
    "separator": r"[\s\u200b\u3000\-_,:!?=\[\]()\"/、。，．？！；（）“”]+|\.(?!\d)|&[lg]t;|&quot;",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
}
"""As its documentation advises for a site in English and Chinese, with jieba to cut Chinese words."""


def main(entries: Path, site: Path) -> None:
    """Write the index that every page loads, and the scripts that search it."""
    index = SearchIndex(**SETTINGS)
    for each in json.loads(entries.read_text(encoding="utf-8")):
        cut = {name: index._segment_chinese(each[name]) for name in ("title", "text")}
        index.entries.append({**each, **cut})
    scripts = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
    shutil.copytree(scripts, site, dirs_exist_ok=True)
    (worker,) = (site / "workers").glob("search.*.min.js")
    worker.rename(worker.with_name("search.js"))
    (site / "search_index.json").write_text(index.generate_search_index(None), encoding="utf-8")
    told = {"items": 1, "read": len(index.entries), "versions": {"mkdocs-material": version("mkdocs-material")}}
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
