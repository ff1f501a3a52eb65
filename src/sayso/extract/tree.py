"""Walks over the words of one parsed sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from sayso.extract.parse import Parse, Token
from sayso.model import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
RELATIVES = ("who", "which", "that", "whom")
FINITE = ("VBD", "VBZ", "VBP")
CLAUSES = ("ROOT", "conj", "ccomp", "relcl", "advcl", "parataxis")


class Tree:
    """One parsed sentence. Words are named by their index."""

    def __init__(self, parse: Parse) -> None:
        self.text = parse.text
        self.tokens = parse.tokens
        self.quotes = parse.quotes

    @cached_property
    def children(self) -> list[list[int]]:
        """For each word those that hang on it, in order."""
        children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                children[token.head].append(index)
        return children

    @cached_property
    def lower(self) -> list[str]:
        """The words in small letters."""
        return [token.text.lower() for token in self.tokens]

    def replace(self, tokens: Iterable[Token]) -> Tree:
        """The same sentence with these tokens."""
        return Tree(Parse(self.text, tuple(tokens), self.quotes))

    def subtree(self, top: int, without: Iterable[int] = ()) -> list[int]:
        """`top` and all below it, but not the words of `without` nor what is below them; sorted."""
        left, found, stack = set(without), [], [top]
        while stack:
            index = stack.pop()
            if index in left:
                continue
            found.append(index)
            stack.extend(self.children[index])
        return sorted(found)

    def dependents(self, head: int, *deps: str) -> list[int]:
        """The words that hang on `head` in one of these ways."""
        return [child for child in self.children[head] if self.tokens[child].dep in deps]

    def first(self, head: int, *deps: str) -> int | None:
        """The first of `dependents`."""
        return next(iter(self.dependents(head, *deps)), None)

    def ancestors(self, index: int) -> Iterator[int]:
        """The words above, nearest first."""
        seen = {index}
        while self.tokens[index].head not in seen:
            index = self.tokens[index].head
            seen.add(index)
            yield index

    def is_verb(self, index: int) -> bool:
        """Whether the word is a verb, as tagged."""
        return self.tokens[index].tag.startswith("V")

    def is_noun(self, index: int) -> bool:
        """Whether the word is a noun or a name, as tagged."""
        return self.tokens[index].tag.startswith("N")

    def is_name(self, index: int) -> bool:
        """Whether the word is a proper name, as tagged."""
        return self.tokens[index].tag.startswith("NNP")

    def span(self, indices: Iterable[int]) -> Span | None:
        """The characters from the first to the last of these words."""
        tokens = [self.tokens[index] for index in indices]
        if not tokens:
            return None
        return Span(min(token.start for token in tokens), max(token.end for token in tokens))

    def token(self, index: int) -> Token:
        """The word itself."""
        return self.tokens[index]


def hang(tree: Tree, word: int, head: int, dep: str) -> Tree:
    """The tree with one word, and all that hangs on it, hung elsewhere."""
    tokens = list(tree.tokens)
    tokens[word] = tokens[word]._replace(head=head, dep=dep)
    return tree.replace(tokens)


def retag(tree: Tree, word: int, tag: str) -> Tree:
    """The tree with another part of speech for one word."""
    tokens = list(tree.tokens)
    tokens[word] = tokens[word]._replace(tag=tag)
    return tree.replace(tokens)
