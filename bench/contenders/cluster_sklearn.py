"""Headlines into groups by scikit-learn: TF-IDF of words, average linkage of cosine distances."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import sklearn
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_distances

_APART = 0.88  # the best for the mean of the labelled English sets, see the bench of stories


def main(path: Path, out: Path) -> None:
    """Cluster the headlines of a file and write the group of each, under the name of the one setting there is."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        titles = {row["id"]: row["title"] for row in map(json.loads, lines)}
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(titles.values())
    grouping = AgglomerativeClustering(
        n_clusters=None, distance_threshold=_APART, metric="precomputed", linkage="average"
    )
    groups = grouping.fit_predict(cosine_distances(vectors)).tolist()
    out.write_text(json.dumps({"": dict(zip(titles, map(str, groups), strict=True))}), encoding="utf-8")
    versions = {"scikit-learn": sklearn.__version__}
    print(json.dumps({"items": len(titles), "read": len(titles), "versions": versions}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
