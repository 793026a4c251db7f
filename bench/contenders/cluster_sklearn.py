"""Headlines into groups by scikit-learn: TF-IDF of words, average linkage of cosine distances."""

from __future__ import annotations

import gzip
import json
import sys
from importlib.metadata import version
from pathlib import Path

from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_distances

_APART = 0.75


def main(path: Path) -> None:
    """Cluster the headlines of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        titles = [json.loads(line)["title"] for line in lines]
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(titles)
    grouping = AgglomerativeClustering(
        n_clusters=None, distance_threshold=_APART, metric="precomputed", linkage="average"
    )
    grouping.fit(cosine_distances(vectors))
    versions = {"scikit-learn": version("scikit-learn")}
    print(json.dumps({"items": len(titles), "read": len(titles), "versions": versions}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
