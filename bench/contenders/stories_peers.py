"""Labelled headlines into stories by TF-IDF and a usual clustering, at each of the settings that one might choose."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import networkx as nx
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

_APART = [at / 100 for at in range(60, 98, 2)]
_ALIKE = [at / 100 for at in range(6, 44, 4)]
_NEAREST = 15


def main(path: Path, out: Path, method: str) -> None:
    """Cluster the headlines of a file, batch by batch, and write the story of each for each setting."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found: dict[str, dict[str, str]] = {}
    for what, texts in {
        "titles": [row["title"] for row in rows],
        "titles and summaries": [f"{row['title']} {row.get('summary', '')}" for row in rows],
    }.items():
        vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
        for batch in sorted({row.get("batch", "") for row in rows}):
            places = [at for at, row in enumerate(rows) if row.get("batch", "") == batch]
            for bound, groups in _METHODS[method](cosine_similarity(vectors[places])).items():
                mine = found.setdefault(f"{bound}, {what}", {})
                mine |= {rows[at]["id"]: f"{batch} {group}" for at, group in zip(places, groups, strict=True)}
    out.write_text(json.dumps(found), encoding="utf-8")
    versions = {name: version(name) for name in ("scikit-learn", "networkx")}
    print(json.dumps({"items": len(rows), "read": len(rows), "versions": versions}))


def _linked(alike: np.ndarray) -> Mapping[str, list[int]]:
    """Average linkage, which scikit-learn too has of SciPy: one tree, cut at each distance."""
    apart = np.clip(1 - alike, 0, None)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), method="average")
    return {f"{at:.2f}": fcluster(tree, at, criterion="distance").tolist() for at in _APART}


def _communities(alike: np.ndarray) -> Mapping[str, list[int]]:
    """Louvain's communities of the graph of the nearest neighbours that are alike enough."""
    np.fill_diagonal(alike, 0)
    nearest = np.argsort(-alike, axis=1)[:, :_NEAREST]
    found: dict[str, list[int]] = {}
    for least in _ALIKE:
        graph = nx.Graph()
        graph.add_nodes_from(range(len(alike)))
        graph.add_weighted_edges_from(
            (one, int(other), float(alike[one, other]))
            for one, others in enumerate(nearest)
            for other in others
            if alike[one, other] >= least
        )
        groups = nx.community.louvain_communities(graph, seed=0)
        home = {node: number for number, nodes in enumerate(groups) for node in nodes}
        found[f"{least:.2f}"] = [home[node] for node in range(len(alike))]
    return found


_METHODS = {"linkage": _linked, "louvain": _communities}

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
