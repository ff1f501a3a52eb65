"""Stories: news texts with the story each tells. Path: texts (JSONL with `id`, `text`, `story`)."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping

from quality.copies import make_article, read_lines
from sayso.group import Group, WorkText
from sayso.match.gather import gather, list_pairs


def group_texts(texts: Mapping[str, str]) -> list[list[str]]:
    """The stories of these texts, each as the names of its texts."""
    works = [WorkText(work=f"work-{name}", article=make_article(name, text)) for name, text in texts.items()]
    stories = gather(Group(), works, lambda record: record.work)
    return [[part.work.removeprefix("work-") for part in story.parts] for story in stories]


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """B³ (each text's story against its label) and F1 of pairs of texts in one story."""
    documents = read_lines(paths[0])
    labels = {document["id"]: document["story"] for document in documents}
    found = group_texts({document["id"]: document["text"] for document in documents})
    for line in list_errors(found, labels)[:errors]:
        print(line, file=sys.stderr)
    wanted: dict[str, list[str]] = {}
    for name, label in labels.items():
        wanted.setdefault(label, []).append(name)
    precision, recall = score_members(found, labels), score_members(list(wanted.values()), _label_members(found))
    pairs, right_pairs = list_pairs(found), list_pairs(wanted.values())
    return {
        "b3_f1": 2 * precision * recall / (precision + recall),
        "b3_precision": precision,
        "b3_recall": recall,
        "pair_f1": 2 * len(pairs & right_pairs) / (len(pairs) + len(right_pairs)),
        "stories": len(found),
        "stories_labelled": len(wanted),
    }


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


def score_members(groups: list[list[str]], labels: Mapping[str, str]) -> float:
    """The mean over all members of the share of their group that bears their own label."""
    total = sum(count * count / len(group) for group in groups for count in Counter(labels[m] for m in group).values())
    return total / sum(len(group) for group in groups)


def _label_members(groups: list[list[str]]) -> dict[str, str]:
    return {name: str(number) for number, group in enumerate(groups) for name in group}
