"""The pinned model, run for the same parses as spaCy's `nlp.pipe` in a good half of its time.

Three things cost spaCy more than they must. It embeds a word anew each time it stands there; here each distinct word is
embedded once. Its parser takes and gives back the interpreter's lock for every word of every step; here the loop over
the steps is Python's, which holds the lock. And it notes two dozen properties of each new word, of which the networks
read five. Imported only where the model is loaded: it loads thinc.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy import attrs
from thinc.api import NumpyOps

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]

READ = (attrs.NORM, attrs.PREFIX, attrs.SUFFIX, attrs.SHAPE, attrs.IS_SPACE)  # of a word, by the networks or by us
COLUMNS = (attrs.IDX, attrs.LENGTH, attrs.TAG, attrs.DEP, attrs.HEAD, attrs.IS_SPACE)  # of a parsed word
WORDS = 2048  # of a batch: what is computed for them fits into a core's cache
LEARNED = 60_000  # words that are kept, with their vectors
BETWEEN = 4  # blank rows between two sentences: as far as the convolutions see
MIX = 0x9E3779B97F4A7C15  # odd; its powers weigh the columns of a word's key


class Word(NamedTuple):
    """A word of a text: its characters, tag and dependency, and the index of the word it hangs on (a root: its own)."""

    start: int
    end: int
    tag: str
    dep: str
    head: int


class BlasOps(NumpyOps):  # type: ignore[misc]
    """thinc's operations, with the products of matrices left to numpy."""

    def gemm(
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:  # thinc's own signature
        """`x @ y`, either of them transposed first; written to `out` where that is given."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


class Network:
    """A model of tok2vec, tagger and parser. Changes the model's tokenizer, which then learns fewer properties."""

    def __init__(self, model: Language) -> None:
        self._model = model
        self._ops = NumpyOps()
        components: dict[str, Any] = dict(model.pipeline)
        self._tagger, self._parser = components["tagger"], components["parser"]
        self._vectors = WordVectors(components["tok2vec"].model)
        self._upper = _Upper(self._parser.model.layers[2])
        vocab: Any = model.vocab
        vocab.lex_attr_getters = {name: vocab.lex_attr_getters[name] for name in READ}
        model.tokenizer.max_cache_size = LEARNED  # type: ignore[union-attr]

    def use_ops(self, ops: NumpyOps) -> None:
        """Compute with these operations instead of thinc's own."""
        for _, component in self._model.pipeline:
            component.model._to_ops(ops)  # type: ignore[attr-defined]
        self._ops = ops

    def parse(self, texts: Sequence[str]) -> list[list[Word]]:
        """The words of each text, without blank ones. Texts of like length should be neighbours.

        The model keeps the words it meets, up to `LEARNED` of them, so as not to look each up anew; from then on what
        it learns is forgotten before this returns.
        """
        with nullcontext() if len(self._model.vocab) < LEARNED else self._model.memory_zone():
            docs = [self._model.make_doc(text) for text in texts]
            for batch in _cut_batches([doc for doc in docs if len(doc)]):
                self._annotate(batch)
            return [self._read_words(doc) for doc in docs]

    def _annotate(self, docs: Sequence[Doc]) -> None:
        """Give the words of documents, none of them empty, their tags, heads and dependencies."""
        for doc, vectors in zip(docs, self._vectors.compute(docs, self._ops), strict=True):
            doc.tensor = vectors  # type: ignore[assignment]
        self._tagger.set_annotations(docs, self._tagger.predict(docs))
        self._parser.set_annotations(docs, self._parse_batch(docs))

    def _parse_batch(self, docs: Sequence[Doc]) -> Any:
        """spaCy's `greedy_parse`, step by step: what the parser's states are when nothing is left to do."""
        batch = self._parser.moves.init_batch(docs)
        step = self._parser.model.predict(docs)
        states = [state for state in batch if not state.is_final()]
        while states:
            hidden = step.state2vec.predict(step.get_token_ids(states))
            states = self._parser.transition_states(states, self._upper.score(hidden, self._ops))
        step.clear_memory()
        return batch

    def _read_words(self, doc: Doc) -> list[Word]:
        table = doc.to_array(list(COLUMNS))
        heads = np.arange(len(doc)) + table[:, 4].astype(np.int64)
        kept = table[:, 5] == 0
        if not kept.all():  # a word's head is then counted among those that are kept
            places = np.minimum(np.cumsum(kept) - kept, max(int(kept.sum()) - 1, 0))
            table, heads = table[kept], places[heads[kept]]
        starts, lengths, tags, deps = table[:, :4].T.tolist()
        names = self._model.vocab.strings
        return [
            Word(start, start + length, names[tag], names[dep], head)
            for start, length, tag, dep, head in zip(starts, lengths, tags, deps, heads.tolist(), strict=True)
        ]


class _Upper:
    """The parser's last layer: from what is hidden to a score for each move."""

    def __init__(self, layer: Any) -> None:
        self._weights: Floats = np.ascontiguousarray(layer.get_param("W").T)
        self._bias: Floats = layer.get_param("b")

    def score(self, hidden: Floats, ops: NumpyOps) -> Floats:
        scores: Floats = ops.gemm(hidden, self._weights)
        scores += self._bias
        return scores


def _cut_batches(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """In order, with at most `WORDS` words each, or one document."""
    batch: list[Doc] = []
    words = 0
    for doc in docs:
        if batch and words + len(doc) > WORDS:
            yield batch
            batch, words = [], 0
        batch.append(doc)
        words += len(doc)
    if batch:
        yield batch


class WordVectors:
    """spaCy's tok2vec: a vector for each word, from its own properties and those of its neighbours."""

    def __init__(self, model: Any) -> None:
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        extract, _, hashes, mix, _ = embed.layers
        self._columns = extract.attrs["columns"]
        self._embed = [hashes.layers[0], mix.layers[0]]
        self._layers = [_Convolution(layer) for layer in encode.layers[0].layers]
        self._width: int = model.get_dim("nO")
        self._factors: Keys = np.array([pow(MIX, n + 1, 1 << 64) for n in range(len(self._columns))], dtype=np.uint64)
        self._rows: dict[int, int] = {}  # word, as key → row of the table
        self._table: Floats = np.empty((LEARNED, self._width), np.float32)

    def compute(self, docs: Sequence[Doc], ops: NumpyOps) -> list[Floats]:
        """One array (words x width) a document."""
        words = [doc.to_array(self._columns) for doc in docs]
        lengths = [len(doc) + BETWEEN for doc in docs]
        ends = np.cumsum([BETWEEN, *lengths]).tolist()
        vectors = np.zeros((ends[-1], self._width), np.float32)
        spans = [slice(end - length, end - BETWEEN) for end, length in zip(ends[1:], lengths, strict=True)]
        filled = np.concatenate([np.arange(span.start, span.stop) for span in spans])
        vectors[filled] = self._look_up(np.concatenate(words).astype(np.uint64, copy=False))
        for layer in self._layers:
            vectors += layer.compute(vectors, ops)
        return [vectors[span] for span in spans]

    def _look_up(self, words: Keys) -> Floats:
        """The vectors of words, given as rows of properties, each without its neighbours."""
        keys, first, places = np.unique(
            (words * self._factors).sum(axis=1, dtype=np.uint64), return_index=True, return_inverse=True
        )
        if len(self._rows) + len(keys) > LEARNED:
            self._rows.clear()
        new = [number for number, key in enumerate(keys.tolist()) if key not in self._rows]
        if new:
            self._learn(keys[new], words[first[new]])
        rows = np.fromiter((self._rows[key] for key in keys.tolist()), np.int64, len(keys))
        found: Floats = self._table[rows[places]]
        return found

    def _learn(self, keys: Keys, words: Any) -> None:
        vectors = words
        for layer in self._embed:
            vectors = layer.predict(vectors)
        start = len(self._rows)
        self._table[start : start + len(keys)] = vectors
        self._rows.update(zip(keys.tolist(), range(start, start + len(keys)), strict=True))


class _Convolution:
    """One layer over a word and its two neighbours: a product, the largest of each three, to mean 0 and deviation 1."""

    def __init__(self, layer: Any) -> None:
        parts = {part.name: part for part in layer.walk()}
        weights, bias = parts["maxout"].get_param("W"), parts["maxout"].get_param("b")
        pieces = weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])  # rows of one piece after another
        self._weights: Floats = np.ascontiguousarray(np.vstack([pieces.T, bias.T.reshape(1, -1)]))
        self._scale: Floats = parts["layernorm"].get_param("G")
        self._shift: Floats = parts["layernorm"].get_param("b")

    def compute(self, vectors: Floats, ops: NumpyOps) -> Floats:
        """From rows of words to rows of the same width."""
        width = vectors.shape[1]
        window = np.zeros((len(vectors), 3 * width + 1), np.float32)
        window[1:, :width] = vectors[:-1]
        window[:, width : 2 * width] = vectors
        window[:-1, 2 * width : 3 * width] = vectors[1:]
        window[:, -1] = 1.0  # for the bias
        pieces = ops.gemm(window, self._weights)
        best: Floats = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        np.maximum(best, pieces[:, 2 * width :], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / width
        best *= (1.0 / np.sqrt(variance + 1e-8))[:, None]
        best *= self._scale
        best += self._shift
        return best
