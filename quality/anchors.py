"""What others do on the same data: the plain methods and the tool that sayso is held against.

Thresholds are those at which each does best on the development sets, so that nothing is won by holding it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import trafilatura

SHINGLE = 5  # words
PERMUTATIONS = 128
SEED = 1
MINHASH_LEAST = 0.3  # estimated Jaccard
CONTAINMENT_LEAST = 0.2  # share of the shorter text's shingles
TFIDF_APART = 0.85  # cosine distance at which average link stops

Pair = tuple[str, str]
_WORD = re.compile(r"\w+")


def extract_with_trafilatura(markup: str) -> str:
    """A page's text by trafilatura in its precision mode, the better one on the extraction set."""
    return trafilatura.extract(markup, favor_precision=True, include_comments=False) or ""


def find_copies_by_minhash(texts: Mapping[str, str], pairs: Iterable[Pair]) -> set[Pair]:
    """The pairs whose MinHash signatures over word 5-grams are alike."""
    from rensa import RMinHash

    pairs = list(pairs)
    signatures = {}
    for name in {name for pair in pairs for name in pair}:
        signatures[name] = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        signatures[name].update(sorted(list_shingles(texts[name])))
    return {(a, b) for a, b in pairs if signatures[a].jaccard(signatures[b]) >= MINHASH_LEAST}


def find_copies_by_containment(texts: Mapping[str, str], pairs: Iterable[Pair]) -> set[Pair]:
    """The pairs in which the text with fewer word 5-grams has enough of them in common with the other."""
    pairs = list(pairs)
    shingles = {name: list_shingles(texts[name]) for name in {name for pair in pairs for name in pair}}
    return {(a, b) for a, b in pairs if _contain(shingles[a], shingles[b]) >= CONTAINMENT_LEAST}


def _contain(a: set[str], b: set[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def list_shingles(text: str) -> set[str]:
    """Every run of five words, in lower case."""
    words = _WORD.findall(text.lower())
    return {" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def group_by_tfidf(texts: Mapping[str, str]) -> list[list[str]]:
    """The texts grouped by average link over cosines of TF-IDF (logarithmic counts, English stop words left out)."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    names = sorted(texts)
    weights = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform([texts[name] for name in names])
    distances = 1 - (weights @ weights.T).toarray()
    link = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=TFIDF_APART
    )
    groups: dict[int, list[str]] = {}
    for name, label in zip(names, link.fit_predict(distances), strict=True):
        groups.setdefault(int(label), []).append(name)
    return list(groups.values())
