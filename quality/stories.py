"""Stories: news texts with the story each tells. Path: texts (JSONL with `id`, `text`, `story`)."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence

from quality.anchors import group_by_tfidf
from quality.bootstrap import add_interval
from quality.copies import make_article, read_lines
from sayso.group import Group, WorkGist, read_gist
from sayso.match.gather import gather, list_pairs


def group_texts(texts: Mapping[str, str]) -> list[list[str]]:
    """The stories of these texts, each as the names of its texts."""
    works = [WorkGist(work=f"work-{name}", gist=read_gist(make_article(name, text))) for name, text in texts.items()]
    stories = gather(Group(), works, lambda record: record.work)
    return [[part.work.removeprefix("work-") for part in story.parts] for story in stories]


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """B³ (each text's story against its label) and F1 of pairs of texts in one story. The interval draws topics."""
    documents = read_lines(paths[0])
    labels = {document["id"]: document["story"] for document in documents}
    texts = {document["id"]: document["text"] for document in documents}
    found = group_texts(texts)
    for line in list_errors(found, labels)[:errors]:
        print(line, file=sys.stderr)
    wanted: dict[str, list[str]] = {}
    for name, label in labels.items():
        wanted.setdefault(label, []).append(name)
    rates = rate_texts(found, labels)
    precision, recall, f1 = average_rates([list(rates.values())])
    pairs, right_pairs = list_pairs(found), list_pairs(wanted.values())
    measures = {
        "b3_f1": f1,
        "b3_precision": precision,
        "b3_recall": recall,
        "pair_f1": 2 * len(pairs & right_pairs) / (len(pairs) + len(right_pairs)),
        "stories": len(found),
        "stories_labelled": len(wanted),
        "tfidf_b3_f1": average_rates([list(rate_texts(group_by_tfidf(texts), labels).values())])[2],
    }
    by_topic: dict[str, list[tuple[float, float]]] = {}
    for document in documents:
        by_topic.setdefault(document["topic"], []).append(rates[document["id"]])
    add_interval(measures, "b3_f1", list(by_topic.values()), lambda topics: average_rates(topics)[2])
    return measures


def list_errors(found: list[list[str]], labels: Mapping[str, str]) -> list[str]:
    """A line for each story that mixes labels and each label that several stories share."""
    counts = [Counter(labels[name] for name in story) for story in found]
    mixed = [f"mixed: {dict(count)}" for count in counts if len(count) > 1]
    split = [
        f"split: {label} into {sizes}"
        for label in sorted(set(labels.values()))
        if len(sizes := [count[label] for count in counts if count[label]]) > 1
    ]
    return mixed + split


def rate_texts(found: list[list[str]], labels: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """For each text the share of its story that bears its label, and the share of its label that is in its story."""
    sizes = Counter(labels.values())
    rates = {}
    for story in found:
        counts = Counter(labels[name] for name in story)
        for name in story:
            same = counts[labels[name]]
            rates[name] = same / len(story), same / sizes[labels[name]]
    return rates


def average_rates(topics: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 over the texts of these topics."""
    rates = [rate for topic in topics for rate in topic]
    precision, recall = (sum(rate[place] for rate in rates) / len(rates) for place in (0, 1))
    return precision, recall, 2 * precision * recall / (precision + recall)
