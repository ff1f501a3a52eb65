"""Which elements of an HTML page hold which of its lines."""

from __future__ import annotations

from sayso.read.elements import Element, Names, read_box, read_names

NONE = -1
_ROOT = Element("#", block=True, contains=True)


class Outline:
    """The elements of a page that say something of its lines, numbered as they open; 0 stands around all others.

    Blocks are boxes: nested ranges of lines, each with the path of tags and classes to it. Two have the same path where
    their tags and first classes, and those of all boxes around them, are the same (headings of any level count as one
    tag). What is known of the boxes is known when the page has been read to its end, and `number_boxes` was called.
    """

    def __init__(self) -> None:
        self.elements: list[Element] = [_ROOT]
        self.heads: list[str] = ["#"]  # the tag of each as written
        self.around: list[int] = [0]  # the innermost of them around each
        self.firsts: list[int] = [0]  # first line of a box
        self.lasts: list[int] = [0]  # line after its last one
        self.parents: list[int] = []  # the innermost box around
        self.paths: list[int] = []
        self.apart: list[bool] = []  # whether it stands beside what the page is about
        self.articles: list[bool] = []  # whether it says that it is an article
        self._boxes: dict[int, list[int]] = {}  # by path

    def open_element(self, element: Element, head: str, around: int, line: int) -> int:
        """The number of an element that begins in another, whose first line would have this number."""
        self.elements.append(element)
        self.heads.append(head)
        self.around.append(around)
        self.firsts.append(line)
        self.lasts.append(line)
        return len(self.elements) - 1

    def read_names(self, number: int) -> Names:
        """Whether the names of an element say that it is no part of an article."""
        element = self.elements[number]
        return read_names(element.tag, element.head or self.heads[number])

    def find_box(self, number: int) -> int:
        """The innermost box that this element is, or stands in."""
        while not self.elements[number].block:
            number = self.around[number]
        return number

    def number_boxes(self, lines: int) -> None:
        """The page has been read to its end, and has so many lines."""
        self.lasts[0] = lines
        self.parents, self.paths, self.apart, self.articles = [NONE], [NONE], [False], [False]
        numbers: dict[tuple[int, str], int] = {}
        for element, head, around in zip(self.elements[1:], self.heads[1:], self.around[1:], strict=True):
            box = around if self.elements[around].block else self.parents[around]
            names = read_box(element.tag, element.head or head)
            self.parents.append(box)
            self.paths.append(numbers.setdefault((self.paths[box], names.path), len(numbers)))
            self.apart.append(names.apart or self.apart[box])
            self.articles.append(names.article)

    def list_boxes(self, path: int) -> list[int]:
        """The numbers of the boxes of this path."""
        if not self._boxes:
            for box, own in enumerate(self.paths):
                if self.elements[box].block:
                    self._boxes.setdefault(own, []).append(box)
        return self._boxes.get(path, [])
